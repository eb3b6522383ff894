import type { Existing } from "../plan/types.ts";
import { counted, shorten } from "../text.ts";
import type { Context } from "./context.ts";
import type { Archetype } from "./types.ts";

/** How the parts of a new project work together. */
export function architecture(context: Context, capabilities: readonly Archetype[]): string {
  const { stack, components, entry } = context;
  const stores = stack.technologies.filter(({ kind }) =>
    ["database", "cache", "queue", "search", "storage"].includes(kind)
  ).map(({ name }) => name);
  const first = components[0];
  const last = components.at(-1);
  const lines = [
    `The program starts in \`${entry}\`. It reads its settings once, makes the components below and hands each request to one of them; no component starts another.`,
    `Calls go one way, from the entry to the components; what two of them share moves into a unit of its own instead of a call sideways.`,
  ];
  if (first !== undefined && last !== undefined && first !== last) {
    lines.push(
      `Data comes in through **${first.name}** and ends in **${last.name}**; each component takes plain values and returns plain values, so that its tests need none of the others.`,
    );
  }
  if (stores.length > 0) {
    lines.push(
      `Only one unit talks to ${
        stores.join(" and ")
      }; the others see its functions, so that tests can run against a fresh store.`,
    );
  } else if (capabilities.some(({ id }) => /storage|crud/.test(id))) {
    lines.push(
      "Only one unit reads and writes stored data; the others see its functions, so that the store can be changed in one place.",
    );
  }
  if (context.stackLimits.length > 0) {
    lines.push(
      `Fixed from outside: ${
        context.stackLimits.slice(0, 5).map(({ text }) => shorten(text, 120).replace(/\.$/, "")).join("; ")
      }.`,
    );
  }
  return lines.join("\n\n");
}

/** How what is new goes into what is there. */
export function architectureIn({ files, omitted = 0 }: Existing, { stack, components, entry, name }: Context): string {
  const changed = components.filter(({ path }) => path !== undefined && files.includes(path));
  const fresh = components.filter((component) => component.path !== undefined && !changed.includes(component));
  const sought = components.filter(({ path }) => path === undefined);
  const named = (list: Context["components"]) =>
    list.slice(0, 12).map((part) => `**${part.name}** in \`${part.path}\``).join(", ");
  return [
    `${name} goes into a project that is there: ${counted(files.length + omitted, "file")}${
      files.includes(entry) ? `, entered at \`${entry}\`` : ""
    }. Its layout, tools and commands stay.`,
    ...(changed.length > 0 ? [`Changed in place: ${named(changed)}.`] : []),
    ...(sought.length > 0
      ? [`Changed where it is found: ${sought.slice(0, 12).map((part) => `**${part.name}**`).join(", ")}.`]
      : []),
    ...(fresh.length > 0 ? [`New, as units of their own: ${named(fresh)}.`] : []),
    `A unit lies in \`${stack.layout.unit}\`, its test in \`${stack.layout.unitTest}\`. What is new ${
      files.includes(entry) ? "is reached from the entry and calls" : "calls"
    } what is there by the functions that it has; what nobody asked to change keeps its behaviour, which the smoke test of the first step holds.`,
  ].join("\n\n");
}
