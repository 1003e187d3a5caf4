import { Writable } from "node:stream";
import type { Environment } from "../../src/environment.ts";
import type { OutputStream } from "../../src/output/index.ts";
import { createOutput } from "../../src/output/index.ts";

export interface CapturedStream extends Writable {
  isTTY: boolean;
  columns: number | undefined;
  text(): string;
}

/** A stream that remembers what was written to it, as a terminal of some width or as a pipe. */
export function captureStream(kind: "pipe" | { columns: number | undefined }): CapturedStream {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return Object.assign(stream, {
    isTTY: kind !== "pipe",
    columns: kind === "pipe" ? undefined : kind.columns,
    text: () => Buffer.concat(chunks).toString("utf8"),
  });
}

const NOW = Date.parse("2026-03-10T12:00:00Z");

/** An output on two captured streams of one kind. */
export function captureOutput(
  options: { columns?: number; env?: Environment; color?: boolean; stderr?: OutputStream } = {},
) {
  const kind = options.columns === undefined ? "pipe" : { columns: options.columns };
  const stdout = captureStream(kind);
  const stderr = captureStream(kind);
  const output = createOutput({
    stdout,
    stderr,
    env: options.env ?? { TERM: "xterm-256color" },
    color: options.color,
    now: () => NOW,
  });
  return { output, stdout, stderr };
}
