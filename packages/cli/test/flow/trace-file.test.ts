import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseTrace, readTraceFile } from "../../src/flow/read-trace.ts";
import { createTraceFile, writeNewFile } from "../../src/flow/trace-file.ts";
import { goodFlow, traceLines } from "./a-flow.ts";

const startedAt = Date.parse("2026-03-04T05:06:07Z");

function aFolder(): string {
  return mkdtempSync(join(tmpdir(), "trace-"));
}

function write(file: string, cwd: string): void {
  const trace = createTraceFile(file, { cwd, startedAt });
  goodFlow.forEach(trace.write);
  trace.close();
}

it("writes a file that this user alone can read, whatever the umask says, and that reads back", async () => {
  const cwd = aFolder();
  const before = process.umask(0);
  try {
    write("flow.jsonl", cwd);
  } finally {
    process.umask(before);
  }
  expect(statSync(join(cwd, "flow.jsonl")).mode & 0o777).toBe(0o600);
  const { events, flaw, header } = await readTraceFile("flow.jsonl", cwd);
  expect(flaw).toBeUndefined();
  expect(header).toEqual({ version: 1, startedAt: "2026-03-04T05:06:07.000Z" });
  expect(events.map(({ name, params }) => ({ name, params }))).toEqual(
    goodFlow.map(({ name, params }) => ({ name, params })),
  );
});

it("replaces a trace, of a later version too, and makes a readable one private", () => {
  const cwd = aFolder();
  writeFileSync(join(cwd, "flow.jsonl"), traceLines([], 7), { mode: 0o644 });
  write("flow.jsonl", cwd);
  expect(statSync(join(cwd, "flow.jsonl")).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(cwd, "flow.jsonl"), "utf8").split("\n")).toHaveLength(goodFlow.length + 2);
});

it("leaves everything alone that is no trace: a file, an empty one, a folder, a link", () => {
  const cwd = aFolder();
  writeFileSync(join(cwd, "notes.txt"), "mine");
  writeFileSync(join(cwd, "empty"), "");
  mkdirSync(join(cwd, "folder"));
  writeFileSync(join(cwd, "real.jsonl"), traceLines([]));
  symlinkSync(join(cwd, "real.jsonl"), join(cwd, "link"));
  for (const file of ["notes.txt", "empty", "folder", "link"]) {
    const refusal = expect.objectContaining({ code: "file_exists" });
    expect(() => createTraceFile(file, { cwd, startedAt })).toThrow(refusal);
    expect(() => writeNewFile(file, { cwd, content: "" })).toThrow(refusal);
  }
  expect(readFileSync(join(cwd, "notes.txt"), "utf8")).toBe("mine");
  expect(readFileSync(join(cwd, "real.jsonl"), "utf8")).toBe(traceLines([]));
});

it("says when a folder is missing, and makes none", () => {
  const cwd = aFolder();
  const refusal = expect.objectContaining({ code: "file_unwritable" });
  expect(() => createTraceFile("no/flow.jsonl", { cwd, startedAt })).toThrow(refusal);
  expect(existsSync(join(cwd, "no"))).toBe(false);
});

it("does not wait for a pipe, and says what is no file", async () => {
  const cwd = aFolder();
  await expect(readTraceFile("/dev/zero", cwd)).rejects.toMatchObject({ code: "file_unreadable" });
  await expect(readTraceFile("nothing", cwd)).rejects.toMatchObject({ code: "file_unreadable" });
  await expect(readTraceFile(".", cwd)).rejects.toMatchObject({ code: "file_unreadable" });
  chmodSync(cwd, 0o700);
});

it("shows what comes before the cut of a file that was cut off, wherever it was cut", () => {
  const whole = traceLines(goodFlow);
  const headerEnd = whole.indexOf("\n") + 1;
  for (let end = headerEnd; end < whole.length; end += 1) {
    const { events, flaw } = parseTrace(whole.slice(0, end), { path: "f", isWhole: true });
    const lines = whole.slice(0, end).split("\n").length - 2;
    expect(events.length === lines || events.length === lines + 1).toBe(true);
    expect(flaw === undefined || flaw.code === "trace_damaged").toBe(true);
    // Only a cut between two lines cannot be seen.
    expect(flaw === undefined).toBe(whole[end - 1] === "\n");
  }
});

it("reads what it understands of a later version, and says that it is one", () => {
  const later = traceLines(goodFlow, 2).replace('"kind":"note"', '"kind":"dance"');
  const { events, flaw } = parseTrace(later, { path: "f", isWhole: true });
  expect(events).toHaveLength(goodFlow.length - 1);
  expect(flaw?.code).toBe("trace_version_unknown");
});

it.each([
  ["nothing", ""],
  ["no JSON", "hello\n"],
  ["other JSON", '{"format":"har","version":1}\n'],
  ["a header that is not closed", '{"format":"dgt-trace","version":1'],
  ["a list", "[1]\n"],
  ["a version that is no number", '{"format":"dgt-trace","version":"1"}\n'],
])("refuses a file that does not begin like a trace: %s", (_, content) => {
  expect(() => parseTrace(content, { path: "f", isWhole: true })).toThrow(
    expect.objectContaining({ code: "not_a_trace" }),
  );
});
