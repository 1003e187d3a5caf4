import { githubProvider } from "@dev-github-tool/github";
import { type Runtime, systemRuntime } from "@dev-github-tool/oauth";
import { expect, test } from "vitest";
import { createWaiting } from "../src/waiting.ts";
import { captureOutput } from "./output/captured-stream.ts";

/** A network that answers nothing and tells which requests are under way, on a clock that the test moves. */
function waitOnSilentNetwork() {
  const underWay: string[] = [];
  const clock = { now: 0 };
  const fetch: Runtime["fetch"] = (input, init) => {
    const url = String(input);
    underWay.push(url);
    return new Promise((_, reject) => {
      init?.signal?.addEventListener("abort", () => {
        underWay.splice(underWay.indexOf(url), 1);
        reject(init.signal?.reason);
      });
    });
  };
  const runtime: Runtime = { ...systemRuntime, fetch, now: () => clock.now };
  const waiting = createWaiting(githubProvider("http://127.0.0.1:1"), {
    runtime,
    words: (left) => left,
    ...captureOutput(),
  });
  waiting.onEvent({ kind: "waiting", url: "", redirectUri: "", deadlineAt: 300_000 });
  const comeBack = () => {
    waiting.onEvent({ kind: "redirect_received" });
    void fetch("the exchange");
    return new Promise((resolve) => setImmediate(resolve));
  };
  return { waiting, underWay, clock, comeBack };
}

const warmed = Array(4).fill("http://127.0.0.1:1/api/v3/rate_limit");

test("connections are opened while the person is in the browser, and not again when that was moments ago", async () => {
  const { underWay, comeBack, waiting } = waitOnSilentNetwork();
  expect(underWay).toEqual(warmed);
  await comeBack();
  expect(underWay).toEqual([...warmed, "the exchange"]);
  waiting.end(false);
});

test("after a longer wait they are opened again, behind the exchange, whose connection they must not take", async () => {
  const { underWay, clock, comeBack, waiting } = waitOnSilentNetwork();
  clock.now = 4_000;
  await comeBack();
  expect(underWay).toEqual([...warmed, "the exchange", ...warmed]);
  waiting.end(false);
});

test("they stay when the person came back, and go when the sign-in failed", () => {
  const { underWay, waiting } = waitOnSilentNetwork();
  waiting.end(true);
  expect(underWay).toEqual(warmed);
  waiting.end(false);
  expect(underWay).toEqual([]);
});
