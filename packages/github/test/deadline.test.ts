import { expect, it } from "vitest";
import { requestProfile } from "../src/index.ts";
import { clientOf, errorOf } from "./a-client.ts";
import { serve } from "./serve.ts";

it("X-47: a server that says nothing, and one that drips, are given up after ten seconds and not asked again", async () => {
  const silent = await serve(() => {});
  const dripping = await serve((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const drip = setInterval(() => response.write(" "), 250);
    response.on("close", () => clearInterval(drip));
  });
  const startedAt = performance.now();
  const errors = await Promise.all([silent, dripping].map(({ url }) => errorOf(requestProfile(clientOf(url)))));
  const elapsedMs = performance.now() - startedAt;
  for (const error of errors) {
    expect(error).toMatchObject({ name: "NetworkError", code: "timed_out", step: "API request" });
  }
  expect(elapsedMs).toBeGreaterThan(9_000);
  expect(elapsedMs).toBeLessThan(15_000);
  expect([silent.requests.length, dripping.requests.length]).toEqual([1, 1]);
}, 20_000);
