#!/usr/bin/env node
import { argv, stderr, stdout } from "node:process";

const [, , ...words] = argv;
if (words.length === 1 && (words[0] === "--version" || words[0] === "-V")) {
  const [{ createOutput }, { VERSION }] = await Promise.all([import("./output/index.ts"), import("./version.ts")]);
  createOutput({ stdout, stderr, env: {} }).line(VERSION);
} else {
  const { runProcess } = await import("./run-process.ts");
  await runProcess(words);
}
