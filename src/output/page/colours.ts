/**
 * The colours of the page, by what they are for: on light and on dark. A test holds their contrasts to WCAG 2.2 AA.
 * @module
 */

/** Names of colours with their values: on light, on dark. */
export const COLOURS = {
  ground: ["#f6f7f9", "#0e1116"],
  paper: ["#ffffff", "#161a21"],
  sunken: ["#eef1f5", "#1f252e"],
  ink: ["#161b24", "#e8ebf1"],
  soft: ["#505a6b", "#a6afbe"],
  line: ["#dde2ea", "#2a313c"],
  edge: ["#7c8798", "#6f7a8b"],
  accent: ["#2348b5", "#9db8ff"],
  "accent-tint": ["#e9eefc", "#1b274a"],
  done: ["#176639", "#7ed6a2"],
  "done-tint": ["#e3f4e9", "#13301f"],
  doing: ["#854700", "#f2ba6c"],
  "doing-tint": ["#fdf0dd", "#38280f"],
  bad: ["#ab1f18", "#ff9f97"],
  "bad-tint": ["#fdebea", "#3e1917"],
} as const satisfies Readonly<Record<string, readonly [light: string, dark: string]>>;

/** The colours of one side as declarations of CSS. */
export function declarations(side: "light" | "dark"): string {
  const at = side === "light" ? 0 : 1;
  return Object.entries(COLOURS).map(([name, values]) => `--${name}:${values[at]}`).join(";");
}
