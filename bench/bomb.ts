import { once } from "node:events";
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createGzip } from "node:zlib";
import { compare, type Figures } from "./measure.ts";
import type { Workshop } from "./prepare.ts";
import { runProgram } from "./processes.ts";

const MEGABYTE = 1e6;
/** Without it V8 optimises the parser under `fetch` after the first answers, which takes 20 MB at a moment of its choosing. */
const PLAIN_PARSER = "--wasm-tiering-budget=2000000000";

/** How much memory an answer takes that is small on the wire and huge when unpacked. */
export async function measureBomb(workshop: Workshop, rounds: number): Promise<readonly Figures[]> {
  const zeros = Buffer.alloc(MEGABYTE);
  const bomb = await buffer(Readable.from(Array.from({ length: 300 }, () => zeros)).pipe(createGzip()));
  const server = createServer((request, response) => {
    response.setHeader("Content-Type", "application/json");
    if (request.url === "/api/v3/bomb") {
      response.setHeader("Content-Encoding", "gzip").end(bomb);
    } else {
      response.end("{}");
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const github = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const home = workshop.createHome();
  const grow = async (program: string): Promise<number> =>
    Number((await runProgram([PLAIN_PARSER, workshop.program(program), github], { home })).stdout) / MEGABYTE;
  try {
    return [
      await compare(
        {
          title: `Growth of resident memory by an answer of ${Math.round(bomb.length / 1000)} kB that unpacks to 300 MB`,
          unit: "MB",
          contestants: [
            { name: "fetch and text()", run: () => grow("swallow-bomb") },
            {
              name: "GitHub client, which refuses it",
              run: () => grow("refuse-bomb"),
              budget: { of: "value", limit: 32 },
            },
          ],
        },
        rounds,
      ),
    ];
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
