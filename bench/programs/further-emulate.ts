// How long a further instance of emulate's GitHub service takes, to its first answer, in milliseconds. It always listens.
import { createEmulator } from "emulate";

let tookMs = 0;
for (let count = 0; count < Number(process.argv[2]); count += 1) {
  const startedAt = performance.now();
  const github = await createEmulator({ service: "github", port: 20_000 + Math.floor(Math.random() * 20_000) });
  await (await fetch(`${github.url.replace("localhost", "127.0.0.1")}/`)).arrayBuffer();
  tookMs = performance.now() - startedAt;
  await github.close();
}
process.stdout.write(`${tookMs}`);
