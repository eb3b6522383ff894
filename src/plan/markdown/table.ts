import { titleOf } from "./inline.ts";
import type { Line } from "./lines.ts";
import { topicOf } from "./labels.ts";
import { markReader } from "./mark.ts";
import { numberOf } from "./numbers.ts";
import type { Opening } from "./parts.ts";

/** Columns that hold titles. */
const TITLE =
  /^(?:title|name|focus|theme|topic|description|titel|name|bezeichnung|titre|nom|título|titulo|nombre|titolo|nome|naam|название|标题|名称|タイトル|名前|العنوان)$/i;
/** Columns that hold neither a title nor a number. */
const OTHER =
  /duration|time|week|effort|owner|status|date|priority|estimate|dauer|durée|duración|durata|duur|срок|时间|期間|المدة/i;

/** The rows of tables whose head has a column called by one of some words (`phase`): each opens a part. */
export function tableOpenings(lines: readonly Line[], words: string): Opening[] {
  const called = new RegExp(`^(?:${words})(?: ?(?:#|no\\.?|nr\\.?|number|name|title))?$`, "iu");
  const read = markReader(words);
  return lines.flatMap((line, at) => {
    const { head, cells } = line;
    if (line.type !== "row" || head === undefined || cells === undefined) return [];
    const column = head.findIndex((name) => called.test(titleOf(name)));
    if (column === -1) return [];
    const cell = cells[column] ?? "";
    const mark = read(cell);
    const plain = titleOf(cell);
    const counted = /^(\d{1,4}(?:\.\d{1,4}){0,3})(?:[.):-](?!\d)\s?|$|\s)/.exec(plain);
    const word = numberOf(plain);
    const number = mark?.numbers.join(".") ?? counted?.[1] ?? (word === undefined ? "" : String(word));
    const named = counted === null ? (word === undefined ? plain : "") : titleOf(plain.slice(counted[0].length));
    const own = mark?.title ?? named;
    const titled = own === "" ? titleColumn(head, column) : -1;
    const title = own === "" ? titleOf(cells[titled] ?? "") : own;
    if (title === "") return [];
    const columns = cells.flatMap((text, index) =>
      index === column || index === titled || text === "" ? [] : [{ name: topicOf(head[index] ?? "") ?? "", text }]
    );
    return [{ at, rank: 0, number, title, rest: "", columns }];
  });
}

function titleColumn(head: readonly string[], column: number): number {
  const named = head.findIndex((name, index) => index !== column && TITLE.test(titleOf(name)));
  if (named !== -1) return named;
  return head.findIndex((name, index) => index > column && !OTHER.test(name));
}
