import { request as requestPlainly } from "node:http";
import { request as requestByTls } from "node:https";
import { text as textOf } from "node:stream/consumers";
import { UsageError } from "./options.ts";

interface Asked {
  readonly operation: string;
  readonly input: unknown;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What a running sandbox answered. */
export interface Told {
  readonly isDone: boolean;
  /** JSON in several lines, or what was refused and why. */
  readonly text: string;
}

/** Has a running sandbox carry out an operation. Its token comes from the environment: other users can read a command line. */
export async function tellSandbox({ operation, input, environment }: Asked): Promise<Told> {
  const { DGT_SANDBOX_URL: url, DGT_SANDBOX_TOKEN: token, DGT_SANDBOX_SOCKET: socket } = environment;
  if (url === undefined || token === undefined) {
    throw new UsageError("DGT_SANDBOX_URL and DGT_SANDBOX_TOKEN must be set, as a running sandbox prints them");
  }
  if (!URL.canParse(url) || !/^https?:/.test(url) || !/^[0-9a-f]+$/.test(token)) {
    throw new UsageError("DGT_SANDBOX_URL or DGT_SANDBOX_TOKEN is not what a running sandbox prints");
  }
  try {
    const to = new URL(`/_sandbox/${operation.replace(/^\/+/, "")}`, url);
    return await post({ to, socket, token, body: JSON.stringify(input) });
  } catch (error) {
    const { code = "no answer" } = error as NodeJS.ErrnoException;
    const place = socket === undefined ? "DGT_SANDBOX_URL" : "DGT_SANDBOX_SOCKET";
    return { isDone: false, text: `no sandbox answers at ${place} (${code})` };
  }
}

interface Letter {
  readonly to: URL;
  /** The path of a unix socket to go through. */
  readonly socket: string | undefined;
  readonly token: string;
  readonly body: string;
}

/** Not by `fetch`, which knows no unix sockets. */
async function post({ to, socket, token, body }: Letter): Promise<Told> {
  const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const send = to.protocol === "https:" ? requestByTls : requestPlainly;
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
    const outgoing = send(
      to,
      { method: "POST", agent: false, headers, ...(socket && { socketPath: socket }) },
      (incoming) => {
        textOf(incoming).then((all) => resolve({ status: incoming.statusCode ?? 0, text: all }), reject);
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
  const answer = parse(text) ?? { error: `it answered ${status} and no JSON` };
  if (status === 200) return { isDone: true, text: JSON.stringify(answer, null, 2) };
  return { isDone: false, text: "error" in answer ? String(answer.error) : "it was refused" };
}

function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
