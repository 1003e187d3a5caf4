import { createServer } from "node:http";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { startSandbox } from "../src/index.ts";
import { startProgram } from "./example-program.ts";

test("a sandbox starts with a fault, and everything else that can be said of one", async () => {
  const github = await startSandbox({
    fault: "500-once",
    faults: [{ fault: "status-503", operation: "users/get-authenticated" }],
    clock: "2026-11-01T12:00:00Z",
    seed: { people: [{ login: "ada" }], apps: [{ clientId: "my-app" }] },
  });
  onTestFinished(() => github.close());
  expect(github.faults.all.map(({ fault }) => fault.fault)).toEqual(["500-once", "status-503"]);
  expect(new Date(github.clock.now()).toISOString()).toMatch(/^2026-11-01T12:00:0/);
  const statuses = [1, 2, 3].map(async () => (await github.fetch(`${github.url}/api/v3/user`)).status);
  expect(await Promise.all(statuses)).toEqual([500, 401, 401]);
});

test("a person signs in to a program that is tried, approves or declines", async () => {
  const github = await startSandbox();
  onTestFinished(() => github.close());
  const program = await startProgram(github.url, github.seed.apps[0]);
  onTestFinished(() => void program.stop());
  const { response, reached } = await github.signIn({ url: program.url, as: "coral-kai" });
  expect(await response.text()).toBe("Hello, coral-kai");
  expect(reached.origin).toBe(new URL(program.url).origin);
  const declined = await github.signIn({ url: program.url, as: "octo-lena", approve: false });
  expect(declined.reached.searchParams.get("error")).toBe("access_denied");
});

test("a person signs in over TLS, with a certificate that only the sandbox itself knows", async () => {
  const github = await startSandbox({ tls: true });
  onTestFinished(() => github.close());
  const { response } = await github.signIn({ url: `${github.url}/settings/applications` });
  expect(response.status).toBe(200);
  expect(new URL(response.url).protocol).toBe("https:");
});

test("a person types the code of a device", async () => {
  const github = await startSandbox();
  onTestFinished(() => github.close());
  const [{ clientId }] = github.seed.apps;
  const ask = async (path: string, fields: Record<string, string>): Promise<Record<string, string>> => {
    const body = new URLSearchParams({ client_id: clientId, ...fields });
    const headers = { Accept: "application/json" };
    return (await fetch(`${github.url}${path}`, { method: "POST", body, headers })).json() as never;
  };
  const device = await ask("/login/device/code", { scope: "gist" });
  const { user_code: userCode = "", device_code = "", verification_uri: url = "" } = device;
  await github.signIn({ url, userCode, as: "octo-lena" });
  const grant_type = "urn:ietf:params:oauth:grant-type:device_code";
  const token = await ask("/login/oauth/access_token", { device_code, grant_type });
  expect(token).toMatchObject({ scope: "gist", access_token: expect.stringMatching(/^gho_/) });
});

test("it is closed by what a block is left with", async () => {
  const github = await startSandbox();
  await github[Symbol.asyncDispose]();
  await expect(fetch(github.url)).rejects.toThrow("fetch failed");
});

test("several in one process are apart, and nothing is left of them", async () => {
  const handles = (): number => process.getActiveResourcesInfo().filter((name) => /TCP|Timeout|Pipe/.test(name)).length;
  const before = handles();
  const all = await Promise.all(Array.from({ length: 5 }, () => startSandbox()));
  expect(new Set(all.map(({ port }) => port)).size).toBe(5);
  expect(new Set(all.map(({ controlToken }) => controlToken)).size).toBe(5);
  const [first, second] = all;
  await fetch(`${first?.url}/login`);
  expect([first?.journal.count(), second?.journal.count()]).toEqual([1, 0]);
  const idle = connect(first?.port ?? 0, "127.0.0.1");
  idle.on("error", () => {});
  await Promise.all(all.map((github) => github.close()));
  await expect.poll(handles).toBeLessThanOrEqual(before + 2);
});

test("what cannot be is refused before anything listens", async () => {
  const wrong = { fault: "hold", operation: "nothing" } as const;
  await expect(startSandbox({ fault: wrong })).rejects.toThrow("no operation nothing is served");
  await expect(startSandbox({ clock: "noon" })).rejects.toThrow("the clock cannot be moved there");
  await expect(startSandbox({ seed: { people: [], apps: [] } })).rejects.toThrow("people: nobody could sign in");
});

test("a port that is taken is told", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === "object" ? address?.port : undefined;
  await expect(startSandbox({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});
