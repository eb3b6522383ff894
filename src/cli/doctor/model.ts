import type { HttpProvider } from "../../llm/provider.ts";
import { isLoopback } from "../../llm/loopback.ts";
import { nearest } from "../../nearest.ts";
import { type Check, fail, ok, skip, warn } from "./check.ts";

/** Whose servers take names that they do not list: they answer with what is loaded, or know more than they tell. */
const ANY_NAME: ReadonlySet<string> = new Set(["generic", "lmstudio", "llamacpp"]);

/** Checks whether a provider knows a model, by the names that it lists; absent where it gave no list. */
export function checkModel(
  provider: HttpProvider,
  url: URL,
  model: string | undefined,
  listed: readonly string[] | undefined,
): Check {
  const { name } = provider;
  if (model === undefined) return fail("model", 2, `${name}: no model is named`, "Name one with --model.");
  if (listed === undefined) return skip("model", `${name}: "${model}" is not looked up`);
  if (listed.length === 0) return skip("model", `${name}: it lists no models, so "${model}" is not looked up`);
  const wanted = plain(model);
  if (listed.includes(model) || listed.some((id) => plain(id) === wanted)) {
    return ok("model", `${name}: "${model}" is listed`);
  }
  const message = `${name}: "${model}" is not among the ${listed.length} models that it lists`;
  const hint = hintFor(model, listed);
  // A gateway in the provider's place may translate names.
  const own = URL.parse(provider.baseUrl ?? "")?.host === url.host || isLoopback(url.hostname);
  const sure = own && !ANY_NAME.has(name) && provider.checkModel?.(model) === undefined;
  return sure ? fail("model", 3, message, hint) : warn("model", message, hint);
}

/** A name without what providers leave out or add: Gemini's folder, Ollama's default tag, a date, a router's variant. */
function plain(id: string): string {
  return id.toLowerCase().replace(/^models\//, "").replace(/:(?:latest|free|nitro|floor|online|thinking|extended)$/, "")
    .replace(/-(?:latest|\d{8}|\d{4}-\d\d-\d\d)$/, "");
}

function hintFor(model: string, listed: readonly string[]): string {
  const near: string[] = [];
  // A long list is gone through once for each name.
  let rest = listed.slice(0, 2000);
  for (let name = nearest(model, rest); name !== undefined && near.length < 3; name = nearest(model, rest)) {
    near.push(name);
    rest = rest.filter((id) => id !== name);
  }
  const named = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ");
  return near.length > 0
    ? `Did you mean ${named(near)}?`
    : `Name one with --model, such as ${named(listed.slice(0, 3))}.`;
}
