/** US dollars for people: `$0.0312`, `$12.40`. */
export function dollars(amount: number): string {
  if (amount <= 0) return "$0";
  if (amount < 0.0001) return "under $0.0001";
  const [whole = "", parts] = amount.toFixed(amount < 1 ? 4 : 2).split(".");
  return `$${whole.replace(/\B(?=(?:\d{3})+$)/g, ",")}.${parts}`;
}
