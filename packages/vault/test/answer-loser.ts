import { mkdtempSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export interface AnswerLoser {
  readonly url: string;
  /**
   * Lets the next statement that begins with this word reach the server and take effect, and cuts the connection in place of
   * the answer. Resolves when that has happened; until `goOn`, nobody gets a new connection.
   */
  loseAnswer(word: string): Promise<void>;
  goOn(): void;
}

/** Stands between a store and its database, and loses answers on demand. */
export async function startAnswerLoser(url: string): Promise<AnswerLoser> {
  const target = new URL(url.replace("postgresql://postgres@/", "postgresql://postgres@unused/"));
  const port = target.searchParams.get("port") ?? "";
  const socketOf = (folder: string): string => join(folder, `.s.PGSQL.${port}`);
  const folder = mkdtempSync(join(tmpdir(), "p-"));
  let wanted: { readonly word: string; readonly lost: () => void } | undefined;
  let gate: Promise<void> = Promise.resolve();
  let goOn = (): void => {};
  const open = new Set<Socket>();
  const server = createServer(async (client) => {
    client.on("error", () => {});
    client.pause();
    await gate;
    const upstream = connect(socketOf(target.searchParams.get("host") ?? ""));
    open.add(client).add(upstream);
    upstream.on("error", () => {});
    let lost: (() => void) | undefined;
    client.on("data", (bytes) => {
      // A statement is a message of its own, "P", with its text in the clear.
      if (wanted !== undefined && new RegExp(`^P[^]{5}\\s*${wanted.word}\\b`).test(bytes.toString("latin1"))) {
        ({ lost } = wanted);
        wanted = undefined;
      }
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => {
      if (lost === undefined) {
        client.write(bytes);
        return;
      }
      client.destroy();
      upstream.destroy();
      lost();
    });
    upstream.on("close", () => client.destroy());
    client.on("close", () => upstream.end());
    client.resume();
  });
  await new Promise<void>((resolve) => server.listen(socketOf(folder), resolve));
  onTestFinished(() => {
    for (const socket of open) {
      socket.destroy();
    }
    server.close();
  });
  return {
    url: `postgresql://postgres@/postgres?host=${encodeURIComponent(folder)}&port=${port}`,
    loseAnswer: (word) =>
      new Promise((resolve) => {
        gate = new Promise((pass) => {
          goOn = pass;
        });
        wanted = { word, lost: resolve };
      }),
    goOn: () => goOn(),
  };
}
