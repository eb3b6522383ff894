import { load } from "../packages/yaml.ts";

/** The longest block that is read, in characters. */
const LONGEST = 400_000;

/** The values of the YAML blocks of an answer; what is not YAML, or refers to itself, is left out. */
export function readYaml(text: string): unknown[] {
  const blocks = text.split(/^[ \t]{0,8}```/m);
  return blocks.filter((block) => /^ya?ml[ \t]*\r?\n/.test(block) && block.length <= LONGEST && !/[&*]\w/.test(block))
    .flatMap((block) => {
      try {
        return [load(block.slice(block.indexOf("\n") + 1))];
      } catch {
        return [];
      }
    });
}
