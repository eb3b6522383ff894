import assert from "node:assert/strict";
import { posix } from "node:path";
import { anchorsOf, PAGES, ROOT, takeApart } from "./pages.ts";

/** A link or an image of a page. */
interface Link {
  target: string;
  place: string;
}

/** The links of a page, in every form of Markdown and HTML; what stands in code is none. */
function linksOf(page: string): Link[] {
  const prose = takeApart(page).prose.replace(/(`+)[^]*?[^`]\1(?!`)/g, (code) => code.replace(/[^\n]/g, " "));
  return prose.split("\n").flatMap((line, at) =>
    [
      ...line.matchAll(/\]\(<?([^)\s>]*)>?(?: "[^"]*")?\)/g),
      ...line.matchAll(/<((?:[a-z][a-z+.-]*:|www\.)[^>\s]*)>/gi),
      ...line.matchAll(/^\[[^\]]+\]: +<?([^\s>]+)/g),
      ...line.matchAll(/<(?:img|a) [^>]*?\b(?:src|href)="([^"]*)"/g),
    ].map(([, target = ""]) => ({ target, place: `${page}:${at + 1}` }))
  );
}

for (const page of PAGES) {
  Deno.test(`the links of ${page} lead somewhere`, () => {
    for (const { target, place } of linksOf(page)) leadsSomewhere(page, target, place);
  });
}

Deno.test("links are found, but not in code", () => {
  const of = (page: string) => linksOf(page).map(({ target }) => target);
  assert.ok(of("README.md").includes("docs/GUIDE.md#runs-with-a-model"));
  assert.ok(of("README.md").includes("https://openrouter.ai/keys"));
  assert.ok(of("docs/GUIDE.md").includes("../config/plan.schema.json"));
  assert.ok(!of("docs/ADDING_PROVIDERS.md").includes("https://cloud.cerebras.ai"));
});

Deno.test("a link that leads nowhere is found", () => {
  const wrong: [target: string, says: RegExp][] = [
    ["NO_SUCH.md", /there is no docs\/NO_SUCH\.md$/],
    ["../README.md#no-such-heading", /README\.md has only devussy-the-devplan-orchestrator, /],
    ["../../shared/docs/WIRE.md", /leads out of the repository$/],
    ["/docs/GUIDE.md", /must be relative$/],
    ["../mod.ts#L3", /only pages have headings$/],
    ["http://example.com", /is not https$/],
    ["https://nohost/x", /has no host$/],
    ["www.example.com", /is no address$/],
    ["javascript:alert(1)", /is not https$/],
  ];
  for (const [target, says] of wrong) {
    assert.throws(() => leadsSomewhere("docs/GUIDE.md", target, "docs/GUIDE.md:1"), says, target);
  }
  leadsSomewhere("docs/GUIDE.md", "http://127.0.0.1:8080/v1", "docs/GUIDE.md:1");
});

function leadsSomewhere(page: string, target: string, place: string): void {
  if (/^[a-z][a-z+.-]*:|^www\./i.test(target)) isAddress(target, place);
  else isInside(page, target, place);
}

/** Nobody is asked: it must be written as an address of the open web, or of this machine. */
function isAddress(target: string, place: string): void {
  assert.ok(URL.canParse(target), `${place}: "${target}" is no address`);
  const { protocol, hostname, username } = new URL(target);
  const here = ["127.0.0.1", "localhost"].includes(hostname);
  assert.ok(protocol === "https:" || (here && protocol === "http:"), `${place}: "${target}" is not https`);
  assert.ok(here || /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(hostname), `${place}: "${target}" has no host`);
  assert.equal(username, "", place);
}

/** A file or folder of this repository, and a heading of it where one is named. */
function isInside(page: string, target: string, place: string): void {
  const [path = "", anchor] = target.split("#");
  // JSR takes such a path for one of its own site (jsr-io/jsr#768).
  assert.ok(!path.startsWith("/"), `${place}: "${target}" must be relative`);
  const file = path === "" ? page : posix.join(posix.dirname(page), decodeURI(path));
  assert.ok(!file.startsWith(".."), `${place}: "${target}" leads out of the repository`);
  assert.ok(isThere(file), `${place}: "${target}": there is no ${file}`);
  if (anchor === undefined) return;
  assert.ok(file.endsWith(".md"), `${place}: "${target}": only pages have headings`);
  const anchors = anchorsOf(file);
  assert.ok(anchors.has(anchor), `${place}: "${target}": ${file} has only ${[...anchors].join(", ")}`);
}

function isThere(file: string): boolean {
  try {
    Deno.statSync(ROOT + file);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
