import fc from "fast-check";
import { expect, test } from "vitest";
import { createSandbox, type Sandbox } from "../src/index.ts";
import { origin } from "./drive.ts";
import { type FuzzTarget, fuzzCases, fuzzRuns, judgeAnswer, sendCase } from "./fuzz-drive.ts";
import { browserOf, tideWatcher } from "./settings-drive.ts";

const limitMs = 60_000;

/** Pages of the sandbox, and the only other places that one of the forms below can lead to. */
const leadsTo = /^(?:http:\/\/127\.0\.0\.1:4010\/|https:\/\/harbour\.example\.com\/(?:made|set-up)\?)/;

const statuses = new Set([200, 302, 303, 403, 404, 413, 422]);

const manifest = JSON.stringify({
  name: "Harbour watch",
  url: "https://harbour.example.com",
  redirect_url: "https://harbour.example.com/made",
  setup_url: "https://harbour.example.com/set-up",
});

type Form = Pick<FuzzTarget, "path" | "names"> & { readonly live: Readonly<Record<string, string>> };

const app = { ...tideWatcher, description: "x", rows: "3", "callback-2": "https://example.com/2", secret: "1" };
const appNames = [...Object.keys(app), "wildcard-1", "expiring-tokens", "device-flow", "csrf", "action"];
const installation = { account: "1001", reach: "selected", "repository-500001": "on", state: "s" };
const installationNames = [...Object.keys(installation), "csrf", "action"];

/** Every form of the settings, with each of its buttons that leaves something to send the next case to. */
const forms: readonly Form[] = [
  { path: "/settings/applications/new", names: appNames, live: { ...app, action: "register" } },
  { path: "/settings/applications/new", names: appNames, live: { ...app, action: "add-callback" } },
  { path: "/settings/applications/2", names: appNames, live: { ...app, action: "save" } },
  { path: "/settings/applications/2", names: appNames, live: { ...app, action: "add-secret" } },
  { path: "/settings/applications/2", names: appNames, live: { ...app, action: "delete-secret" } },
  { path: "/settings/apps/harbor-pilot", names: appNames, live: { ...app, action: "save" } },
  { path: "/settings/apps/new", names: ["manifest", "state"], live: { manifest } },
  { path: "/organizations/tidepool-labs/settings/apps/new", names: ["manifest", "state"], live: { manifest } },
  { path: "/settings/apps/new/PENDING", names: ["name", "csrf", "action"], live: { name: "Mine", action: "create" } },
  {
    path: "/apps/harbor-pilot/installations",
    names: installationNames,
    live: { ...installation, action: "install" },
  },
  { path: "/settings/installations/1", names: installationNames, live: { ...installation, action: "save" } },
  { path: "/settings/applications", names: ["csrf", "action"], live: { action: "revoke-all" } },
  {
    path: "/settings/connections/applications/Ov23liDgtSandbox0001",
    names: ["csrf", "action"],
    live: { action: "revoke" },
  },
  { path: "/logout", names: ["csrf", "action"], live: { action: "sign-out" } },
];

/** Cases in all: spread over the forms. */
const runsPerForm = Math.ceil(fuzzRuns / forms.length);

/** How often the browser signs in anew and the manifest is sent anew, in cases. */
const renewal = 50;

/** What a case needs to come far: a browser that is signed in, its hidden value, something to act on. */
async function livingBrowser(sandbox: Sandbox): Promise<{ cookie: string; csrf: string; pending: string }> {
  sandbox.issueTokens({ login: "octo-lena", clientId: "Ov23liDgtSandbox0001", scope: "repo" });
  const browser = await browserOf(sandbox);
  const body = new URLSearchParams({ manifest });
  const kept = await sandbox.fetch(`${origin}/settings/apps/new`, { method: "POST", body });
  return {
    cookie: browser.cookie,
    csrf: browser.hidden.csrf ?? "",
    pending: new URL(kept.headers.get("Location") ?? "").pathname,
  };
}

for (const { path, names, live } of forms) {
  test(
    `whatever is sent to ${path} (${live.action ?? "manifest"}), the answer is a page or leads to one`,
    async () => {
      const sandbox = createSandbox();
      const known: Record<string, string> = { ...live };
      const target = { path, method: "POST" as const, names, live: known };
      let browser = await livingBrowser(sandbox);
      let sent = 0;
      let carriedOut = 0;
      await fc.assert(
        fc.asyncProperty(fuzzCases(target), async (fuzzCase) => {
          if (sent % renewal === 0) {
            sandbox.reset();
            browser = await livingBrowser(sandbox);
          }
          sent += 1;
          known.csrf = browser.csrf;
          const place = { ...target, path: path.replace(/\/settings\/apps\/new\/PENDING$/, browser.pending) };
          const answer = await sendCase(sandbox, fuzzCase, { target: place, cookie: browser.cookie });
          if (answer.status === 303) carriedOut += 1;
          await judgeAnswer(answer, { leadsTo, statuses });
        }),
        { numRuns: runsPerForm },
      );
      expect(sent).toBe(runsPerForm);
      if (live.action !== "add-callback" && live.action !== "delete-secret") expect(carriedOut).toBeGreaterThan(0);
    },
    limitMs,
  );
}

test(
  "whatever a path or a query of a page holds, the answer is a page",
  async () => {
    const sandbox = createSandbox();
    const { cookie } = await livingBrowser(sandbox);
    const part = fc.oneof(
      fc.constantFrom("settings", "apps", "applications", "connections", "installations", "new", "harbor-pilot", "1"),
      fc.constantFrom("..", "%2e%2e", "%2F", "%", "%ff", "__proto__", "constructor", "<zq-mark>", '"zq', "\u202e", " "),
      fc.string({ maxLength: 8 }).map((text) => encodeURIComponent(Buffer.from(text).toString())),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), fc.array(part, { maxLength: 4 }), async (path, query) => {
        const url = `${origin}/${path.join("/")}?target_id=${query.join("&state=")}`;
        const answer = await sandbox.fetch(url, { headers: { Cookie: cookie } });
        await judgeAnswer(answer, { leadsTo, statuses });
      }),
      { numRuns: 2000 },
    );
  },
  limitMs,
);
