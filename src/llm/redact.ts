/** What stands where a secret stood. */
export const REDACTED = "[redacted]";

/** Shorter secrets are words, like `ollama`: replacing them would garble what is said about them. */
const LEAST_SECRET = 6;
/** Pieces of this length, and longer, of a long secret are replaced as well. */
const PIECE = 12;
/** What looks like a secret, whoever's it is. */
const PATTERNS: readonly [RegExp, string][] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${REDACTED}`],
  [/\b(?:sk|pk|rk|gsk|xai|hf|r8|pplx)[-_][\w-]{12,}/g, REDACTED],
  [/\bAIza[\w-]{20,}/g, REDACTED],
  [/([?&](?:api[-_]?key|key|token|access_token)=)[^&\s"']+/gi, `$1${REDACTED}`],
  [/((?:x-api-key|api-key|authorization)["']?\s*[:=]\s*["']?)(?!Bearer|Basic)[\w.~+/=-]{6,}/gi, `$1${REDACTED}`],
];

/** Makes the function that takes secrets out of every message, whole or in pieces, as they are or encoded. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const whole = secrets.filter(({ length }) => length >= LEAST_SECRET).sort((a, b) => b.length - a.length);
  const pieces = new Set(whole.filter(({ length }) => length >= PIECE).flatMap(forms).flatMap(piecesOf));
  return (text) => {
    let clean = pieces.size === 0 ? text : withoutPieces(text, pieces);
    for (const secret of whole) clean = clean.replaceAll(secret, REDACTED);
    for (const [pattern, replacement] of PATTERNS) clean = clean.replace(pattern, replacement);
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
  return [secret, encodeURIComponent(secret), hex, hex.toUpperCase(), ...base64, ...base64.map(toUrlSafe)];
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
  readonly #secrets: readonly string[];
  #held = "";
  /** Whether there was anything to take out. */
  found = false;

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets.filter(({ length }) => length >= PIECE);
  }

  /** Takes a piece and gives back what is safe to show. */
  push(piece: string): string {
    let text = this.#held + piece;
    let held = text.length;
    for (const secret of this.#secrets) {
      if (text.includes(secret)) {
        this.found = true;
        text = text.replaceAll(secret, REDACTED);
        held = text.length;
      }
    }
    for (const secret of this.#secrets) held = Math.min(held, startOfSecret(text, secret));
    // Half of a surrogate pair is not text yet.
    if (held === text.length && /[\ud800-\udbff]$/.test(text)) held--;
    this.#held = text.slice(held);
    return text.slice(0, held);
  }

  /** Gives back what was held. */
  end(): string {
    const rest = this.#held;
    this.#held = "";
    return rest;
  }
}

/** Where the end of a text begins that a secret begins with; the text's length if there is none. */
function startOfSecret(text: string, secret: string): number {
  const first = secret.charAt(0);
  let at = text.indexOf(first, Math.max(0, text.length - secret.length + 1));
  while (at !== -1) {
    if (secret.startsWith(text.slice(at))) return at;
    at = text.indexOf(first, at + 1);
  }
  return text.length;
}
