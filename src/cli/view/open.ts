/** The views that are open: each may have hidden the cursor. */
const open = new Set<{ close(): void }>();

/** Remembers a view until it is closed; returns what forgets it. */
export function remember(view: { close(): void }): () => void {
  open.add(view);
  return () => open.delete(view);
}

/** Closes all views: for a process that has to end at once. */
export function closeViews(): void {
  for (const view of open) view.close();
}
