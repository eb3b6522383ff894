/**
 * The recorded exchanges and framing cases of the folder beside the project. They belong to others and are never copied here:
 * where the folder is absent, tests that need it are skipped, and their names say so.
 * @module
 */

/** What a recording is known to hold. */
export interface Expectation {
  /** The answer text of the first choice, or of the text blocks. */
  text: string;
  /** What the model thought. */
  reasoning?: string;
  /** Why it declined. */
  refusal?: string;
  /** The provider's own word for the end. */
  finish: string | null;
  /** The provider's own numbers. */
  usage: Record<string, unknown> | null;
  /** The provider's error. */
  error?: Record<string, unknown> | string;
  /** The error's message, wherever it stood. */
  errorMessage?: string;
  /** What is special here. */
  tags: string[];
}

/** One recorded exchange. */
export interface RecordedCase {
  /** The project that recorded it. */
  source: string;
  /** The body's file. */
  file: string;
  /** The protocol. */
  wire: "chat" | "anthropic";
  /** How the body is framed. */
  kind: "sse" | "json";
  /** The HTTP status. */
  status: number;
  /** The headers that were kept. */
  headers: Record<string, string>;
  /** The model that was asked. */
  model?: string;
  /** What it is known to hold. */
  expect: Expectation;
}

/** One framing case: bytes, and the events that a strict reader takes from them. */
export interface FramingCase {
  /** Its name. */
  name: string;
  /** The bytes. */
  bytes: Uint8Array<ArrayBuffer>;
  /** The events. */
  events: { event: string; data: string }[];
}

const FOLDER = new URL("../../../../shared/fixtures/", import.meta.url);

/** Appended to the name of a test that cannot run, and empty where it can. */
export const absence = isThere(FOLDER) ? "" : ` (skipped: there is no folder ${FOLDER.pathname})`;

/** All recorded exchanges; none where the folder is absent. */
export function recordedCases(): RecordedCase[] {
  if (absence !== "") return [];
  const lines = Deno.readTextFileSync(new URL("wire/cases.jsonl", FOLDER)).split("\n").filter((line) => line !== "");
  return lines.map((line): RecordedCase => JSON.parse(line));
}

/** The recorded body of an exchange. */
export function recordedBody({ source, file }: RecordedCase): Uint8Array<ArrayBuffer> {
  return Deno.readFileSync(new URL(`wire/${source}/${file}`, FOLDER));
}

/** All framing cases; none where the folder is absent. */
export function framingCases(): FramingCase[] {
  if (absence !== "") return [];
  const stored: { name: string; bytes_b64: string; events: FramingCase["events"] }[] = JSON.parse(
    Deno.readTextFileSync(new URL("sse_framing.json", FOLDER)),
  );
  return stored.map(({ name, bytes_b64, events }) => ({ name, bytes: Uint8Array.fromBase64(bytes_b64), events }));
}

function isThere(folder: URL): boolean {
  try {
    return Deno.statSync(folder).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
