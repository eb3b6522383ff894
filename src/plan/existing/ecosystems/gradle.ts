import { type Ecosystem, inOrder, present, testClass } from "../ecosystem.ts";
import { JVM_FRAMEWORKS } from "./jvm_frameworks.ts";

/** Java and Kotlin with Gradle: its build and settings files, in Groovy or Kotlin. */
export const gradle: Ecosystem = {
  languages: ["Java", "Kotlin", "Groovy"],
  manifest: /^(?:build|settings)\.gradle(?:\.kts)?$/,
  inParts: true,
  frameworks: { "(gradle)": "Gradle", ...JVM_FRAMEWORKS },
  read(around) {
    const { manifests, has } = around;
    const test = testClass(around);
    const names = new Set(manifests.flatMap(({ text }) => namesIn(text)));
    const uses = (...some: readonly string[]) => some.some((name) => names.has(name));
    const start = has("gradlew") ? "./gradlew" : "gradle";
    return {
      dependencies: ["(gradle)", ...names],
      own: {},
      usual: present({
        setup: `${start} testClasses`,
        test: `${start} test`,
        testOne: test === undefined ? undefined : `${start} test --tests '*.${test}'`,
        lint: inOrder(
          uses("com.diffplug.spotless") && `${start} spotlessCheck`,
          uses("org.jlleitschuh.gradle.ktlint") && `${start} ktlintCheck`,
          uses("io.gitlab.arturbosch.detekt") && `${start} detekt`,
          uses("checkstyle") && `${start} checkstyleMain`,
        ),
        run: uses("org.springframework.boot")
          ? `${start} bootRun`
          : uses("io.quarkus")
          ? `${start} quarkusDev`
          : uses("application")
          ? `${start} run`
          : undefined,
      }),
    };
  },
};

/** Plugins and artifacts: what stands in quotes, the middle of `group:artifact:version`, and lone words for plugins. */
function namesIn(text: string): string[] {
  const code = text.replace(/^[ \t]{0,200}\/\/.*$/gm, "");
  const quoted = [...code.matchAll(/["']([\w.:@-]{2,200})["']/g)].flatMap(([, name = ""]) =>
    name.includes(":") ? name.split(":")[1] ?? [] : name
  );
  const plugins = [...code.matchAll(/^[ \t]{0,20}`?(application|checkstyle)`?[ \t]*$/gm)].flatMap(([, name]) =>
    name ?? []
  );
  return [...quoted, ...plugins];
}
