#!/usr/bin/env node
import { readFileSync } from "node:fs";
import process from "node:process";
import { printerFor } from "./command-line/lines.ts";
import { runSandboxCommand } from "./command-line/run.ts";

const stopping = new AbortController();
let stoppedBy: 0 | 130 | 143 = 0;
process.once("SIGINT", () => {
  stoppedBy = 130;
  stopping.abort();
});
process.once("SIGTERM", () => {
  stoppedBy = 143;
  stopping.abort();
});

const { version }: { version: string } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const exitCode = await runSandboxCommand(process.argv.slice(2), {
  environment: process.env,
  print: printerFor(process.stdout),
  complain: printerFor(process.stderr),
  signal: stopping.signal,
  version,
});
process.exitCode = exitCode === 0 ? stoppedBy : exitCode;
