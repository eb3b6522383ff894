/** What stands where a secret stood. */
export const REDACTED = "[redacted]";

/** Shorter secrets are words, like `ollama`: replacing them would garble what is said about them. */
const LEAST_SECRET = 6;
/** Pieces of this length, and longer, of a long secret are replaced as well. */
const PIECE = 12;
/** What looks like a secret, whoever's it is. */
const PATTERNS: readonly [RegExp, string][] = [
  [/\b(Bearer)\s+[\w.~+/=-]{6,}/gi, `$1 ${REDACTED}`],
  // "Basic authentication" is no secret; base64 has capitals or digits.
  [/\b([Bb]asic)\s+(?=[a-z]*[A-Z0-9+/])[A-Za-z0-9+/]{8,}={0,2}/g, `$1 ${REDACTED}`],
  [/\b(?:sk|pk|rk|gsk|xai|hf|r8|pplx)[-_][\w-]{12,}/g, REDACTED],
  [/\bAIza[\w-]{20,}/g, REDACTED],
  [/([?&](?:api[-_]?key|key|token|access_token)=)[^&\s"']+/gi, `$1${REDACTED}`],
  [/((?:x-api-key|api-key|authorization)["']?\s*[:=]\s*["']?)(?!Bearer|Basic)[\w.~+/=-]{6,}/gi, `$1${REDACTED}`],
];

/**
 * Makes the function that takes secrets out of every message, whole or in pieces, as they are or encoded.
 *
 * @param patterns What else looks like a secret; none for a model's text, which may well hold words like `pk_orders_all`.
 */
export function redactor(secrets: readonly string[], patterns = PATTERNS): (text: string) => string {
  const long = secrets.filter(({ length }) => length >= PIECE);
  const short = secrets.filter(({ length }) => length >= LEAST_SECRET && length < PIECE);
  const pieces = new Set(long.flatMap(forms).flatMap(piecesOf));
  const whole = short.flatMap(forms).filter(({ length }) => length >= LEAST_SECRET).sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = pieces.size === 0 ? text : withoutPieces(text, pieces);
    for (const secret of whole) clean = clean.replaceAll(secret, REDACTED);
    for (const [pattern, replacement] of patterns) clean = clean.replace(pattern, replacement);
    return clean;
  };
}

/** A secret as it is, and as an encoder writes it. Base64 has three forms, by what stands before it. */
function forms(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const base64 = [0, 1, 2].map((shift) => {
    const text = btoa("\0".repeat(shift) + String.fromCharCode(...bytes));
    // The first and last letters also depend on the neighbours.
    return text.slice(shift === 0 ? 0 : 4, -4);
  });
  const url = encodeURIComponent(secret);
  return [
    secret,
    url,
    url.replace(/%../g, (code) => code.toLowerCase()),
    hex,
    hex.toUpperCase(),
    ...base64,
    ...base64.map(toUrlSafe),
  ];
}

function toUrlSafe(base64: string): string {
  return base64.replaceAll("+", "-").replaceAll("/", "_");
}

function piecesOf(form: string): string[] {
  return Array.from({ length: Math.max(form.length - PIECE + 1, 0) }, (_, at) => form.slice(at, at + PIECE));
}

/** Replaces the longest runs in which every piece belongs to a secret. */
function withoutPieces(text: string, pieces: ReadonlySet<string>): string {
  let clean = "";
  let kept = 0;
  for (let at = 0; at + PIECE <= text.length; at++) {
    if (!pieces.has(text.slice(at, at + PIECE))) continue;
    let end = at + PIECE;
    while (end < text.length && pieces.has(text.slice(end - PIECE + 1, end + 1))) end++;
    clean += text.slice(kept, at) + REDACTED;
    kept = end;
    at = end - 1;
  }
  return clean + text.slice(kept);
}

/** Takes secrets out of a text that comes in pieces: holds back an end that may be the beginning of a secret. */
export class StreamRedactor {
  /** The longest first: one may begin another. */
  readonly #secrets: readonly string[];
  readonly #longest: number;
  readonly #firsts: string;
  #held = "";
  /** Whether there was anything to take out. */
  found = false;

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets.filter(({ length }) => length >= PIECE).sort((a, b) => b.length - a.length);
    this.#longest = this.#secrets[0]?.length ?? 0;
    this.#firsts = this.#secrets.map((secret) => secret.charAt(0)).join("");
  }

  /** Takes a piece and gives back what is safe to show. */
  push(piece: string): string {
    const text = this.#held + piece;
    const [clean, rest] = this.#clean(text, (text) => this.#openFrom(text));
    // Half of a surrogate pair is not text yet.
    const half = rest === "" && (clean.charCodeAt(clean.length - 1) & 0xfc00) === 0xd800;
    this.#held = half ? clean.slice(-1) : rest;
    return half ? clean.slice(0, -1) : clean;
  }

  /** Gives back what was held. */
  end(): string {
    const [clean] = this.#clean(this.#held, (text) => text.length);
    this.#held = "";
    return clean;
  }

  /** Replaces the secrets in a text up to what is still open; returns what is clean and the open rest. */
  #clean(text: string, openFrom: (text: string) => number): [string, string] {
    let clean = "";
    for (let rest = text;;) {
      const open = openFrom(rest);
      let at = rest.length;
      let length = 0;
      for (const secret of this.#secrets) {
        const found = rest.indexOf(secret);
        if (found === -1 || found >= at) continue;
        at = found;
        length = secret.length;
      }
      if (length === 0 || open <= at) return [clean + rest.slice(0, open), rest.slice(open)];
      this.found = true;
      clean += rest.slice(0, at) + REDACTED;
      rest = rest.slice(at + length);
    }
  }

  /** Where the end of a text begins that more text could make a secret of; the text's length if there is none. */
  #openFrom(text: string): number {
    for (let at = Math.max(0, text.length - this.#longest + 1); at < text.length; at++) {
      if (!this.#firsts.includes(text.charAt(at))) continue;
      const tail = text.slice(at);
      if (this.#secrets.some((secret) => secret.length > tail.length && secret.startsWith(tail))) return at;
    }
    return text.length;
  }
}
