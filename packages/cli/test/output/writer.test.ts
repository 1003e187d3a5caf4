import { PassThrough, Writable } from "node:stream";
import { expect, it } from "vitest";
import { createOutput } from "../../src/output/index.ts";
import { captureStream } from "./captured-stream.ts";

it("resolves flush only after the slowest stream has taken everything", async () => {
  const taken: string[] = [];
  const waiting: (() => void)[] = [];
  const slow = new Writable({
    write(chunk: Buffer, _encoding, done) {
      waiting.push(() => {
        taken.push(chunk.toString());
        done();
      });
    },
  });
  const output = createOutput({ stdout: slow, stderr: captureStream("pipe"), env: {} });
  output.line("first");
  output.line("second");
  let flushed = false;
  const flushing = output.flush().then(() => {
    flushed = true;
  });
  while (waiting.length > 0) {
    expect(flushed).toBe(false);
    waiting.shift()?.();
    await new Promise(setImmediate);
  }
  await flushing;
  expect(taken.join("")).toBe("first\nsecond\n");
});

it("takes a reader that went away for no error, and writes no more", async () => {
  const stdout = failingStream("EPIPE");
  const output = createOutput({ stdout: stdout.stream, stderr: captureStream("pipe"), env: {} });
  output.line("first");
  await output.flush();
  output.line("second");
  await output.flush();
  expect(stdout.attempts).toEqual(["first\n"]);
});

it("takes a reader that closed before the first line for no error", async () => {
  const stdout = new PassThrough();
  stdout.destroy(Object.assign(new Error("closed"), { code: "EPIPE" }));
  const output = createOutput({ stdout, stderr: captureStream("pipe"), env: {} });
  output.line("first");
  await expect(output.flush()).resolves.toBeUndefined();
});

it("reports once that the output could not be written", async () => {
  const { stream } = failingStream("ENOSPC");
  const output = createOutput({ stdout: stream, stderr: captureStream("pipe"), env: {} });
  output.line("first");
  await expect(output.flush()).rejects.toMatchObject({ code: "ENOSPC" });
  await expect(output.flush()).resolves.toBeUndefined();
});

function failingStream(code: string) {
  const attempts: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      attempts.push(chunk.toString());
      setImmediate(done, Object.assign(new Error(code), { code }));
    },
  });
  return { stream, attempts };
}
