import { type Commands, type Ecosystem, inOrder, present, type Surroundings } from "../ecosystem.ts";
import { entriesOf, readJson, textsOf } from "../json.ts";
import { ownCommands } from "../tasks.ts";

/** How each package manager installs, runs a script and runs a tool; and the files that only it writes. */
const MANAGERS = {
  npm: { locks: ["package-lock.json", "npm-shrinkwrap.json"], tool: "npx", script: "npm run" },
  pnpm: { locks: ["pnpm-lock.yaml", "pnpm-workspace.yaml"], tool: "pnpm exec", script: "pnpm run" },
  yarn: { locks: ["yarn.lock"], tool: "yarn", script: "yarn run" },
  bun: { locks: ["bun.lock", "bun.lockb"], tool: "bunx", script: "bun run" },
} as const;

/** What runs tests once. */
const RUNNERS = [
  { name: "vitest", command: "vitest run" },
  { name: "jest", command: "jest" },
  { name: "mocha", command: "mocha" },
];
const DEPENDENCIES = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

/** Node.js and Bun: `package.json`. */
export const node: Ecosystem = {
  languages: ["TypeScript", "JavaScript"],
  manifest: /^package\.json$/,
  frameworks: {
    next: "Next.js",
    nuxt: "Nuxt",
    "@sveltejs/kit": "SvelteKit",
    "@remix-run/react": "Remix",
    astro: "Astro",
    "react-native": "React Native",
    "@angular/core": "Angular",
    "@nestjs/core": "NestJS",
    electron: "Electron",
    react: "React",
    vue: "Vue",
    svelte: "Svelte",
    "solid-js": "SolidJS",
    express: "Express",
    fastify: "Fastify",
    koa: "Koa",
    hono: "Hono",
    "@trpc/server": "tRPC",
    "socket.io": "Socket.IO",
    "discord.js": "discord.js",
    "@prisma/client": "Prisma",
    prisma: "Prisma",
    typeorm: "TypeORM",
    "drizzle-orm": "Drizzle",
    mongoose: "Mongoose",
    sequelize: "Sequelize",
    "@reduxjs/toolkit": "Redux",
    redux: "Redux",
    "vue-router": "Vue Router",
    vuex: "Vuex",
    three: "Three.js",
    phaser: "Phaser",
    "pixi.js": "PixiJS",
    p5: "p5.js",
    alpinejs: "Alpine.js",
    "htmx.org": "htmx",
    jquery: "jQuery",
    lit: "Lit",
    commander: "Commander",
    zod: "Zod",
    axios: "Axios",
    puppeteer: "Puppeteer",
    vite: "Vite",
    webpack: "webpack",
    "@babel/core": "Babel",
    vitest: "Vitest",
    jest: "Jest",
    mocha: "Mocha",
    "@playwright/test": "Playwright",
    playwright: "Playwright",
    cypress: "Cypress",
    "(bun)": "Bun",
  },
  read(around) {
    const declared = around.manifests.map(({ text }) => readJson(text));
    const dependencies = new Set(
      declared.flatMap((json) => DEPENDENCIES.flatMap((kind) => [...entriesOf(json.get(kind)).keys()])),
    );
    const manager = managerOf(around, declared.map((json) => json.get("packageManager")));
    const scripts = textsOf(declared[0]?.get("scripts"));
    const entry = entryOf(around, declared[0]?.get("main"));
    return {
      ...(entry === undefined ? {} : { entry }),
      dependencies: manager === "bun" ? [...dependencies, "(bun)"] : dependencies,
      // A script called "test" has a shorter form that everybody knows; `bun test` is something else.
      own: ownCommands(
        scripts,
        (name) => name === "test" && manager !== "bun" ? `${manager} test` : `${MANAGERS[manager].script} ${name}`,
      ),
      usual: usualCommands(around, dependencies, manager, scripts.get("test") ?? ""),
    };
  },
};

/** The file in `main`, if it is one of the project's own, not what is built from it. */
function entryOf({ manifests, has }: Surroundings, main: unknown): string | undefined {
  if (typeof main !== "string" || manifests[0]?.path !== "package.json") return undefined;
  const path = main.replace(/^\.\//, "");
  return [path, `${path}.js`].find((path) => /\.[cm]?[jt]sx?$/.test(path) && has(path));
}

type Manager = keyof typeof MANAGERS;

/** The package manager that the project names or whose lock file it has. */
function managerOf(around: Surroundings, named: readonly unknown[]): Manager {
  const name = /^(npm|pnpm|yarn|bun)@/.exec(String(named.find((one) => typeof one === "string") ?? ""))?.[1];
  const managers = Object.keys(MANAGERS) as Manager[];
  return managers.find((manager) => manager === name) ??
    managers.find((manager) => MANAGERS[manager].locks.some((lock) => around.has(lock))) ?? "npm";
}

/** The commands of the tools that it depends on. */
function usualCommands(
  around: Surroundings,
  dependencies: ReadonlySet<string>,
  manager: Manager,
  testScript: string,
): Commands {
  const { tool } = MANAGERS[manager];
  const has = (name: string) => dependencies.has(name);
  // A project that has several is moving from one to another: its script tells where it is.
  const runners = RUNNERS.filter(({ name }) => has(name));
  const runner = runners.find(({ name }) => testScript.includes(name)) ?? runners[0];
  const test = runner !== undefined
    ? `${tool} ${runner.command}`
    : /^node --test\b/.test(testScript)
    ? "node --test"
    : manager === "bun"
    ? "bun test"
    : undefined;
  return present({
    setup: `${manager} install`,
    test,
    testOne: test === undefined ? undefined : `${test} {test}`,
    lint: inOrder(
      has("typescript") && around.has("tsconfig.json") && `${tool} tsc --noEmit`,
      has("eslint") && `${tool} eslint .`,
      has("@biomejs/biome") && `${tool} biome check .`,
    ),
    run: undefined,
  });
}
