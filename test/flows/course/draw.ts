import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TraceEvent } from "@dev-github-tool/oauth";
import { expect } from "vitest";
import { runDgt } from "../../processes/dgt.ts";
import { createHome } from "../../processes/home.ts";

/** Has `dgt trace show` draw a flow as a Mermaid diagram that is the same for every run. */
export async function draw(events: readonly TraceEvent[]): Promise<string> {
  const file = join(createHome().path, "flow.jsonl");
  const header = { format: "dgt-trace", version: 1, startedAt: new Date().toISOString() };
  const lines = [header, ...events].map((line) => JSON.stringify(line));
  writeFileSync(file, `${sameEachTime(lines.join("\n"))}\n`);
  const { stdout, exitCode } = await runDgt(["trace", "show", file, "--format", "mermaid"]);
  expect(exitCode).toBe(0);
  return stdout;
}

/** Ports and marks differ in every run. In their place stand one port, and marks in the order in which they occur. */
export function sameEachTime(text: string): string {
  const marks = new Map<string, string>();
  return text.replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:53127").replaceAll(/#[0-9a-f]{4}\b/g, (mark) => {
    const known = marks.get(mark) ?? `#${String(marks.size + 1).padStart(4, "0")}`;
    marks.set(mark, known);
    return known;
  });
}
