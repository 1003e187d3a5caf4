import { expect, it } from "vitest";
import { printLine } from "../../src/output/print-line.ts";
import { captureStream } from "./captured-stream.ts";

it("prints one line and nothing that steers a terminal", async () => {
  const stdout = captureStream({ columns: 80 });
  await printLine(stdout, "0.1.0\x1b[2J");
  expect(stdout.text()).toBe("0.1.0␛[2J\n");
});
