import type { Step } from "../types.ts";

/** Which wave was the last to touch a path. A folder is touched by whatever touches a file in it. */
export class PathUse {
  /** By path: the last wave that touches just it, and the last that touches something below it. */
  readonly #uses = new Map<string, { own: number; below: number }>();

  /** Notes that a step of a wave touches its paths. */
  note({ deliverables }: Step, wave: number): void {
    for (const { path } of deliverables) {
      const [own = "", ...parents] = withParents(path);
      const use = this.#at(own);
      use.own = Math.max(use.own, wave);
      for (const parent of parents) {
        const above = this.#at(parent);
        above.below = Math.max(above.below, wave);
      }
    }
  }

  /** The last wave that touches one of a step's paths; -1 where none does. */
  lastUse({ deliverables }: Step): number {
    let last = -1;
    for (const { path } of deliverables) {
      const [own = "", ...parents] = withParents(path);
      const use = this.#uses.get(own);
      // A parent counts where the folder itself is somebody's.
      last = Math.max(
        last,
        use?.own ?? -1,
        use?.below ?? -1,
        ...parents.map((parent) => this.#uses.get(parent)?.own ?? -1),
      );
    }
    return last;
  }

  #at(path: string): { own: number; below: number } {
    const use = this.#uses.get(path) ?? { own: -1, below: -1 };
    this.#uses.set(path, use);
    return use;
  }
}

/** A path and the folders above it, the nearest first; as file systems that ignore case see them. */
function withParents(path: string): string[] {
  const parts = path.toLowerCase().split("/").filter((part) => part !== "" && part !== ".");
  return parts.map((_, at) => parts.slice(0, parts.length - at).join("/"));
}
