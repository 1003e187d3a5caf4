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
  /** Keeps the next statement that begins with this word from the server until `goOn`. Resolves when it has come. */
  hold(word: string): Promise<void>;
  goOn(): void;
}

/** Stands between a store and its database, and loses answers on demand. */
export async function startAnswerLoser(url: string): Promise<AnswerLoser> {
  const target = new URL(url.replace("postgresql://postgres@/", "postgresql://postgres@unused/"));
  const port = target.searchParams.get("port") ?? "";
  const socketOf = (folder: string): string => join(folder, `.s.PGSQL.${port}`);
  const folder = mkdtempSync(join(tmpdir(), "p-"));
  let wanted: { readonly word: string; readonly isHeld: boolean; readonly met: () => void } | undefined;
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
    client.on("data", async (bytes) => {
      // A statement is a message of its own, "P", with its text in the clear.
      if (wanted !== undefined && new RegExp(`^P[^]{5}\\s*${wanted.word}\\b`).test(bytes.toString("latin1"))) {
        const { isHeld, met } = wanted;
        wanted = undefined;
        if (isHeld) {
          met();
          await gate;
        } else {
          lost = met;
        }
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
  const meet = (word: string, isHeld: boolean): Promise<void> =>
    new Promise((resolve) => {
      gate = new Promise((pass) => {
        goOn = pass;
      });
      wanted = { word, isHeld, met: resolve };
    });
  return {
    url: `postgresql://postgres@/postgres?host=${encodeURIComponent(folder)}&port=${port}`,
    loseAnswer: (word) => meet(word, false),
    hold: (word) => meet(word, true),
    goOn: () => goOn(),
  };
}
