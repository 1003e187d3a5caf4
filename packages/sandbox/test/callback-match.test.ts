import { expect, test } from "vitest";
import { createSandbox, defaultSeed, type Profile, type SeedCallback } from "../src/index.ts";
import { authorizationUrl, sandboxWithApp } from "./drive.ts";

const exact = (url: string): SeedCallback => ({ url, wildcard: false });
const wildcard = (url: string): SeedCallback => ({ url, wildcard: true });

async function accepts(
  callback: SeedCallback,
  redirect_uri: string,
  switches: Partial<Profile> = {},
): Promise<boolean> {
  const [app] = defaultSeed().apps;
  if (app === undefined) throw new Error("the seed has no apps");
  const sandbox = createSandbox({
    switches,
    seed: { ...defaultSeed(), repositories: [], apps: [{ ...app, callbacks: [callback] }] },
  });
  const response = await sandbox.fetch(authorizationUrl(sandbox, { redirect_uri }));
  const [entry] = sandbox.journal.entries;
  const accepted = entry?.decision === "sign_in_needed";
  expect(entry?.decision).toBe(accepted ? "sign_in_needed" : "redirect_refused");
  if (!accepted) {
    expect(response.headers.get("Location")).toBeNull();
    expect(await response.text()).not.toContain("http");
  }
  return accepted;
}

const loopback = "http://127.0.0.1/callback";

const matching: readonly [SeedCallback, string][] = [
  [exact("https://example.com/path"), "https://example.com/path"],
  [exact(loopback), "http://127.0.0.1/callback"],
  [exact(loopback), "http://127.0.0.1:1/callback"],
  [exact(loopback), "http://127.0.0.1:65535/callback"],
  [exact("http://127.0.0.1:8000/callback"), "http://127.0.0.1:9000/callback"],
  [exact("http://[::1]/callback"), "http://[::1]:4000/callback"],
  [exact("http://localhost:8000/callback"), "http://localhost:8000/callback"],
  [exact("http://localhost:8000/callback"), "http://localhost:9000/callback"],
  [exact("com.example.app://callback"), "com.example.app://callback"],
  [wildcard("https://example.com/path"), "https://example.com/path"],
  [wildcard("https://example.com/path"), "https://example.com/path/subdir/other"],
  [wildcard("https://example.com/path"), "https://oauth.example.com/path"],
  [wildcard("https://example.com/path"), "https://a.b.example.com/path/x"],
  [wildcard("https://example.com/path"), "https://example.com/path/"],
  [wildcard("https://example.com/path"), "https://example.com/path?next=1"],
  [wildcard("https://example.com/"), "https://example.com/anything"],
  [wildcard(loopback), "http://127.0.0.1:1234/callback/deeper"],
  [wildcard("http://localhost/"), "http://localhost:40123/callback"],
];
for (const [callback, redirectUri] of matching) {
  test(`web flow, callbacks: ${mode(callback)} ${callback.url} accepts ${redirectUri}`, async () => {
    expect(await accepts(callback, redirectUri)).toBe(true);
  });
}

const nearMisses: readonly [SeedCallback, string][] = [
  ...[
    "http://127.0.0.1/callback/",
    "http://127.0.0.1/callback/sub",
    "http://127.0.0.1/Callback",
    "http://127.0.0.1/callbackextra",
    "http://127.0.0.1/callback?x=1",
    "http://127.0.0.1/callback#fragment",
    "http://127.0.0.1/callback#",
    "http://127.0.0.1//callback",
    "http://127.0.0.1/./callback",
    "http://127.0.0.1/x/../callback",
    "http://127.0.0.1/%63allback",
    "http://127.0.0.1:/callback",
    "http://127.0.0.1:99999/callback",
    "http://127.0.0.1:80a/callback",
    "https://127.0.0.1/callback",
    "HTTP://127.0.0.1/callback",
    "http://127.0.0.2/callback",
    "http://127.1/callback",
    "http://2130706433/callback",
    "http://0x7f.0.0.1/callback",
    "http://[::ffff:127.0.0.1]/callback",
    "http://[::1]/callback",
    "http://localhost/callback",
    "http://0.0.0.0/callback",
    "http://127.0.0.1.example.com/callback",
    "http://user@127.0.0.1/callback",
    "http://127.0.0.1:80@example.com/callback",
    "http://127.0.0.1\\@example.com/callback",
    "http://example.com/callback",
    "http://example.com/?http://127.0.0.1/callback",
    "//127.0.0.1/callback",
    "/callback",
    "127.0.0.1/callback",
    "javascript:alert(1)//127.0.0.1/callback",
    " http://127.0.0.1/callback",
    "http://127.0.0.1/callback ",
    "http://127.0.0.1/call\tback",
    "http://127.0.0.1/callback\r\nX-Injected: 1",
    "http://127.0.0.1/callback\u0000",
    "http://127.0.0.1/callbäck",
  ].map((uri): [SeedCallback, string] => [exact(loopback), uri]),
  [exact("https://example.com/path"), "https://example.com:8443/path"],
  [exact("https://example.com/path"), "https://example.com:443/path"],
  ...[
    "https://example.com/bar",
    "https://example.com/",
    "https://example.com:8080/path",
    "https://example.org/path",
    "http://example.com/path",
    "https://example.com/pathextra",
    "https://example.com/path/../bar",
    "https://example.com/path/..",
    "https://example.com/path/%2e%2e/bar",
    "https://example.com/path/..%2fbar",
    "https://example.com/path%2f..%2fbar",
    "https://example.com/path/..%5cbar",
    "https://evilexample.com/path",
    "https://example.com.evil.org/path",
    "https://example.com@evil.org/path",
    "https://evil.org#example.com/path",
    "https://user:password@example.com/path",
    "https://user@example.com/path",
    " https://example.com/path",
    "https://example.com/pa\tth",
    "https://example.com/path\r\nX-Injected: 1",
    "https:\\\\example.com\\path",
    "https://example.com/path/ü",
    "https://example.com\\.evil.org/path",
    "https://example.com/path#fragment",
  ].map((uri): [SeedCallback, string] => [wildcard("https://example.com/path"), uri]),
  [wildcard(loopback), "http://sub.127.0.0.1/callback"],
  [wildcard(loopback), "http://localhost/callback"],
  [wildcard("http://localhost:8000/callback"), "http://127.0.0.1:8000/callback"],
  [wildcard("http://localhost:8000/callback"), "http://app.localhost:9000/callback"],
];
for (const [callback, redirectUri] of nearMisses) {
  test(`A-01 (github mode): ${mode(callback)} ${callback.url} refuses ${JSON.stringify(redirectUri)} without a redirect`, async () => {
    expect(await accepts(callback, redirectUri)).toBe(false);
  });
}

test("web flow, callbacks: the port of localhost does not vary when the switch is off, that of 127.0.0.1 still does", async () => {
  const off = { anyPortOnLocalhost: false };
  for (const make of [exact, wildcard]) {
    expect(await accepts(make("http://localhost:8000/callback"), "http://localhost:9000/callback", off)).toBe(false);
    expect(await accepts(make("http://localhost:8000/callback"), "http://localhost:8000/callback", off)).toBe(true);
    expect(await accepts(make(loopback), "http://127.0.0.1:9000/callback", off)).toBe(true);
  }
});

test("web flow, callbacks: an app may have several callbacks, each in its own mode", async () => {
  const callbacks = [exact("https://one.example.com/cb"), wildcard("https://two.example.com/cb")];
  const sandbox = sandboxWithApp({ callbacks });
  const decisions = [];
  for (const redirect_uri of [
    "https://one.example.com/cb",
    "https://two.example.com/cb/x",
    "https://one.example.com/cb/x",
  ]) {
    await sandbox.fetch(authorizationUrl(sandbox, { redirect_uri }));
    decisions.push(sandbox.journal.entries.at(-1)?.decision);
  }
  expect(decisions).toEqual(["sign_in_needed", "sign_in_needed", "redirect_refused"]);
});

function mode(callback: SeedCallback): string {
  return callback.wildcard ? "wildcard" : "exact";
}
