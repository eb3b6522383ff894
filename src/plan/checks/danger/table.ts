/** What no plan should tell anybody to do, as far as it is seen by the text alone. */

/** A kind of danger. */
export interface Danger {
  /** What the step does, for the message: "Step 1.1 ...". */
  does: string;
  hint: string;
}

/** All kinds, by name. */
export const DANGERS = {
  commit: {
    does: "commits secrets",
    hint: "Leave secrets out of git: list the file in .gitignore and commit an example without values.",
  },
  credential: {
    does: "holds a secret",
    hint: "Take the secret out of the plan, revoke it if it is real, and read it from the environment.",
  },
  literal: {
    does: "writes a secret into the code",
    hint: "Read it from the environment or a file that git ignores.",
  },
  pipe: {
    does: "runs a download unseen",
    hint: "Install it by a package manager, or download it, check its digest and then run it.",
  },
  erase: {
    does: "erases a disk, or a folder that is not the project's",
    hint: "Name the one folder inside the project that is to go.",
  },
  drop: { does: "drops a database", hint: "Drop only a database that is made for tests, and let its name say so." },
  rights: {
    does: "lets everybody write to files",
    hint: "Give only the rights that are needed, such as chmod 755 or u+x.",
  },
  force: {
    does: "overwrites the history that others have",
    hint: "Push without force, or with --force-with-lease to a branch of your own.",
  },
  tls: {
    does: "turns the check of certificates off",
    hint: "Leave the check on, and trust the certificate that is missing instead.",
  },
} satisfies Record<string, Danger>;

/** The name of a kind of danger. */
export type DangerKind = keyof typeof DANGERS;

/** Certificates that nobody checks, in code and in words. */
export const TLS_OFF: readonly RegExp[] = [
  /\bverify\s{0,2}=\s{0,2}False\b|\bcheck_hostname\s{0,2}=\s{0,2}False\b|\bssl\._create_unverified_context\b|\bCERT_NONE\b|\bPYTHONHTTPSVERIFY\s{0,2}=\s{0,2}["']?0/g,
  /\bNODE_TLS_REJECT_UNAUTHORIZED["'\]]{0,2}\s{0,2}[=:]\s{0,2}["']?0|\brejectUnauthorized["']?\s{0,2}[:=]\s{0,2}false\b|\bstrict-ssl[ =]false\b/gi,
  /\bInsecureSkipVerify\s{0,2}[:=]\s{0,2}true\b|\bdanger_accept_invalid_certs\(true\)|\bVERIFY_NONE\b|\bCURLOPT_SSL_VERIFY(?:PEER|HOST)\s{0,2}(?:,|=>|=)\s{0,2}(?:false|0)\b/gi,
  /\bhttp\.sslVerify[ =]["']?false\b|\bGIT_SSL_NO_VERIFY\s{0,2}=\s{0,2}["']?(?:1|true)|--no-check-certificates?\b|--no-verify-ssl\b|--unsafely-ignore-certificate-errors\b/gi,
  /\bServer(?:Certificate(?:Custom)?)Validation\w{0,12}\b[^.;\n]{0,60}\btrue\b|\bDangerousAcceptAnyServerCertificateValidator\b/g,
  /\b(?:disabl(?:e|ing)|turn(?:ing)? off|switch(?:ing)? off|bypass(?:ing)?|skip(?:ping)?) (?:the )?(?:TLS|SSL|HTTPS|X\.509|certificates?)(?: (?:TLS|SSL|certificates?|peer|host))? ?(?:verification|validation|checks?|checking)\b|\bignor(?:e|ing) (?:TLS|SSL|HTTPS|certificate) (?:certificate )?errors\b/gi,
  /\bschalten?\s{1,3}(?:die |jede )?(?:(?:TLS|SSL)-)?(?:Zertifikats?prüfung|Prüfung (?:der|von) Zertifikaten?)\s{1,3}(?:ab|aus)\b|\b(?:deaktivieren?|umgehen?)\s{1,3}(?:die |jede )?(?:(?:TLS|SSL)-)?(?:Zertifikats?prüfung|Prüfung (?:der|von) Zertifikaten?)\b|\bZertifikats?prüfung (?:ab|aus)schalten\b|\bZertifikats?prüfung deaktivieren\b/gi,
  /\b(?:desactiv|deshabilit|desabilit|desativ)[aeáéir]{1,3}n?\s{1,3}(?:la |a )?(?:verificación|validación|comprobación|verificação|validação) (?:(?:de|del|dos)(?: los)? )?(?:certificados?|TLS|SSL)\b|\bdésactive[rz]?\s{1,3}(?:la )?(?:vérification|validation) (?:des? |du )?(?:certificats?|TLS|SSL)\b/gi,
];
/** The same, where it does no harm on one's own machine. */
export const TLS_OFF_LOCALLY: readonly RegExp[] = [
  /\bsslmode=disable\b/gi,
  /\bTrustServerCertificate\s{0,2}=\s{0,2}true\b/gi,
];
/** One's own machine, a container beside, or a run of tests. */
export const LOCAL =
  /\b(?:localhost|local(?:ly)?|127\.0\.0\.1|development|dev|tests?|testing|CI|compose|containers?)\b|\[?::1\]?|@(?:db|postgres|mysql|mssql|database|sqlserver)(?![\w.-])/i;

/** A download run unseen, as PowerShell writes it. */
export const RUN_UNSEEN: readonly RegExp[] = [
  /\b(?:iex|Invoke-Expression)\b[^|\n]{0,80}\b(?:iwr|irm|Invoke-WebRequest|Invoke-RestMethod|DownloadString|curl|wget)\b/gi,
  /\b(?:iwr|irm|Invoke-WebRequest|Invoke-RestMethod|DownloadString)\b[^|\n]{0,200}\|\s{0,3}(?:iex|Invoke-Expression)\b/gi,
];
/** Rights for everybody, as programs give them. */
export const ALL_RIGHTS: readonly RegExp[] = [/\bchmod\w{0,8}\([^)\n]{0,80}\b0?o?777\b/gi];

/** Databases dropped, in SQL; one for tests may go. */
export const DROPS: readonly RegExp[] = [/\bDROP DATABASE (?:IF EXISTS )?["'`[]?[\w.-]{1,80}/gi];
/** The names of databases that may go. */
export const FOR_TESTS =
  /(?:^|[^a-z])(?:tests?|testing|tmp|temp|dev(?:elopment)?|local|scratch|ci|demo|sandbox|staging|e2e)(?:[^a-z]|$)/i;

/** A name of a secret with its value in quotes. */
export const LITERALS: readonly RegExp[] = [
  /\b[\w.-]{0,40}(?:password|passwd|passphrase|secret|secret_?key|api_?key|access_?key|private_?key|auth_?token|access_?token|bot_?token|client_?secret)["'\]]{0,2}\s{0,2}(?:=|:=)\s{0,2}["'][^"'\n]{6,200}["']/gi,
  /\b[\w.-]{0,40}(?:secret_?key|api_?key|access_?key|client_?secret|jwt_?secret|auth_?token)["']?\s{0,2}:\s{0,2}["'][^"'\n]{8,200}["']/gi,
];
/** A value that stands for another one, or that tests make up. */
export const MADE_UP =
  /your|change|example|sample|placeholder|dummy|fake|mock|xxx|\*{3}|\.{3}|…|<|\$\{|\$\(|\{\{|%\w|env|getenv|process\.|secrets\.|vault|\btest|wrong|invalid|redacted|insert|replace|to-?do|none|null|undefined|hidden/i;

/** Files that hold secrets. */
export const SECRET_FILE =
  /^(?:.{0,200}\/)?(?:\.env(?:\.(?:local|prod(?:uction)?|staging))?|id_(?:rsa|ed25519|ecdsa|dsa)|credentials\.json|service-?account[\w-]{0,40}\.json|secrets?\.(?:json|ya?ml|toml|env|txt)|\.pgpass|\.netrc|[\w.-]{1,60}\.(?:pem|p12|pfx|key|keystore))$/i;

/** Secrets put into git, in words. */
export const COMMITS: readonly RegExp[] = [
  /\b(?:commit|check in|push)\s{1,3}(?:the |your |our |this |both |all ){0,2}\s{0,2}["']?\.env(?:\.(?:local|prod(?:uction)?|staging))?(?![\w-]|\.\w)/gi,
  /\b(?:commit|check in|push)\s{1,3}(?:the |your |our |this |all ){0,2}(?:(?:api|private|secret|access|signing|ssh) keys?|credentials|secrets|passwords|tokens)\b(?! (?:encrypted|sealed|template|example|scan|rotation|manager))/gi,
  /\b(?:add|check|put|store|track|push)\s{1,3}(?:the |your |our ){0,2}\s{0,2}["']?\.env["']?\s{0,3}(?:file )?\s{0,2}(?:to|into|in|with)\s{1,3}(?:the )?(?:git|version control|source control|repo|repository)\b(?! root|['’]s|\s{0,2}ignore|hub)/gi,
  // In German, Spanish and French
  /\b(?:committe[nt]?|pushe|checken?|versioniere|commitea|commitee|sube|subir|commitez?)\s{1,3}(?:(?:die|deine|unsere|el|la|tu|le|ton)\s{1,3}){0,1}(?:(?:Datei|archivo|fichero|fichier)\s{1,3})?["']?\.env(?:\.(?:local|prod(?:uction)?|staging))?(?![\w-]|\.\w)(?!["'\s]{0,4}(?:nicht|nie|niemals|no|pas)\b)/gi,
  /(?<![\w/*-])\.env(?![\w-]|\.\w)[^.;\n]{0,40}\b(?:checken?|nimm|committe|füge|lege) (?:sie|es|ihn|diese|die Datei) (?:mit )?(?:in|ins|in das|zum) (?:Repository|Repo|Git|Versionskontrolle)\b/gi,
  /\b(?:committe[nt]?|checken?|pushe|commitea|commitee|sube|subir|commitez?)\s{1,3}(?:(?:die|deine|unsere|alle|la|las|los|tus|les|tes)\s{1,3}){0,1}(?:API-Schlüssel|Zugangsdaten|Geheimnisse|Passwörter|claves?(?: de (?:la )?API)|credenciales|contraseñas|secretos|clés? (?:d['’])?API|identifiants|mots de passe)(?![a-zäöüß-])(?! (?:nicht|nie|niemals|pas)\b)/gi,
];

/** Secrets put into the code, in words. */
export const HARD_CODES: readonly RegExp[] = [
  /\bhard-?code\s{1,3}(?:the |your |our |an? |this |these ){0,2}(?:\w{1,20} ){0,2}(?:api[ _-]?keys?|passwords?|secrets?|credentials?|tokens?)\b/gi,
  /\b(?:schreiben?|setzen?|hinterlegen?|tragen?)\s{1,3}(?:(?:den|die|das|deinen|unseren|alle)\s{1,3}){0,1}(?:API-?Schlüssel|Passwort|Passwörter|Geheimnisse?|Zugangsdaten|Tokens?)\s{1,3}(?:fest|hart|direkt) in (?:den|die|das) (?:Code|Quellcode|Quelltext|Datei|Programm)\b/gi,
  /\b(?:escrib[aei]r?|pon|poner|incluye)\s{1,3}(?:(?:la|las|el|los|tu)\s{1,3}){0,1}(?:claves?(?: de (?:la )?API)?|contraseñas?|credenciales|secretos?|tokens?)\s{1,3}(?:directamente|fij[oa]s?) en el código/gi,
  /(?:écris|écrivez|écrire|mets|mettez|mettre)\s{1,3}(?:(?:la|les|le|ta)\s{1,3}){0,1}(?:clés?(?: (?:d['’])?API)?|mots? de passe|secrets?|jetons?)\s{1,3}(?:en dur|directement) dans le code\b/gi,
];
