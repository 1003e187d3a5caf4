// How long a further sandbox takes, to its first answer: the median of the last twenty of thirty, in milliseconds. On a port of
// its own when the argument says so, otherwise in process.
import { createSandbox } from "@dev-github-tool/sandbox";

const isListening = process.argv[2] === "listening";
const tookMs: number[] = [];
for (let count = 0; count < 30; count += 1) {
  const startedAt = performance.now();
  const sandbox = createSandbox();
  const github = isListening ? await sandbox.listen() : undefined;
  const answer = await (github === undefined
    ? sandbox.fetch("http://127.0.0.1/api/v3/")
    : fetch(`${github.url}/api/v3/`));
  await answer.arrayBuffer();
  tookMs.push(performance.now() - startedAt);
  await github?.close();
}
const later = tookMs.slice(10).sort((left, right) => left - right);
process.stdout.write(`${later[later.length / 2]}`);
