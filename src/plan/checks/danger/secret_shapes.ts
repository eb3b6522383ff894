/** What secrets look like in a text. */

/** The shapes of keys that services give out. */
export const KEYS: readonly RegExp[] = [
  /\bsk-(?:ant-|proj-|or-)?[A-Za-z0-9_-]{20,200}/g,
  /\b(?:[sr]k_(?:live|test)_|whsec_)[A-Za-z0-9]{16,200}/g,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{30,255}\b|\bgithub_pat_[A-Za-z0-9_]{22,255}/g,
  /\bglpat-[A-Za-z0-9_-]{20,80}|\bxox[abprs]-[A-Za-z0-9-]{12,200}|\bnpm_[A-Za-z0-9]{36}\b|\bAIza[A-Za-z0-9_-]{35}\b|\bSG\.[A-Za-z0-9_-]{20,24}\.[A-Za-z0-9_-]{40,46}|\bGOCSPX-[A-Za-z0-9_-]{20,40}/g,
  /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----(?:\s|\\n){0,4}[A-Za-z0-9+/=]{20,4000}/g,
  /\bhf_[A-Za-z0-9]{30,60}\b|\bdo[opr]_v1_[a-f0-9]{60,70}\b|(?<![\w:])\d{8,10}:[A-Za-z0-9_-]{35}(?![\w-])/g,
  /\bAuthorization["']?\s{0,2}[:=]\s{0,2}["']?Basic\s{1,3}(?![Bb]ase64|[Cc]red|[Ee]ncoded)(?=[A-Za-z+/]{0,200}(?:[a-z][A-Z]|\d|=))[A-Za-z0-9+/]{8,500}={0,2}/g,
  /\bhooks\.slack\.com\/services\/T[A-Z0-9]{6,16}\/B[A-Z0-9]{6,16}\/[A-Za-z0-9]{16,40}/g,
  /\bdiscord(?:app)?\.com\/api\/webhooks\/\d{15,22}\/[\w-]{40,100}/g,
  /\beyJ[A-Za-z0-9_-]{10,1000}\.[A-Za-z0-9_-]{10,4000}(?:\.[A-Za-z0-9_-]{5,1000})?/g,
  /\bBearer\s{1,3}(?=[A-Za-z._~+/-]{0,60}\d)[A-Za-z0-9._~+/-]{20,1000}={0,2}/g,
  /(?:\b|_)secret_?access_?key["'\]]{0,2}\s{0,2}[=:]\s{0,2}["']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/gi,
];
/** A key that nobody gave out; the last one is the token that everybody shows. */
export const MADE_UP_KEY = /example|x{4}|0{6}|your|fake|dummy|placeholder|\.{3}|…|eyJzdWIiOiIxMjM0NTY3ODkw/i;
/** The first line of a key, which may also be what is looked for. */
export const KEY_HEADER = /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----/g;
/** Words around it that tell of the shape of a key. */
export const OF_SHAPE =
  /\b(?:begin(?:s|ning)?|starts?|starting|headers?|patterns?|regex\w{0,3}|detects?|scans?|match(?:es)?|look(?:s|ing)?|contain(?:s|ing)?|holds?|format)\b/;

/** An address with a password: user, password, host. */
export const IN_ADDRESS = /:\/\/([^\s:/@'"`<>]{0,60}):([^\s/@'"`<>]{3,200})@([\w.-]{1,200})/g;
/** A variable with its value, in capitals as in the environment. */
export const VARIABLE =
  /(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|(?:API|ACCESS|SECRET|PRIVATE|ENCRYPTION|SIGNING|MASTER|APP|SERVICE|AUTH|ACCOUNT|LICENSE)_?KEY)\s{0,2}=\s{0,2}(["']?)([^\s"'`,;)\]}|&]{6,200})/g;
/** The same as YAML and notes write it. */
export const ENTRY =
  /(?:password|passwd|passphrase|secret|token|(?:api|access|secret|private|auth)[_ -]?key)["']?:\s{1,3}(["']?)([^\s"'`,;)\]}|&]{8,200})/gi;
/** Names of methods, which have letters and digits as passwords have. */
export const METHOD =
  /sha-?\d|hmac|base\d|argon|bcrypt|scrypt|pbkdf|aes|uuid|oauth|rsa|ed25519|jwt|http|\d-?(?:byte|bit)/i;
/** A value that stands for another one, or that machines of one's own and tests have. */
export const NO_SECRET =
  /your|change|example|sample|placeholder|dummy|fake|mock|xxx|\*{3}|\.{3}|…|[<>{}$%]|\benv\b|getenv|process\.|^secrets?$|secrets\.|vault|test|wrong|invalid|redacted|insert|replace|to-?do|none|null|undefined|hidden|\bpass(?:word)?\b|\bpostgres|\bmysql\b|\badmin\b|\broot\b|\bguest\b|\bdev|\blocal|default|12345|abc123|foobar|:\/\/|^[~./]|\(/i;
/** The beginning of a key that was cut. */
export const CUT =
  /(?:\bsk-|\b[sr]k_(?:live|test)_|\bhf_|\bdo[opr]_v1_|\bAKIA|\bgh[pousr]_|\bgithub_pat_|\bglpat-|\bxox[abprs]-|\bnpm_|\bAIza|\beyJ|PRIVATE KEY-----)[\w./+=\s-]{0,200}…/g;
