/**
 * The plan's files as resources: `devussy://plan/devplan.md`.
 * @module
 */
import { basename } from "node:path";
import { type McpServer, ResourceNotFoundError, ResourceTemplate } from "../../packages/mcp.ts";
import { asStoreError } from "../../store/files.ts";
import { type InputKind, readInput } from "../../store/input.ts";
import { failureOf } from "../failure.ts";
import { folderOf } from "../../store/folder_of.ts";
import type { Project } from "./project.ts";

const SCHEME = "devussy://plan/";
const PLAN = "plan.json";

/** What each file is, in the order of reading. */
const FILES: readonly (readonly [name: RegExp, what: string])[] = [
  [/^devplan\.md$/, "the plan on one page: summary, phases, progress"],
  [/^phase[1-9]\d{0,5}\.md$/, "the steps of a phase in full"],
  [/^project_design\.md$/, "how the project is built, and why"],
  [/^handoff_prompt\.md$/, "what the next worker is told"],
  [/^plan\.json$/, "the whole plan, for programs"],
];

const TEXT: InputKind = {
  what: "file",
  most: 16,
  remedy: "Make the pages anew: devussy sync",
  shrink: "Ask for single steps with get_step.",
};

/** One of the plan's files that is there. */
interface PlanFile {
  name: string;
  path: string;
  what: string;
  size: number;
}

/** Gives a server the files of a plan. Only plain files under these names count, whatever else lies in the folder. */
export function registerResources(server: McpServer, project: Project): void {
  const list = () => ({
    resources: filesOf(project).map(({ name, what, size }) => ({
      uri: `${SCHEME}${name}`,
      name,
      description: what,
      mimeType: typeOf(name),
      size,
    })),
  });
  const complete = {
    file: (begun: string) => filesOf(project).map(({ name }) => name).filter((name) => name.startsWith(begun)),
  };
  server.registerResource(
    "plan-files",
    new ResourceTemplate(`${SCHEME}{file}`, { list, complete }),
    { description: "devplan.md, phase1.md ..., project_design.md, handoff_prompt.md, plan.json" },
    async ({ href }) => {
      const file = filesOf(project).find(({ name }) => `${SCHEME}${name}` === href);
      if (file === undefined) throw new ResourceNotFoundError(href);
      return { contents: [{ uri: href, mimeType: typeOf(file.name), text: await textOf(file, project) }] };
    },
  );
}

/** The files that are there now, in the order of reading. */
function filesOf({ path }: Project): PlanFile[] {
  const folder = folderOf(path) || ".";
  // A plan under another name has no pages: those beside it are another plan's.
  const names = basename(path) === PLAN ? namesIn(folder) : [PLAN];
  return FILES.flatMap(([test, what]) =>
    names.filter((name) => test.test(name)).sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).flatMap((name) => {
      const place = name === PLAN ? path : `${folder}/${name}`;
      const size = sizeOf(place);
      return size === undefined ? [] : [{ name, path: place, what, size }];
    })
  );
}

function namesIn(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw asStoreError(error, folder, "read", "folder ");
  }
}

/** The bytes of a plain file. A link may lead anywhere: it is none. */
function sizeOf(path: string): number | undefined {
  try {
    const { isFile, size } = Deno.lstatSync(path);
    return isFile ? size : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw asStoreError(error, path, "read");
  }
}

async function textOf({ path }: PlanFile, { io }: Project): Promise<string> {
  try {
    return await readInput(path, TEXT, io.signal);
  } catch (error) {
    const { message, hint } = failureOf(error, io.signal);
    throw new Error(`${message}. ${hint}`);
  }
}

function typeOf(name: string): string {
  return name.endsWith(".json") ? "application/json" : "text/markdown";
}
