import type { TraceEvent } from "@dev-github-tool/oauth";
import { expect, it } from "vitest";
import type { Environment } from "../../src/environment.ts";
import { writeMermaid } from "../../src/flow/mermaid.ts";
import { createFlowView } from "../../src/flow/view.ts";
import { captureOutput } from "../output/captured-stream.ts";
import { deniedFlow, deviceFlow, goodFlow, refusedFlow } from "./a-flow.ts";

const utf8 = { LC_ALL: "C.UTF-8", NO_COLOR: "1" };

interface Place {
  readonly columns?: number;
  readonly env?: Environment;
  readonly depth?: 1 | 2;
  readonly isTTY?: boolean;
}

async function draw(events: readonly TraceEvent[], place: Place): Promise<string> {
  const { columns = 80, env = utf8, depth = 1, isTTY = true } = place;
  const { output, stderr } = captureOutput({ ...(isTTY ? { columns } : {}), env });
  const view = await createFlowView({ stream: { isTTY, columns }, env, depth });
  for (const event of events) {
    for (const line of view.draw(event)) {
      output.note(line, 3);
    }
  }
  await output.flush();
  return stderr.text();
}

it.each<{ name: string; events: readonly TraceEvent[]; place: Place }>([
  { name: "80-columns", events: goodFlow, place: {} },
  { name: "120-columns-with-attacks", events: goodFlow, place: { columns: 120, depth: 2 } },
  { name: "60-columns", events: goodFlow, place: { columns: 60 } },
  { name: "20-columns", events: goodFlow, place: { columns: 20 } },
  { name: "ascii", events: goodFlow, place: { env: { NO_COLOR: "1", LANG: "C" } } },
  { name: "accessible", events: goodFlow, place: { columns: 120, env: { ...utf8, DGT_ACCESSIBLE: "1" } } },
  { name: "pipe-with-attacks", events: goodFlow, place: { isTTY: false, depth: 2 } },
  { name: "denied", events: deniedFlow, place: { columns: 100 } },
  { name: "refused", events: refusedFlow, place: { columns: 100 } },
  { name: "device-80-columns", events: deviceFlow, place: {} },
  { name: "device-120-columns-with-attacks", events: deviceFlow, place: { columns: 120, depth: 2 } },
  { name: "device-20-columns", events: deviceFlow, place: { columns: 20 } },
  { name: "device-ascii", events: deviceFlow, place: { env: { NO_COLOR: "1", LANG: "C" } } },
])("draws the flow as it is agreed: $name", async ({ name, events, place }) => {
  const drawn = await draw(events, place);
  // An address that is wider than the terminal is left whole, so that it can be copied.
  for (const line of drawn.split("\n").filter((each) => /\S\s\S/.test(each))) {
    expect(line.length).toBeLessThanOrEqual(place.isTTY === false ? 300 : (place.columns ?? 80));
  }
  await expect(drawn).toMatchFileSnapshot(`golden/${name}.txt`);
});

it("says how long a code was kept waiting, when it was", async () => {
  const late = goodFlow.map((event) => ({ ...event, elapsedMs: event.elapsedMs + (event.seq > 6 ? 42_000 : 0) }));
  expect(await draw(late, { isTTY: false })).toContain("sent 42 s after it came: GitHub's codes live ten minutes");
  expect(await draw(goodFlow, { isTTY: false })).not.toContain("after it came");
});

it("draws with ASCII alone where nothing says that the terminal knows more", async () => {
  expect(await draw(refusedFlow, { env: { NO_COLOR: "1", LC_ALL: "C", LANG: "en_US.UTF-8" } })).toMatch(/^[\n -~]+$/);
});

it("moves no cursor and draws no lifeline for a screen reader", async () => {
  const drawn = await draw(goodFlow, { columns: 200, env: { ...utf8, DGT_ACCESSIBLE: "1" } });
  expect(drawn).not.toMatch(/[│─►]|[^\n\P{Cc}]/u);
});

it("gives Mermaid a diagram in which no value can become syntax", async () => {
  const lines = writeMermaid([...goodFlow, ...refusedFlow]);
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("golden/mermaid.txt");
});
