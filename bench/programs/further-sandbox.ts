// How long a further sandbox takes, to its first answer, in milliseconds: on a port of its own, or in process.
import { createSandbox } from "@dev-github-tool/sandbox";

const [, , counted, way] = process.argv;
let tookMs = 0;
for (let count = 0; count < Number(counted); count += 1) {
  const startedAt = performance.now();
  const sandbox = createSandbox();
  const github = way === "listening" ? await sandbox.listen() : undefined;
  const answer = await (github === undefined
    ? sandbox.fetch("http://127.0.0.1/api/v3/")
    : fetch(`${github.url}/api/v3/`));
  await answer.arrayBuffer();
  tookMs = performance.now() - startedAt;
  await github?.close();
}
process.stdout.write(`${tookMs}`);
