import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readLedger } from "../../../../test/canary/ledger.ts";
import { currentRun } from "../../../../test/canary/run-folder.ts";
import { createSearch } from "../../../../test/canary/search.ts";
import { testRuntime } from "../../../../test/canary/test-runtime.ts";
import { parseTrace } from "../../src/flow/read-trace.ts";
import { comeBack, createSurroundings, type Surroundings, startScene } from "../surroundings.ts";

const DEPARTURE = ["secrets_made", "page_opened", "approval_asked"];
const ARRIVAL = ["redirect_sent", "redirect_received", "state_checked"];

function traceOf(here: Surroundings) {
  const text = readFileSync(join(here.cwd, "flow.jsonl"), "utf8");
  const { events, flaw } = parseTrace(text, { path: "f", isWhole: true });
  expect(flaw).toBeUndefined();
  return { events, names: events.map(({ name }) => name), last: events.at(-1) };
}

it("a sign-in is recorded with all its eight steps, and the state that came back has the mark of the one that was sent", async () => {
  const { github, env, visit } = await startScene();
  const here = createSurroundings({ env, visit });
  expect(await here.run("login", "--explain=2", "--trace", "flow.jsonl")).toMatchObject({ exitCode: 0, stdout: "" });
  const { names, events } = traceOf(here);
  expect(names).toEqual([
    ...DEPARTURE,
    ...ARRIVAL,
    "tokens_requested",
    "tokens_granted",
    "api_requested",
    "api_answered",
  ]);
  expect(new Set(events.flatMap(({ params }) => params.state ?? [])).size).toBe(1);
  expect(new Set(events.flatMap(({ params }) => params.code_verifier ?? [])).size).toBe(1);
  expect(events.at(-1)).toMatchObject({ status: 200, params: { "x-oauth-scopes": "read:user" } });
  const requests = github.sandbox.journal.count({});
  await here.run("trace", "show", "flow.jsonl");
  expect(github.sandbox.journal.count({})).toBe(requests);
});

it("no view of a flow, of its tokens or of what is wrong holds a secret or the state, in any encoding", async () => {
  const { env, visit } = await startScene("approve", { expiring: true });
  const here = createSurroundings({ env, visit });
  const { stderr } = await here.run("login", "--explain=2", "--trace", "flow.jsonl");
  const drawn = stderr.split("\n").filter((line) => !line.startsWith("http"));
  const kept = (await here.kept())[0]?.record.tokens;
  const views = [
    ...["text", "html", "mermaid", "json"].map((format) => ["trace", "show", "flow.jsonl", "--format", format]),
    ["trace", "show", "flow.jsonl", "--explain=2"],
    ["timeline"],
    ["timeline", "--json"],
    ["timeline", "--format", "html"],
    ["doctor"],
    ["doctor", "--json"],
    ["explain", kept?.refreshToken?.reveal() ?? "nothing"],
    ["explain", "--json"],
  ];
  const shown = [readFileSync(join(here.cwd, "flow.jsonl"), "utf8"), ...drawn];
  for (const argv of views) {
    const { stdout, stderr: said } = await here.run(...argv);
    expect(`${stdout}${said}`).not.toBe("");
    shown.push(stdout, said);
  }
  const search = createSearch(readLedger(currentRun()));
  expect(search(Buffer.from(kept?.accessToken.reveal() ?? "")).length).toBeGreaterThan(0);
  expect(search(Buffer.from(shown.join("\n")))).toEqual([]);
});

it("explaining and writing a trace send no request more", async () => {
  const count = async (...flags: readonly string[]): Promise<number> => {
    const { github, env, visit } = await startScene();
    const here = createSurroundings({ env, visit });
    expect((await here.run("login", ...flags)).exitCode).toBe(0);
    // Connections are kept warm for as long as the person takes, which is no matter of explaining.
    return github.sandbox.journal.entries.filter(({ path }) => !path.endsWith("/rate_limit")).length;
  };
  expect(await count("--explain=2", "--trace", "flow.jsonl")).toBe(await count());
});

it("X-01: a forged redirect is drawn as the one that failed its check, and the sign-in goes on", async () => {
  const { env, visit } = await startScene();
  const here = createSurroundings({
    env,
    visit: async (url) => {
      await comeBack(url, "a-state-of-somebody-else");
      await visit(url);
    },
  });
  const { exitCode, stderr } = await here.run("login", "--explain", "--trace", "flow.jsonl");
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(/state #[0-9a-f]{4} is not the one of step 1/);
  const { names, events } = traceOf(here);
  expect(names.slice(3, 8)).toEqual(["redirect_received", "state_checked", ...ARRIVAL]);
  expect(events.filter(({ name }) => name === "state_checked").map(({ passed }) => passed)).toEqual([false, true]);
});

it("a refusal, a used code, a wrong secret and a wait in vain are recorded with the step and the code", async () => {
  const cancelled = await startScene("cancel");
  const denied = createSurroundings({ env: cancelled.env, visit: cancelled.visit });
  expect((await denied.run("login", "--trace", "flow.jsonl")).exitCode).toBe(2);
  expect(traceOf(denied)).toMatchObject({
    names: [...DEPARTURE, ...ARRIVAL, "failed"],
    last: { step: "callback validation", code: "access_denied" },
  });

  const { env, visit } = await startScene();
  const used = createSurroundings({ env, visit: comeBack });
  await used.run("login", "--trace", "flow.jsonl");
  expect(traceOf(used)).toMatchObject({
    names: [...DEPARTURE, ...ARRIVAL, "tokens_requested", "tokens_refused", "failed"],
    last: { step: "token exchange", code: "bad_verification_code" },
  });

  const wrong = createSurroundings({ env: { ...env, GITHUB_CLIENT_SECRET: "0".repeat(40) }, visit });
  await wrong.run("login", "--trace", "flow.jsonl");
  expect(traceOf(wrong).last).toMatchObject({ name: "failed", code: "incorrect_client_credentials" });

  const runtime = testRuntime({ sleep: async () => {} });
  const alone = createSurroundings({ env, runtime });
  await alone.run("login", "--trace", "flow.jsonl");
  expect(traceOf(alone)).toMatchObject({ names: [...DEPARTURE, "failed"], last: { code: "timed_out" } });
});

it("the main run keeps names of owners and repositories out of its trace", async () => {
  const { env, visit } = await startScene();
  const here = createSurroundings({ env, visit });
  expect((await here.run("--explain", "--trace", "flow.jsonl")).exitCode).toBe(0);
  const urls = traceOf(here).events.flatMap(({ name, url }) =>
    name === "api_requested" ? [new URL(url ?? "").pathname] : [],
  );
  expect(urls).toContain("/api/v3/user/repos");
  expect(urls).toContain("/api/v3/repos/:name/:name/issues");
  expect(urls.join()).not.toMatch(/octo-lena|tide-tables/);
});

it("a trace that cannot be written is refused before the browser opens", async () => {
  const { env, visit } = await startScene();
  const here = createSurroundings({ env, visit });
  const { exitCode, stderr } = await here.run("login", "--trace", "no/such/folder/flow.jsonl");
  expect({ exitCode, opened: here.opened }).toEqual({ exitCode: 1, opened: [] });
  expect(stderr).toContain("[file_unwritable]");
});

it.each([
  [["login", "--explain=3"], "invalid_value"],
  [["login", "--trace="], "invalid_value"],
  [["--json", "--explain"], "invalid_arguments"],
  [["trace"], "invalid_arguments"],
  [["trace", "show"], "invalid_arguments"],
  [["trace", "show", "a", "b"], "invalid_arguments"],
  [["trace", "show", "a", "--format", "har"], "invalid_value"],
  [["trace", "show", "a", "-o", "b"], "invalid_arguments"],
])("dgt %s is a mistake of usage", async (argv, code) => {
  const { exitCode, stderr } = await createSurroundings().run(...argv);
  expect(exitCode).toBe(64);
  expect(stderr).toContain(code);
});
