import { type Ecosystem, present, testClass } from "../ecosystem.ts";

/** Swift: `Package.swift`. */
export const swift: Ecosystem = {
  languages: ["Swift"],
  manifest: /^Package\.swift$/,
  frameworks: {
    vapor: "Vapor",
    "swift-argument-parser": "Swift Argument Parser",
  },
  read(around) {
    const { manifests, hasLike } = around;
    const test = testClass(around);
    const code = manifests.map(({ text }) => text.replace(/^[ \t]{0,200}\/\/.*$/gm, "")).join("\n");
    const programs = [...code.matchAll(/\.executableTarget\s{0,20}\(\s{0,20}name:\s{0,20}"([A-Za-z][\w-]{0,59})"/g)];
    const program = programs.length === 1 ? programs[0]?.[1] : undefined;
    return {
      dependencies: [...code.matchAll(/\burl:\s{0,20}"[^"\n]{1,200}\/([\w.-]{1,100})"/g)].flatMap(([, name]) =>
        name?.replace(/\.git$/, "") ?? []
      ),
      own: {},
      usual: present({
        setup: "swift package resolve",
        test: hasLike(/^Tests\/.*\.swift$/) ? "swift test" : undefined,
        testOne: test === undefined ? undefined : `swift test --filter '\\.${test}/'`,
        lint: hasLike(/^\.swiftlint\.yml$/)
          ? "swiftlint lint --strict"
          : hasLike(/^\.swift-format$/)
          ? "swift format lint --strict --recursive Sources"
          : undefined,
        run: program === undefined ? undefined : `swift run ${program}`,
      }),
    };
  },
};
