import type { StackProfile } from "../types.ts";

/** Deno 2 with TypeScript. */
export const deno: StackProfile = {
  id: "deno",
  name: "Deno",
  aliases: ["deno", "deno 2", "deno typescript"],
  naming: { app: "kebab", unit: "snake" },
  layout: {
    manifest: "deno.json",
    entry: "main.ts",
    unit: "src/{name}.ts",
    unitTest: "tests/{name}_test.ts",
    smokeTest: "tests/smoke_test.ts",
  },
  scaffold: [".gitignore"],
  commands: {
    setup: "deno install",
    test: "deno test --allow-all",
    testOne: "deno test --allow-all {test}",
    lint: "deno fmt --check && deno lint && deno check .",
    run: "deno run --allow-read --allow-write --allow-env --allow-net main.ts",
    build: "deno compile --allow-read --allow-write --allow-env --allow-net --output dist/{app} main.ts",
  },
  tools: [
    { name: "deno test", why: "it comes with Deno and needs no settings" },
    { name: "deno lint", why: "it comes with Deno and finds unused and unsafe code" },
    { name: "deno fmt", why: "it comes with Deno and ends discussions about layout" },
    { name: "deno check", why: "it reports type errors without running anything" },
  ],
  release: "Compile one binary per platform with `deno compile --target` and attach the binaries to a tagged release.",
  frameworks: [
    {
      name: "Fresh",
      ambiguous: true,
      aliases: ["deno fresh", "fresh framework"],
      why: "it renders pages on the server and ships JavaScript only for the interactive parts",
      layout: { page: "routes/{name}.tsx", pageTest: "tests/{name}_test.ts" },
      commands: {
        run: "deno run --allow-all npm:vite",
        build: "deno run --allow-all npm:vite build",
      },
      scaffold: ["vite.config.ts", "client.ts", "utils.ts", "routes/_app.tsx", "routes/index.tsx"],
    },
    { name: "Hono", aliases: ["hono.js"], why: "it routes HTTP requests with few dependencies" },
    {
      name: "Oak",
      ambiguous: true,
      aliases: ["deno oak", "oak framework"],
      why: "it gives HTTP routing and middleware in the style of Koa",
    },
    { name: "Cliffy", why: "it parses commands and flags and writes their help" },
    { name: "Deno KV", why: "it stores keys and values without a separate database server" },
    { name: "Preact", why: "it renders components with a small download" },
  ],
};
