/** Who is asked, as it is written on the command line: `offline`, `openai/gpt-5`. */
export function whoOf({ provider, model }: { provider: string; model: string }): string {
  return provider === "offline" || model === "" ? provider : `${provider}/${model}`;
}
