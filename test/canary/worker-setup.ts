import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server } from "node:http";
import { recordRequest } from "./requests.ts";

// Node announces every request any HTTP server of this process receives: sandboxes, proxies and callback listeners alike.
subscribe("http.server.request.start", (message) => {
  const { request, server } = message as { request: IncomingMessage; server: Server };
  recordRequest(request, server);
});
