import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { App, Core } from "../core.ts";
import { operations, unknownOperation } from "./operations.ts";
import { runOperation } from "./respond.ts";

const largestBodyBytes = 64 * 1024;

/** The REST API, on paths without the prefix of Enterprise Server. */
export function createRestApp(core: Core): App {
  const app: App = new Hono({ getPath: (_request, options) => options?.env?.address.path ?? "/" });
  app.use(bodyLimit({ maxSize: largestBodyBytes }));
  for (const operation of operations) {
    app.on(operation.method, [...operation.paths], (c) => runOperation(core, c, operation));
  }
  app.notFound((c) => runOperation(core, c, unknownOperation));
  app.onError((error) => {
    throw error;
  });
  return app;
}
