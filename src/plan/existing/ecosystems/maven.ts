import { type Ecosystem, inOrder, present, testClass } from "../ecosystem.ts";
import { JVM_FRAMEWORKS } from "./jvm_frameworks.ts";

/** Java and Kotlin with Maven: `pom.xml`. */
export const maven: Ecosystem = {
  languages: ["Java", "Kotlin"],
  manifest: /^pom\.xml$/,
  inParts: true,
  frameworks: { "(maven)": "Maven", ...JVM_FRAMEWORKS },
  read(around) {
    const { manifests, has } = around;
    const test = testClass(around);
    const artifacts = manifests.flatMap(({ text }) =>
      [...text.matchAll(/<artifactId>\s{0,50}([\w.-]{1,100})/g)].flatMap(([, name]) => name ?? [])
    );
    const uses = (name: string) => artifacts.includes(name);
    const mvn = has("mvnw") ? "./mvnw" : "mvn";
    return {
      dependencies: ["(maven)", ...artifacts],
      own: {},
      usual: present({
        setup: `${mvn} -q -B dependency:go-offline`,
        test: `${mvn} -B test`,
        testOne: test === undefined ? undefined : `${mvn} -B test -Dtest=${test}`,
        lint: inOrder(
          uses("spotless-maven-plugin") && `${mvn} -B spotless:check`,
          uses("maven-checkstyle-plugin") && `${mvn} -B checkstyle:check`,
        ),
        run: uses("spring-boot-maven-plugin")
          ? `${mvn} -q spring-boot:run`
          : uses("quarkus-maven-plugin")
          ? `${mvn} -q quarkus:dev`
          : undefined,
      }),
    };
  },
};
