/**
 * What the user sees while a run goes on.
 * @module
 */
import { oneLine } from "../../text.ts";
import { type Clock, systemClock } from "./clock.ts";
import { harmless } from "./harmless.ts";
import { LiveView } from "./live_view.ts";
import { EventLog } from "./log.ts";
import { remember } from "./open.ts";
import { PlainView } from "./plain.ts";
import type { View, ViewIo, ViewOptions } from "./view.ts";

export type { View, ViewIo, ViewOptions } from "./view.ts";

/** A smaller terminal shows plain lines. */
const LEAST = { columns: 20, rows: 4 };

/** Makes the view that fits: live on a terminal whose size is known, else plain lines; with a log beside it. Throws if that cannot be begun. */
export function createView(options: ViewOptions, { say, screen }: ViewIo, clock: Clock = systemClock): View {
  const live = screen !== undefined && screen.columns() >= LEAST.columns && screen.rows() >= LEAST.rows;
  const shown = live ? new LiveView(options, screen, clock) : new PlainView(options, say, clock);
  const log = options.log === undefined ? undefined : new EventLog(
    options.stages,
    options.log,
    clock,
    (reason) => shown.say(`warning: ${oneLine(reason)}; the log ends here`),
  );
  let closed = false;
  const view: View = {
    onEvent(event) {
      if (closed) return;
      const clean = harmless(event);
      log?.onEvent(clean);
      shown.onEvent(clean);
    },
    say: (line) => shown.say(line),
    close() {
      if (closed) return;
      closed = true;
      forget();
      log?.close();
      shown.close();
    },
  };
  const forget = remember(view);
  return view;
}
