import type { LocalServer } from "../detect.ts";
import { type Check, ok, skip } from "./check.ts";

/** Says which model servers were found on this machine. Without servers nobody looked for any. */
export function checkLocal(servers: readonly LocalServer[] | undefined): Check {
  if (servers === undefined) return skip("local", "not looked for (--no-detect)");
  const hosts = (state: LocalServer["state"]) =>
    servers.filter((server) => server.state === state).map(({ host }) => host);
  const found = servers.filter(({ state }) => state === "found").map(({ title, host, models }) =>
    `${title} at ${host} (${models.length} ${models.length === 1 ? "model" : "models"})`
  );
  const others = hosts("other").map((host) => `no model server at ${host}`);
  const silent = hosts("silent").map((host) => `no answer in time at ${host}`);
  const refused = hosts("refused").map((host) => `nothing at ${host}`);
  const barred = hosts("not allowed");
  const told = [...found, ...others, ...silent, ...refused, ...barred.map((host) => `${host} was not asked`)].join(
    ", ",
  );
  if (found.length > 0) return ok("local", told);
  return skip("local", told, barred.length > 0 ? `Add --allow-net=${barred.join(",")}.` : undefined);
}
