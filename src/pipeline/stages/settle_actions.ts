import type { Phase } from "../../plan/types.ts";

/**
 * Phases are detailed side by side: who makes a file first is known only now, and whoever comes later changes it; so does
 * whoever makes what the project has already.
 */
export function settleActions(phases: readonly Phase[], existing: readonly string[] = []): Phase[] {
  const made = new Set(existing);
  return phases.map((phase) => ({
    ...phase,
    steps: phase.steps.map((step) => ({
      ...step,
      deliverables: step.deliverables.map(({ path, action }) => {
        const again = action === "create" && made.has(path);
        if (action === "delete") made.delete(path);
        else if (action === "create") made.add(path);
        return { path, action: again ? "modify" : action };
      }),
    })),
  }));
}
