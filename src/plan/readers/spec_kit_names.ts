/** How spec-kit names what its tasks work on: stories as `US1`, demands as `FR-001`. */

const STORY = /\b(?:US|Story)[- ]?(\d{1,3})\b/i;
const STORY_TITLE =
  /(?:\buser stor(?:y|ies)|用户故事|使用者故事|ユーザーストーリー|사용자 스토리|benutzergeschichte|historia de usuario|história de usuário|récit utilisateur)\s{0,3}(\d{1,3})\b/i;
const DEMAND = /\b(N?FR|SC)-?(\d{1,4})\b(?:\s{0,2}(?:[-–—]|to|through)\s{0,2}(?:N?FR|SC)-?(\d{1,4})\b)?/g;
/** A range of more demands is no list of them, and no task works on more. */
const WIDEST = 200;

/** The story that a label or a heading names: `US1`, `User Story 1 - Login`. */
export function storyIn(text: string): string | undefined {
  const number = (STORY_TITLE.exec(text) ?? STORY.exec(text))?.[1];
  return number === undefined ? undefined : `US${Number(number)}`;
}

/** A story's title without its number and priority. */
export function storyTitle(text: string): string {
  return text.replace(STORY_TITLE, "").replace(STORY, "")
    .replace(
      /[(（]?\s{0,2}(?:priority|priorität|优先级|優先度|prioridad)\s{0,2}[:：]?\s{0,2}P\d[)）]?|[(（]P\d[)）]/i,
      "",
    )
    .replace(/\p{So}|\ufe0f|\bMVP\b/gu, "").replace(/^[\s:：–—-]{1,9}|[\s:：–—-]{1,9}$/g, "");
}

/** The demands that a text names, ranges written out: "FR-001 through FR-003". */
export function demandsIn(text: string): string[] {
  const found = new Set<string>();
  for (const [, letters = "", from = "", to] of text.matchAll(DEMAND)) {
    if (found.size > WIDEST) break;
    const count = to === undefined ? 0 : Number(to) - Number(from);
    const many = count >= 0 && count <= WIDEST ? count : 0;
    for (let index = 0; index <= many; index++) {
      found.add(`${letters}-${String(Number(from) + index).padStart(from.length, "0")}`);
    }
  }
  return [...found];
}
