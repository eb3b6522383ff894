import { type Asked, askedFor, type Wanted } from "../stack/asked.ts";
import type { Found, Rule } from "../rule.ts";
import { type Technology, WEB_LANGUAGES, withBrought } from "../stack/technologies.ts";
import { type UsedStack, usedStack } from "../stack/used.ts";

/** The plan builds with what was asked for. */
export const stackFidelity: Rule = {
  id: "stack-fidelity",
  severity: "error",
  demands:
    "The languages, frameworks and databases asked for appear in the plan, and none that was not asked for takes their place without a decision that names it.",
  why:
    'A plan for another stack is a plan for another project. Of alternatives ("Python or Go", "such as PostgreSQL") one is enough; what is denied or replaced ' +
    '("no React", "instead of PHP") is not asked for; JavaScript, HTML, CSS and SQL go with every project that has pages or a database; common words such ' +
    "as Go or Express count only where they stand as names.",
  needs: ["steps", "stack"],
  check(view) {
    const asked = askedFor(view.plan);
    const used = usedStack(view, asked.said);
    const found: Found[] = [];
    for (const wanted of asked.wanted) {
      const { name, technology, location, pointer } = wanted;
      if (technology === undefined ? used.says(name) : isPresent({ ...wanted, technology }, used)) continue;
      found.push({
        message: `${name} was asked for, but nothing in the plan uses it`,
        location,
        pointer,
        hint: `Plan with ${name}, or ask the owner and change the request.`,
      });
    }
    for (const { technology, location, pointer } of used.uses) {
      const refusal = asked.refused.get(technology);
      if (refusal !== undefined && !WEB_LANGUAGES.has(technology.name) && !used.decided.has(technology)) {
        found.push({
          message: `The plan uses ${technology.name}, which ${refusal} rules out`,
          location,
          pointer,
          hint: `Plan without ${technology.name}, or ask the owner and change ${refusal}.`,
        });
        continue;
      }
      const rivalled = rivalOf(technology, asked, used);
      if (rivalled === undefined) continue;
      found.push({
        message: `The plan uses ${technology.name} though ${rivalled}`,
        location,
        pointer,
        hint: `Use what was asked for, or record a decision that names ${technology.name} and says why.`,
      });
    }
    return found;
  },
};

function isPresent(
  { technology, alternatives, example }: Wanted & { technology: Technology },
  { present, decided }: UsedStack,
): boolean {
  // A decision that names it may have set it aside.
  if (present.has(technology) || decided.has(technology) || alternatives.some((other) => present.has(other))) {
    return true;
  }
  return example && technology.group !== undefined && [...present].some(({ group }) => group === technology.group);
}

/** What was asked for in the place that this takes; absent where nothing was, or both may stand side by side. */
function rivalOf(technology: Technology, asked: Asked, { decided, web }: UsedStack): string | undefined {
  const { groups, named } = asked;
  if (named.has(technology) || decided.has(technology)) return undefined;
  for (const one of withBrought(technology)) {
    const wanted = one.group === undefined ? [] : groups.get(one.group) ?? [];
    if (wanted.length === 0 || named.has(one) || decided.has(one)) continue;
    if (WEB_LANGUAGES.has(one.name) && (web || wanted.some(({ name }) => WEB_LANGUAGES.has(name)))) continue;
    // What is built on the one asked for is no rival of it: NestJS runs on Express, MariaDB speaks as MySQL.
    if ([...withBrought(technology)].some((brought) => wanted.includes(brought))) continue;
    if (wanted.some((other) => withBrought(other).has(one))) continue;
    return `${wanted.map(({ name }) => name).join(" or ")} was asked for as its ${one.group}`;
  }
  return otherServer(technology, asked);
}

/** What a server is built with. */
const SERVER = /(?:web|PHP) framework$/;

/** The server's framework that was asked for, where this is one of another language: Express beside FastAPI. */
function otherServer(technology: Technology, { groups, named }: Asked): string | undefined {
  if (!SERVER.test(technology.group ?? "")) return undefined;
  const wanted = [...groups].flatMap(([group, members]) => SERVER.test(group) ? members : []);
  if (wanted.length === 0) return undefined;
  const isFrontEnd = groups.has("front-end framework");
  for (const one of withBrought(technology)) {
    // Its language was asked for as well, so there may be a second server. JavaScript beside a front end is for that.
    const isLanguage = one.group === "language" && !(isFrontEnd && WEB_LANGUAGES.has(one.name));
    if ((isLanguage || one.group === "JavaScript runtime") && named.has(one)) return undefined;
  }
  return `${wanted.map(({ name }) => name).join(" or ")} was asked for as its web framework`;
}
