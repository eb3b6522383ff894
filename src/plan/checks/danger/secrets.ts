/** Finds secrets in a text, and takes them out of what is shown. */
import { anyOf } from "../any_of.ts";
import { isDenied } from "./denial.ts";
import {
  CUT,
  ENTRY,
  IN_ADDRESS,
  KEY_HEADER,
  KEYS,
  MADE_UP_KEY,
  METHOD,
  NO_SECRET,
  OF_SHAPE,
  VARIABLE,
} from "./secret_shapes.ts";
import { LITERALS, MADE_UP } from "./table.ts";

/** What secrets begin with or stand behind; most texts have none of it, which is told soonest. */
const MAYBE =
  /=|:\/\/|-----B|\b(?:sk-|[sr]k_|whsec|A[KS]IA|gh[pousr]_|github_|glpat|xox|npm_|AIza|SG\.|GOCSPX|hooks|discord|eyJ|Bearer|hf_|do[opr]_v1_|Authorization)|\d:[\w-]{35}|(?:[rRwW][dD]|[sS][eE]|[eE][tTnNyY])["']?:\s|[sS][eE][cC][rR][eE][tT]_?[aA][cC]/;
/** Most of the others have no secret, which few patterns tell sooner than many. */
const mayHold = anyOf([...KEYS, KEY_HEADER, IN_ADDRESS, VARIABLE, ENTRY]);

/** Where a text holds a secret. */
interface Secret {
  at: number;
  length: number;
}

/** Whether a text holds a secret; in a test, only what has the shape of a real one counts. */
export function holdsSecret(text: string, test: boolean): boolean {
  if (!MAYBE.test(text) || !mayHold(text)) return false;
  return secretsOf(text, test).some(({ at, length }) =>
    text.startsWith("-----", at) && length < 60
      ? !OF_SHAPE.test(text.slice(Math.max(0, at - 60), at + 100)) && !isDenied(text, at, at + length)
      : true
  );
}

/** A text as it may be shown: with what looks like a secret taken out, also where it was cut. */
export function withoutSecrets(text: string): string {
  const found = text.includes("…") ? text.replace(CUT, "[secret]…") : text;
  const secrets = [...(mayHold(found) ? secretsOf(found, false) : []), ...quoted(found)];
  let shown = "";
  let done = 0;
  for (const { at, length } of secrets.sort((a, b) => a.at - b.at)) {
    if (at >= done) shown += `${found.slice(done, at)}[secret]`;
    done = Math.max(done, at + length);
  }
  return shown + found.slice(done);
}

function secretsOf(text: string, test: boolean): Secret[] {
  const found: Secret[] = [];
  for (const pattern of [...KEYS, KEY_HEADER]) {
    for (const { 0: match, index: at } of text.matchAll(pattern)) {
      if (!isMadeUpKey(match)) found.push({ at, length: match.length });
    }
  }
  for (const { 0: match, 1: user = "", 2: password = "", 3: host = "", index } of text.matchAll(IN_ADDRESS)) {
    if (NO_SECRET.test(password) || password === user || /^(?:localhost|127\.0\.0\.1)$/.test(host)) continue;
    const at = index + match.length - host.length - 1 - password.length;
    if (!test || !NO_SECRET.test(host)) found.push({ at, length: password.length });
  }
  for (const { 0: match, 2: value = "", index } of test ? [] : text.matchAll(VARIABLE)) {
    const near = text.slice(Math.max(0, index - 120), index + 160);
    if (isMadeUpValue(value) || /\b(?:tests?|fixtures?|examples?|dummy|fake|demo|mock\w{0,3}|sample)\b/i.test(near)) {
      continue;
    }
    found.push({ at: index + match.length - value.length, length: value.length });
  }
  for (const { 0: match, 2: given = "", index } of test ? [] : text.matchAll(ENTRY)) {
    const value = given.replace(/[.!?]{1,3}$/, "");
    if (!isRandom(value) || isMadeUpValue(value) || METHOD.test(value)) continue;
    found.push({ at: index + match.length - given.length, length: value.length });
  }
  return found;
}

/** Values in quotes behind the name of a secret. */
function quoted(text: string): Secret[] {
  if (!/["']/.test(text)) return [];
  return LITERALS.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ 0: match, index }): Secret[] => {
      const value = /["']([^"']{6,200})["']$/.exec(match)?.[1] ?? "";
      return value === "" || MADE_UP.test(value)
        ? []
        : [{ at: index + match.length - 1 - value.length, length: value.length }];
    })
  );
}

/** A key has letters of both kinds and digits, or is of a shape that nothing else has. */
function isMadeUpKey(key: string): boolean {
  if (MADE_UP_KEY.test(key)) return true;
  return key.startsWith("sk-") && !/\d.*\d/s.test(key);
}

/** No word of any language: letters of both kinds, and digits in two places. */
function isRandom(value: string): boolean {
  return value.length >= 8 && /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d[^\d]{1,100}\d/.test(value);
}

/** Words alone are names; a value has digits, or letters of both kinds with a sign. */
function isMadeUpValue(value: string): boolean {
  return NO_SECRET.test(value) ||
    !(/\d/.test(value) && /\p{L}/u.test(value) || /(?=.*[a-z])(?=.*[A-Z])(?=.*[^\w])/.test(value)) ||
    /^[A-Z][A-Z_]{2,60}$/.test(value);
}
