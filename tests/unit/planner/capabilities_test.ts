import assert from "node:assert/strict";
import { archetypes } from "../../../src/planner/archetypes/mod.ts";
import { capabilitiesIn, capabilitiesInAll } from "../../../src/planner/capabilities.ts";
import { mentions } from "../../../src/planner/match.ts";
import { qualityIn } from "../../../src/planner/qualities.ts";

function words(text: string): number {
  return text.trim().split(/\s+/).length;
}

/** All problems at once, so that one run names all rows to mend. */
function assertNone(problems: readonly string[]): void {
  assert.deepEqual(problems, []);
}

Deno.test("archetypes have ids and titles of their own", () => {
  assert.equal(new Set(archetypes.map(({ id }) => id)).size, archetypes.length);
  assert.equal(new Set(archetypes.map(({ title }) => title)).size, archetypes.length);
  for (const { id } of archetypes) assert.match(id, /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
});

Deno.test("archetypes keep the documented limits of their parts", () => {
  assertNone(archetypes.flatMap(({ id, parts }) => [
    ...(parts.length >= 2 && parts.length <= 4 ? [] : [`${id}: ${parts.length} parts`]),
    ...parts.flatMap((part) => [
      ...(words(part.title) <= 8 ? [] : [`${id}: part title of ${words(part.title)} words: ${part.title}`]),
      ...(words(part.unit) <= 2 ? [] : [`${id}: part unit: ${part.unit}`]),
      ...(part.do.length >= 2 && part.do.length <= 4 ? [] : [`${id}: ${part.do.length} instructions: ${part.title}`]),
      ...part.do.filter((text) => words(text) > 30).map((text) =>
        `${id}: instruction of ${words(text)} words: ${text}`
      ),
    ]),
  ]));
});

Deno.test("archetypes keep the documented limits of their hints, cases and units", () => {
  assertNone(archetypes.flatMap(({ id, unit, hints, edgeCases, phrases, rank }) => [
    ...(words(unit) <= 2 ? [] : [`${id}: unit: ${unit}`]),
    ...(hints.length >= 3 && hints.length <= 6 ? [] : [`${id}: ${hints.length} hints`]),
    ...hints.filter((hint) => words(hint) > 25).map((hint) => `${id}: hint of ${words(hint)} words: ${hint}`),
    ...(edgeCases.length >= 4 && edgeCases.length <= 8 ? [] : [`${id}: ${edgeCases.length} edge cases`]),
    ...(phrases.length >= 1 ? [] : [`${id}: no phrase`]),
    ...([1, 2, 3].includes(rank) ? [] : [`${id}: rank ${rank}`]),
  ]));
});

Deno.test("archetypes hold no empty text, placeholder or broken code span", () => {
  const textsIn = (value: unknown): string[] =>
    typeof value === "string"
      ? [value]
      : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];
  assertNone(
    archetypes.flatMap((archetype) =>
      textsIn(archetype).filter((text) =>
        text.trim() === "" || text !== text.trim() || /\bT(?:BD|ODO)\b|\?\?\?/.test(text) ||
        (text.match(/`/g) ?? []).length % 2 === 1 || /\n/.test(text)
      ).map((text) => `${archetype.id}: "${text}"`)
    ),
  );
});

Deno.test("archetypes have units of their own within their parts", () => {
  assertNone(
    archetypes.flatMap(({ id, parts }) => new Set(parts.map(({ unit }) => unit)).size === parts.length ? [] : [id]),
  );
});

Deno.test("capabilitiesIn() finds each archetype when a text is its first phrase", () => {
  assertNone(
    archetypes.flatMap((archetype) =>
      capabilitiesIn(archetype.phrases[0] ?? "").includes(archetype) ? [] : [`${archetype.id}: ${archetype.phrases[0]}`]
    ),
  );
});

Deno.test("capabilitiesIn() finds each archetype by each of its phrases, unless another meaning is named", () => {
  assertNone(
    archetypes.flatMap((archetype) =>
      archetype.phrases.filter((phrase) =>
        !capabilitiesIn(`Users want ${phrase} now.`).includes(archetype) && !mentions(phrase, archetype.unless ?? [])
      ).map((phrase) => `${archetype.id}: ${phrase}`)
    ),
  );
});

Deno.test("capabilitiesIn() finds no archetype when the text means something else", () => {
  assertNone(
    archetypes.flatMap((archetype) =>
      (archetype.unless ?? []).filter((phrase) =>
        capabilitiesIn(`${archetype.phrases[0]} and ${phrase}`).includes(archetype)
      ).map((phrase) => `${archetype.id}: ${phrase}`)
    ),
  );
});

Deno.test("capabilitiesIn() finds nothing when a text denies or names nothing", () => {
  assert.deepEqual(capabilitiesIn(""), []);
  assert.ok(!capabilitiesIn("There is no login and no search").some(({ id }) => /login|auth|search/.test(id)));
});

Deno.test("capabilitiesInAll() puts first what most texts ask for", () => {
  const [first, second] = archetypes;
  assert.ok(first !== undefined && second !== undefined);
  const texts = [first.phrases[0] ?? "", second.phrases[0] ?? "", second.phrases[0] ?? ""];
  const found = capabilitiesInAll(texts);
  assert.ok(found.indexOf(second) < found.indexOf(first));
});

Deno.test("qualityIn() names the kind of quality", () => {
  const kinds: [string, string][] = [
    ["Unit tests with pytest", "tests"],
    ["Passwords must be encrypted", "security"],
    ["Pages load within 2 seconds", "performance"],
    ["The layout is responsive on mobile devices", "compatibility"],
    ["It follows WCAG", "accessibility"],
    ["Personal data is deleted on request (GDPR)", "privacy"],
    ["Invalid input shows an error message", "validation"],
    ["Made of wood", "limits"],
    ["", "limits"],
  ];
  for (const [text, id] of kinds) assert.equal(qualityIn(text).id, id, text);
});
