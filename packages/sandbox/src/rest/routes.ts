import { Hono } from "hono";
import type { App, Core } from "../core.ts";
import { underFaults } from "../under-faults.ts";
import { operations, unknownOperation } from "./operations.ts";
import { respondToPreflight, runOperation } from "./respond.ts";

/** The REST API, on paths without the prefix of Enterprise Server. */
export function createRestApp(core: Core): App {
  const app: App = new Hono({ getPath: (_request, options) => options?.env?.address.path ?? "/" });
  for (const operation of operations) {
    app.on(operation.method, [...operation.paths], (c) => {
      c.env.note.operation = operation.id;
      return underFaults(core, c, () => runOperation(core, c, operation));
    });
  }
  app.options("*", respondToPreflight);
  app.notFound((c) => runOperation(core, c, unknownOperation));
  app.onError((error) => {
    throw error;
  });
  return app;
}
