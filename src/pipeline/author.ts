/** How somebody who answers is written, in plans and for people: `offline` or `provider/model`. */
export function authorOf({ provider, model }: { provider: string; model: string }): string {
  return isEmbedded(provider) || model === "" ? provider : `${provider}/${model}`;
}

/** Whether it is the embedded planner, whose answers cost nothing and are the same each time: none is stored or doubted. */
export function isEmbedded(provider: string): boolean {
  return provider === "offline";
}
