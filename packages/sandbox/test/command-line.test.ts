import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text as readAll } from "node:stream/consumers";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { printerFor } from "../src/command-line/lines.ts";
import { faultNames } from "../src/faults/judge-fault.ts";
import { runSandboxCommand } from "../src/index.ts";

interface Run {
  readonly exitCode: Promise<number>;
  readonly printed: string[];
  readonly complained: string[];
  /** Resolves with the first that is printed. */
  readonly greeting: Promise<string>;
  stop(): void;
}

function start(args: readonly string[], environment: Record<string, string> = {}): Run {
  const stopping = new AbortController();
  const printed: string[] = [];
  const complained: string[] = [];
  let exitCode: Promise<number> = Promise.resolve(0);
  const greeting = new Promise<string>((resolve) => {
    const print = (lines: string): void => {
      printed.push(lines);
      resolve(lines);
    };
    const complain = (lines: string): void => void complained.push(lines);
    exitCode = runSandboxCommand(args, { environment, print, complain, signal: stopping.signal, version: "9.9.9" });
  });
  const stop = (): void => stopping.abort();
  onTestFinished(async () => {
    stop();
    await exitCode;
  });
  return { exitCode, printed, complained, greeting, stop };
}

interface Started {
  readonly url: string;
  readonly port: number;
  readonly controlToken: string;
  readonly environment: Record<string, string>;
}

async function startJson(...args: readonly string[]): Promise<Started & Run> {
  const run = start([...args, "--json"]);
  return { ...run, ...(JSON.parse(await run.greeting) as Started) };
}

test("it prints where it is, whom to sign in as, and variables that point clients at it", async () => {
  const { greeting, stop, exitCode } = start([]);
  const [, url = ""] = /The sandbox is at (http:\/\/127\.0\.0\.1:\d+)\./.exec(await greeting) ?? [];
  expect((await fetch(`${url}/login`)).status).toBe(200);
  const text = await greeting;
  expect(text).toContain("NOT FOR PRODUCTION");
  expect(text).toContain("octo-lena / low-tide-at-seven");
  expect(text).toContain(`\nexport GITHUB_API_URL=${url}/api/v3\n`);
  expect(text).toContain("\nexport GH_HOST=github.localhost\n");
  stop();
  expect(await exitCode).toBe(0);
  await expect(fetch(`${url}/login`)).rejects.toThrow("fetch failed");
});

test("the variables are read by a shell as they are meant", async () => {
  const { environment } = await startJson();
  expect(environment.DGT_SANDBOX_TOKEN).toMatch(/^[0-9a-f]{40}$/);
  expect(Object.keys(environment)).toEqual(expect.arrayContaining(["GITHUB_CLIENT_ID", "DGT_HOST", "OAUTH_TOKEN_URL"]));
});

test("do has a running sandbox carry out an operation", async () => {
  const { environment } = await startJson("--clock", "2026-11-01T12:00:00Z");
  const moved = start(["do", "clock/advance", '{"ms":3600000}'], environment);
  expect(await moved.exitCode).toBe(0);
  expect(JSON.parse(await moved.greeting)).toMatchObject({ now: expect.stringMatching(/^2026-11-01T13:00:0/) });
  const wrong = start(["do", "clock/advance", '{"hours":1}'], environment);
  expect(await wrong.exitCode).toBe(1);
  expect(wrong.complained).toEqual(['dgt-sandbox: there is no field "hours"; there are ms']);
});

test("do says when nobody answers, when the token is another's, and when it does not know whom to ask", async () => {
  const { environment, stop, exitCode } = await startJson();
  const other = start(["do", "clock"], { ...environment, DGT_SANDBOX_TOKEN: "0".repeat(40) });
  expect(await other.exitCode).toBe(1);
  expect(other.complained.join()).toContain("the token printed at the start");
  stop();
  await exitCode;
  const gone = start(["do", "clock"], environment);
  expect(await gone.exitCode).toBe(1);
  expect(gone.complained).toEqual(["dgt-sandbox: no sandbox answers at DGT_SANDBOX_URL (ECONNREFUSED)"]);
  expect(await start(["do", "clock"]).exitCode).toBe(64);
});

test("a seed, faults, a text for randomness and strictness come by options", async () => {
  const seed = join(mkdtempSync(join(tmpdir(), "seed-")), "seed.json");
  writeFileSync(seed, JSON.stringify({ people: [{ login: "ada" }], apps: [{ clientId: "my-app" }] }));
  const faults = ["--fault", "500-once@users/*", "--fault", '{"fault":"hold","clientId":"x"}'];
  const { environment, url } = await startJson("--seed", seed, ...faults, "--randomness", "tea", "--strict");
  expect(environment.GITHUB_CLIENT_ID).toBe("my-app");
  expect((await fetch(`${url}/api/v3/user`)).status).toBe(500);
  expect((await fetch(`${url}/api/v3/user`)).status).toBe(401);
  expect((await fetch(`${url}/.well-known/oauth-authorization-server/login/oauth`)).status).toBe(200);
  const again = await startJson("--seed", seed, "--randomness", "tea");
  expect(again.environment.GITHUB_CLIENT_SECRET).toBe(environment.GITHUB_CLIENT_SECRET);
  expect(again.environment.DGT_SANDBOX_TOKEN).not.toBe(environment.DGT_SANDBOX_TOKEN);
});

test("single points are switched by options, as often as one likes", async () => {
  const given = ["issuerInRedirects=false", "mismatchStatus=404", "tokenRequestsPerHour=0", "missingUserAgent=json"];
  const { url } = await startJson("--strict", ...given.flatMap((each) => ["--switch", each]));
  const authorize = `${url}/login/oauth/authorize?client_id=Ov23liDgtSandbox0001&redirect_uri=https://evil.example`;
  expect((await fetch(authorize)).status).toBe(404);
  const body = new URLSearchParams({ client_id: "Ov23liDgtSandbox0001" });
  expect((await fetch(`${url}/login/oauth/access_token`, { method: "POST", body })).status).toBe(403);
});

test("with TLS it writes down whom to trust, and takes that away at the end", async () => {
  const { environment, url, stop, exitCode } = await startJson("--tls");
  expect(url).toMatch(/^https:/);
  const file = environment.NODE_EXTRA_CA_CERTS ?? "";
  expect(readFileSync(file, "utf8")).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
  expect(environment).not.toHaveProperty("HTTP_PROXY");
  stop();
  await exitCode;
  expect(existsSync(file)).toBe(false);
});

test("a unix socket is named by its path, and do goes through it", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "socket-")), "s");
  const { environment, exitCode, stop } = await startJson("--unix", path);
  expect(environment).toMatchObject({ DGT_SANDBOX_SOCKET: path, DGT_SANDBOX_URL: "http://localhost" });
  expect(environment).not.toHaveProperty("HTTP_PROXY");
  const issued = start(["do", "tokens/issue", '{"login":"octo-lena","clientId":"Ov23liDgtSandbox0001"}'], environment);
  expect(await issued.exitCode).toBe(0);
  expect(JSON.parse(await issued.greeting)).toHaveProperty("accessToken");
  stop();
  await exitCode;
  const gone = start(["do", "clock"], environment);
  expect(await gone.exitCode).toBe(1);
  expect(gone.complained).toEqual(["dgt-sandbox: no sandbox answers at DGT_SANDBOX_SOCKET (ENOENT)"]);
});

test("help lists every option and every fault within 100 columns, and the version is printed", async () => {
  const help = await start(["--help"]).greeting;
  for (const name of faultNames) expect(help).toContain(name);
  for (const line of help.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  expect(await start(["-V"]).greeting).toBe("9.9.9");
});

for (const [args, message] of [
  [["--port", "70000"], '--port: "70000" is no number from 0 to 65535'],
  [["--port"], /^Option '--port <value>' argument missing/],
  [["--prot", "1"], "Unknown option '--prot'; --help lists the options"],
  [["serve"], 'there is no command "serve"; --help lists them'],
  [["--fault", "hodl"], /^--fault: no fault is called "hodl"; there are hold/],
  [["--fault", "hold@nothing/at-all"], "no operation nothing/at-all is served"],
  [["--fault", "{"], /^--fault is not JSON/],
  [["--switch", "consnet=always"], /^--switch: no switch is called "consnet"; there are redirectMatching, /],
  [["--switch", "consent=often"], "--switch: the switch consent takes when_needed or always"],
  [["--switch", "codeLifetimeMs=soon"], "--switch: the switch codeLifetimeMs takes a number from 0 on, or Infinity"],
  [["--switch", "consent"], "--switch: the switch consent takes when_needed or always"],
  [["--clock", "noon"], '--clock: "noon" is no instant such as 2026-11-01T12:00:00Z'],
  [["--host", "0.0.0.0"], "0.0.0.0 can be reached by other machines, and that was not allowed"],
  [["--unix", "x", "--port", "1"], "--unix takes the place of --port and --host"],
  [["--seed", "/does/not/exist"], "--seed: the file cannot be read (ENOENT)"],
  [["do"], "do what? Name an operation, such as clock/advance"],
  [["do", "clock", "{", "}"], "do takes an operation and its input, as one JSON object"],
] as const) {
  test(`${args.join(" ")} is refused by saying what is wrong, with exit code 64`, async () => {
    const { exitCode, complained, printed } = start(args);
    expect(await exitCode).toBe(64);
    expect(complained).toEqual([expect.stringMatching(/^dgt-sandbox: /)]);
    const said = complained[0]?.slice("dgt-sandbox: ".length);
    expect(said).toEqual(message instanceof RegExp ? expect.stringMatching(message) : message);
    expect(printed).toEqual([]);
  });
}

test("mistakes in a seed file are told by their paths, and none of its text", async () => {
  const folder = mkdtempSync(join(tmpdir(), "seed-"));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const wrong = start(["--seed", file("a.json", '{"people":[{"login":"a"}],"apps":[{"clientId":"b","owner":"c"}]}')]);
  expect(await wrong.exitCode).toBe(64);
  expect(wrong.complained).toEqual(['dgt-sandbox: --seed:\n  apps[0].owner: no user or organisation "c"']);
  const broken = start(["--seed", file("b.json", '{"token": my-secret}')]);
  expect(await broken.exitCode).toBe(64);
  expect(broken.complained.join()).toMatch(/--seed: the file is not JSON/);
  expect(broken.complained.join()).not.toContain("my-secret");
});

test("a port that is taken is told, with exit code 1", async () => {
  const { port } = await startJson();
  const { exitCode, complained } = start(["--port", String(port)]);
  expect(await exitCode).toBe(1);
  expect(complained).toEqual([`dgt-sandbox: port ${port} of 127.0.0.1 is taken (EADDRINUSE)`]);
  const nowhere = start(["--unix", join(tmpdir(), "no-such-folder", "s")]);
  expect(await nowhere.exitCode).toBe(1);
  expect(nowhere.complained.join()).toMatch(/^dgt-sandbox: the socket \S+ .+ \(E[A-Z]+\)$/);
});

test("no command line ends in anything but an answer or a complaint", async () => {
  const word = fc.oneof(
    fc.constantFrom("--port", "--fault", "--seed", "--clock", "--json=x", "--unix", "--", "-", "do", "--no-tls", "-x"),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 4 }), async (args) => {
      const stopped = AbortSignal.abort();
      const complained: string[] = [];
      const print = (): void => {};
      const complain = (lines: string): void => void complained.push(lines);
      // Whatever starts is stopped at once; sockets are left out, since they would lie about.
      fc.pre(!args.some((arg) => arg.startsWith("--unix")));
      const exitCode = await runSandboxCommand(args, {
        environment: {},
        print,
        complain,
        signal: stopped,
        version: "",
      });
      expect(exitCode === 0).toBe(complained.length === 0);
      for (const lines of complained) expect(lines).not.toMatch(/\n {4}at /);
    }),
    { numRuns: 300 },
  );
});

test("nothing goes out that a terminal would obey", async () => {
  const stream = new PassThrough();
  printerFor(stream)("a\u001b[2Jb\u202ec\u009bd\nnext\r");
  stream.end();
  expect(await readAll(stream)).toBe("a\ufffd[2Jb\ufffdc\ufffdd\nnext\ufffd\n");
});
