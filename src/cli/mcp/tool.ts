/**
 * A tool as data, and the one way in which all of them answer: a short text, the same as structured content, and failures that
 * say what to do.
 * @module
 */
import { UsageError } from "../../errors.ts";
import type { CallToolResult, McpServer, Tool as Listing, ToolAnnotations } from "../../packages/mcp.ts";
import type { z } from "../../packages/zod.ts";
import { failed } from "./failed.ts";
import type { Project } from "./project.ts";

type Fields = Record<string, unknown>;

/** What is declared of a tool. */
export interface ToolDeclaration<Input extends Fields, Output extends Fields> {
  name: string;
  title: string;
  /** For the model that chooses among tools: what it gives, and when to call it. */
  description: string;
  /** Whether it changes the plan. Default: no. */
  writes?: boolean;
  input: z.ZodType<Input>;
  output: z.ZodType<Output>;
  run(input: Input, project: Project): Promise<Answer<Output>>;
}

/** What a tool says. */
export interface Answer<Data> {
  text: string;
  data: Data;
}

/** A tool that a server can be given. */
export interface Tool {
  name: string;
  writes: boolean;
  /** As clients see it. */
  listing(): Listing;
  register(server: McpServer, project: Project): void;
}

/** Makes a tool from its declaration. */
export function tool<Input extends Fields, Output extends Fields>(
  { name, title, description, writes = false, input, output, run }: ToolDeclaration<Input, Output>,
): Tool {
  const annotations: ToolAnnotations = {
    readOnlyHint: !writes,
    // What it marks can be taken back, and marking it twice is marking it once.
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  };
  const target = { target: "draft-2020-12" } as const;
  return {
    name,
    writes,
    listing: () => ({
      name,
      title,
      description,
      inputSchema: { ...input["~standard"].jsonSchema.input(target), type: "object" },
      outputSchema: { ...output["~standard"].jsonSchema.output(target), type: "object" },
      annotations,
    }),
    register(server, project) {
      const config = { title, description, inputSchema: input, outputSchema: output, annotations };
      server.registerTool(name, config, async (given): Promise<CallToolResult> => {
        try {
          if (writes && project.root === undefined) throw readOnly(name);
          const { text, data } = await run(given, project);
          return { content: [{ type: "text", text }], structuredContent: data };
        } catch (error) {
          return failed(error, project.io);
        }
      });
    },
  };
}

/** Clients may call what they have seen elsewhere, or guess. */
function readOnly(name: string): UsageError {
  return new UsageError(
    `Cannot use ${name}: this server was started to read only`,
    "Tell the person whose plan it is: devussy mcp --write allows it, devussy done STEP does it by hand.",
  );
}
