/**
 * Model servers on this machine, and what is none: real sockets that answer `GET .../models`.
 * @module
 */
import { createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** A running server. */
export interface Running extends AsyncDisposable {
  /** `127.0.0.1:port` */
  host: string;
  /** What was asked: method and path, and the headers. */
  received: { asked: string; headers: Headers }[];
}

/** Serves one answer to every request. */
export function serving(answer: (request: Request) => Response | Promise<Response>): Running {
  const received: Running["received"] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    received.push({
      asked: `${request.method} ${new URL(request.url).pathname}`,
      headers: new Headers(request.headers),
    });
    return answer(request);
  });
  return { host: `127.0.0.1:${server.addr.port}`, received, [Symbol.asyncDispose]: () => server.shutdown() };
}

/** A list of models as OpenAI writes it. */
export function list(...ids: readonly string[]): Response {
  return Response.json({ object: "list", data: ids.map((id) => ({ id, object: "model", owned_by: "x" })) });
}

/** A server with models. */
export function modelServer(...ids: readonly string[]): Running {
  return serving(() => list(...ids));
}

/** A server that takes connections and never says a word. */
export async function silentServer(): Promise<Running> {
  const received: Running["received"] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    received.push({ asked: "", headers: new Headers() });
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A port on which nobody listens. */
export async function nobody(): Promise<string> {
  const server = serving(() => list());
  await server[Symbol.asyncDispose]();
  return server.host;
}
