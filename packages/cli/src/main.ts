#!/usr/bin/env node
import { argv, stdout } from "node:process";

const [, , ...words] = argv;
if (words.length === 1 && (words[0] === "--version" || words[0] === "-V")) {
  const [{ printLine }, { VERSION }] = await Promise.all([import("./output/print-line.ts"), import("./version.ts")]);
  await printLine(stdout, VERSION);
} else {
  const { runProcess } = await import("./run-process.ts");
  await runProcess(words);
}
