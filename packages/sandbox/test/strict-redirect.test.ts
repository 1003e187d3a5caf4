import { expect, test } from "vitest";
import { createSandbox, defaultSeed } from "../src/index.ts";
import { sandboxWithApp } from "./drive.ts";
import { strictProfile, strictUrl } from "./strict-drive.ts";

const registered = "https://app.example.com/callback";

/** What a careless comparison would take for the registered address. */
const nearMisses = [
  ...["https://app.example.com/callback/", "https://app.example.com/callback/deeper", "https://app.example.com/"],
  ...["https://app.example.com", "https://app.example.com/callbackx", "https://app.example.com/Callback"],
  ...["https://app.example.com/callback?", "https://app.example.com/callback?x=1", `${registered}#`, `${registered}#x`],
  ...["http://app.example.com/callback", "HTTPS://app.example.com/callback", "https://APP.example.com/callback"],
  ...[
    "https://app.example.com:443/callback",
    "https://app.example.com:8443/callback",
    "https://app.example.com./callback",
  ],
  ...[
    "https://sub.app.example.com/callback",
    "https://example.com/callback",
    "https://app.example.com.evil.example/callback",
  ],
  ...[
    "https://evil.example/callback",
    "https://app.example.com@evil.example/callback",
    "https://x@app.example.com/callback",
  ],
  ...[
    "https://x:y@app.example.com/callback",
    "https://app.example.com/./callback",
    "https://app.example.com/x/../callback",
  ],
  ...["https://app.example.com//callback", "https://app.example.com/%63allback", "https://app.example.com/callback%2F"],
  ...["https://app.example.com/callback%00", "https://app.example.com/callback ", " https://app.example.com/callback"],
  ...["https://app.example.com\\callback", "https:app.example.com/callback", "https:///app.example.com/callback"],
  ...["//app.example.com/callback", "/callback", "app.example.com/callback", "javascript:alert(1)", "data:text/html,x"],
  ...[
    "https://app.example.com/callback\n",
    "https://app。example.com/callback",
    "https://xn--app-.example.com/callback",
  ],
];

test("A-01: forty addresses that are nearly the registered one get a page and no redirect, its wildcard switch notwithstanding", async () => {
  const seed = {
    ...defaultSeed(),
    apps: sandboxWithApp({ callbacks: [{ url: registered, wildcard: true }] }).seed.apps,
  };
  const { sandbox } = strictProfile({
    seed: { ...seed, apps: seed.apps.map((app) => ({ ...app, clientId: "Ov23liExpiring000004" })) },
  });
  const [app] = sandbox.seed.apps;
  expect(nearMisses.length).toBeGreaterThanOrEqual(40);
  for (const redirect_uri of nearMisses) {
    const response = await sandbox.fetch(strictUrl(sandbox, app, { redirect_uri }));
    expect([redirect_uri, response.status, response.headers.get("Location")]).toEqual([redirect_uri, 400, null]);
  }
  expect((await sandbox.fetch(strictUrl(sandbox, app, { redirect_uri: registered }))).status).toBe(302);
});

test("A-01: only the port of a loopback address may vary, and that of localhost may not", async () => {
  const apps = sandboxWithApp({
    callbacks: ["http://127.0.0.1/callback", "http://[::1]/callback", "http://localhost:8000/callback"].map((url) => ({
      url,
      wildcard: false,
    })),
  }).seed.apps;
  const sandbox = createSandbox({ profile: "strict", seed: { ...defaultSeed(), apps } });
  const statusOf = async (redirect_uri: string) =>
    (await sandbox.fetch(strictUrl(sandbox, sandbox.seed.apps[0], { redirect_uri }))).status;
  expect(await statusOf("http://127.0.0.1:50123/callback")).toBe(302);
  expect(await statusOf("http://[::1]:50123/callback")).toBe(302);
  expect(await statusOf("http://localhost:8000/callback")).toBe(302);
  expect(await statusOf("http://localhost:8001/callback")).toBe(400);
  expect(await statusOf("http://127.0.0.2:50123/callback")).toBe(400);
  expect(await statusOf("https://127.0.0.1:50123/callback")).toBe(400);
});

test("RFC 6749, 3.1.2.3: without redirect_uri only an app with a single callback is understood", async () => {
  const { sandbox, app } = strictProfile();
  const [single] = sandbox.seed.apps;
  expect((await sandbox.fetch(strictUrl(sandbox, app, { redirect_uri: undefined }))).status).toBe(400);
  expect((await sandbox.fetch(strictUrl(sandbox, single, { redirect_uri: undefined }))).status).toBe(302);
});
