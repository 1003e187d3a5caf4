import { Agent, request } from "node:http";
import { afterEach, expect, test } from "vitest";
import { createSandbox, type Listening } from "../src/index.ts";

const open: Listening[] = [];

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function listening() {
  const sandbox = createSandbox();
  const github = await sandbox.listen();
  open.push(github);
  return { sandbox, github };
}

interface Got {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

function send(url: string, options: { agent?: Agent; method?: string; body?: string } = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    const { body, ...rest } = options;
    const outgoing = request(url, { headers: { "User-Agent": "test" }, ...rest }, (incoming) => {
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk: string) => {
        text += chunk;
      });
      incoming.on("end", () => resolve({ status: incoming.statusCode, headers: incoming.headers, text }));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

test("the journal tells connections of a port apart, and requests on one of them together", async () => {
  const { sandbox, github } = await listening();
  const kept = new Agent({ keepAlive: true, maxSockets: 1 });
  await send(`${github.url}/api/v3/`, { agent: kept });
  await send(`${github.url}/api/v3/`, { agent: kept });
  kept.destroy();
  await send(`${github.url}/api/v3/`);
  await sandbox.fetch(`${github.url}/api/v3/`);

  expect(sandbox.journal.entries.map(({ connection }) => connection)).toEqual([1, 1, 2, undefined]);
  expect(sandbox.journal.count({ connection: 1 })).toBe(2);
});

test("an answer says how long it is, and has the same headers in process and on a port", async () => {
  const { sandbox, github } = await listening();
  for (const path of ["/login", "/api/v3/user", "/api/v3/rate_limit", "/nowhere"]) {
    const { status, headers, text } = await send(`${github.url}${path}`);
    const inProcess = await sandbox.fetch(`${github.url}${path}`, { headers: { "User-Agent": "test" } });

    expect(status).toBe(inProcess.status);
    expect(headers["content-length"]).toBe(String(Buffer.byteLength(text)));
    const own = Object.keys(headers).filter((name) => !["connection", "keep-alive", "content-length"].includes(name));
    expect(own.sort()).toEqual([...new Set(inProcess.headers.keys())].sort());
  }
});

test("HEAD says what GET would bring, and brings nothing", async () => {
  const { sandbox, github } = await listening();
  for (const path of ["/login", "/api/v3/"]) {
    const head = await send(`${github.url}${path}`, { method: "HEAD" });
    const inProcess = await sandbox.fetch(`${github.url}${path}`, { method: "HEAD" });
    expect([head.status, head.text]).toEqual([200, ""]);
    expect(Number(head.headers["content-length"])).toBeGreaterThan(0);
    expect([inProcess.status, await inProcess.text()]).toEqual([200, ""]);
  }
});

test("after a body that is too large the connection is closed, and others go on", async () => {
  const { sandbox, github } = await listening();
  const kept = new Agent({ keepAlive: true, maxSockets: 1 });
  const refused = await send(`${github.url}/login/oauth/access_token`, {
    agent: kept,
    method: "POST",
    body: "x".repeat(129 * 1024),
  });
  const next = await send(`${github.url}/api/v3/`, { agent: kept });
  kept.destroy();

  expect([refused.status, refused.headers.connection]).toEqual([413, "close"]);
  expect(next.status).toBe(200);
  expect(sandbox.journal.entries.map(({ connection, decision }) => [connection, decision])).toEqual([
    [1, "body_too_large"],
    [2, "served"],
  ]);
});

test("several cookies go out as several headers", async () => {
  const { sandbox, github } = await listening();
  const { headers } = await send(`${github.url}/login`);
  const inProcess = await sandbox.fetch(`${github.url}/login`);
  expect(headers["set-cookie"]?.length).toBeGreaterThan(1);
  expect(inProcess.headers.getSetCookie()).toHaveLength(headers["set-cookie"]?.length ?? 0);
});

test("more than ten thousand browsers are not remembered, and the newest of them are", async () => {
  const sandbox = createSandbox();
  const url = "http://127.0.0.1:4010/login";
  const first = await sandbox.fetch(url);
  for (let count = 0; count < 10_600; count += 1) await sandbox.fetch(url);
  const last = await sandbox.fetch(url);
  const cookieOf = (answer: Response): string => answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const isKnown = async (answer: Response): Promise<boolean> => {
    const again = await sandbox.fetch(url, { headers: { Cookie: cookieOf(answer) } });
    return again.headers.getSetCookie().length === 0;
  };

  expect(await isKnown(last)).toBe(true);
  expect(await isKnown(first)).toBe(false);
});
