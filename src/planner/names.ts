/**
 * Names in files: from words to the style of a stack.
 * @module
 */
import { isStopWord, wordsOf } from "../plan/words.ts";
import type { NameStyle } from "./types.ts";

/** Names with capitals inside that are one word all the same. */
const ONE_WORD =
  /\b(?:JavaScript|TypeScript|CoffeeScript|GDScript|GitHub|GitLab|YouTube|LinkedIn|WhatsApp|WordPress|PayPal|OpenAI|ChatGPT|OpenAPI|GraphQL|PostgreSQL|MySQL|MongoDB|DynamoDB|RabbitMQ|PyTorch|TensorFlow|FastAPI|NestJS|CMake|LaTeX|DevOps|IoT|OAuth|WebSocket|WebRTC|WebGL|iOS|macOS|iPhone|iPad|eBook|eBay|SwiftUI|JavaFX)s?\b/g;

/** Latin letters and digits of a text as words, accents dropped; camel case is parted. */
function asciiWords(text: string): string[] {
  return wordsOf(
    text.replace(ONE_WORD, (name) => name.toLowerCase()).replace(/([a-z\d])([A-Z])/g, "$1 $2").replace(
      /([A-Z])([A-Z][a-z])/g,
      "$1 $2",
    ).replace(/[-_/]/g, " "),
  )
    .map((word) => word.normalize("NFKD").replace(/[^a-zA-Z0-9]/g, "").toLowerCase())
    .filter((word) => word !== "");
}

/** Writes words in a style: `url store` as `url_store`, `url-store`, `UrlStore`, `urlStore` or `urlstore`. */
export function inStyle(words: readonly string[], style: NameStyle): string {
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  switch (style) {
    case "snake":
      return words.join("_");
    case "kebab":
      return words.join("-");
    case "flat":
      return words.join("");
    case "pascal":
      return words.map(capital).join("");
    case "camel":
      return words.map((word, index) => index === 0 ? word : capital(word)).join("");
  }
}

/** Names that systems or languages keep for themselves. */
const RESERVED =
  /^(?:lambda|async|await|con|prn|aux|nul|com\d|lpt\d|test|tests|main|mod|lib|index|package|class|import|default|new|type|func|function|return|interface|enum|public|private|static)$/;

/** Modules of standard libraries, which a package of that name would hide. */
const MODULES =
  /^(?:calendar|code|collections|csv|email|fmt|html|http|io|json|logging|math|operator|os|parser|platform|profile|queue|random|secrets|select|signal|site|socket|sqlite3|statistics|std|string|time|token|trace|types|typing|warnings|xml)$/;

/** A project's name for packages and folders: at most 32 characters, a letter first, `app` where nothing is left. */
export function appWords(name: string): string[] {
  const words: string[] = [];
  for (const word of asciiWords(name)) {
    if (words.join("-").length + word.length > 31) break;
    words.push(word);
  }
  while (words.length > 0 && /^\d/.test(words[0] ?? "")) words.push(...words.splice(0, 1).map((word) => `n${word}`));
  const joined = words.join("");
  return words.length === 0 || RESERVED.test(joined) || MODULES.test(joined) ? [...words, "app"] : words;
}

/** A unit's name from a title: its two or three telling words; `fallback` where it has none in Latin letters. */
export function unitWords(title: string, fallback: string, style: NameStyle): string[] {
  // "Efficient Data Caching (`RedisCache`)": the name in the code is the best there is.
  const code = /`([A-Za-z][A-Za-z0-9]{2,40})`/.exec(title)?.[1] ?? /^([A-Z][a-z]+[A-Z]\w{1,38})$/.exec(title)?.[1];
  if (code !== undefined && style === "pascal" && /^[A-Z]/.test(code)) return [code];
  const words = asciiWords(code ?? title.replace(/\([^)]*\)/g, " ").replace(/`/g, " "))
    .filter((word) => code !== undefined || (!isStopWord(word) && !/^\d+$/.test(word)));
  const kept = words.slice(0, code === undefined ? 3 : 6);
  if (kept.length === 0 || !/^[a-z]/.test(kept[0] ?? "")) return fallback.split(" ");
  return RESERVED.test(kept.join("")) ? [...kept, "unit"] : kept;
}
