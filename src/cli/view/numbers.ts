/** How many of something: `1 error`, `12,400 tokens`. */
export function counted(number: number, what: string): string {
  return `${grouped(number)} ${what}${number === 1 ? "" : "s"}`;
}

/** A whole number with commas: `12,400`. */
export function grouped(number: number): string {
  return String(Math.round(number)).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** Time that has passed, in whole seconds: `41 s`, `3 min 20 s`, `1 h 5 min`. */
export function elapsed(ms: number): string {
  const seconds = Math.max(Math.floor(ms / 1000), 0);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Tokens of so many characters, where nobody has counted them. */
export function tokensOf(chars: number): number {
  return Math.ceil(chars / 4);
}
