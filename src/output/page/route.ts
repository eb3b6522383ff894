/**
 * The ways of lines between boxes: along the room between rows and columns, never through a box.
 * @module
 */

/** The measures of a drawing, in pixels. */
export const SIZE = {
  boxWidth: 168,
  boxHeight: 58,
  columnGap: 28,
  rowGap: 30,
  /** Around everything; lines may run there. */
  margin: 26,
  /** Above the first row of a band, for its name. */
  bandHead: 44,
} as const;

/** A box in the drawing. */
export interface Spot {
  x: number;
  y: number;
  row: number;
  column: number;
}

type Point = readonly [x: number, y: number];

const RADIUS = 6;
/** Lines that run beside each other are so far apart. */
const LANE = 3;
const LANES = 5;

/** The left side of a column. */
export function columnX(column: number): number {
  return SIZE.margin + column * (SIZE.boxWidth + SIZE.columnGap);
}

/**
 * The way of a line: straight to the box on the right, else from below one box to above another. `at` tells lines of
 * different boxes apart.
 */
export function route(from: Spot, to: Spot, at: number): string {
  const half = SIZE.boxWidth / 2;
  const [startX, startY] = [from.x + half, from.y + SIZE.boxHeight];
  const [endX, endY] = [to.x + half, to.y];
  const lane = (at % LANES - (LANES - 1) / 2) * LANE;
  if (to.row === from.row && to.column === from.column + 1) {
    const y = from.y + SIZE.boxHeight / 2;
    return line([[from.x + SIZE.boxWidth, y], [to.x, y]]);
  }
  if (to.row === from.row + 1 && from.column === to.column) return line([[startX, startY], [endX, endY]]);
  const leave = startY + SIZE.rowGap / 2 + lane;
  if (to.row === from.row + 1) return line([[startX, startY], [startX, leave], [endX, leave], [endX, endY]]);
  // The room beside the target that lies towards the source.
  const room = columnX(from.column < to.column ? to.column : to.column + 1) - SIZE.columnGap / 2 + lane;
  const arrive = endY - SIZE.rowGap / 2 + lane;
  return line([[startX, startY], [startX, leave], [room, leave], [room, arrive], [endX, arrive], [endX, endY]]);
}

/** A line through points, with round corners. */
function line(points: readonly Point[]): string {
  const [first = [0, 0], ...others] = points;
  let path = `M${first[0]} ${first[1]}`;
  others.forEach((point, index) => {
    const before = points[index] ?? point;
    const after = others[index + 1];
    if (after === undefined) path += `L${point[0]} ${point[1]}`;
    else {
      const [inX, inY] = towards(point, before);
      const [outX, outY] = towards(point, after);
      path += `L${inX} ${inY}Q${point[0]} ${point[1]} ${outX} ${outY}`;
    }
  });
  return path;
}

/** The point a little way from one to another, at most half of it. */
function towards([x, y]: Point, [otherX, otherY]: Point): Point {
  const [dx, dy] = [otherX - x, otherY - y];
  const length = Math.hypot(dx, dy);
  if (length === 0) return [x, y];
  const share = Math.min(RADIUS, length / 2) / length;
  return [round(x + dx * share), round(y + dy * share)];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
