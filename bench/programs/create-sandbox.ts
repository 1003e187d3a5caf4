// How long creating a sandbox takes, in milliseconds: the last of as many as the argument says.
import { createSandbox } from "@dev-github-tool/sandbox";

let tookMs = 0;
for (let count = Number(process.argv[2]); count > 0; count -= 1) {
  const startedAt = performance.now();
  createSandbox();
  tookMs = performance.now() - startedAt;
}
process.stdout.write(`${tookMs}`);
