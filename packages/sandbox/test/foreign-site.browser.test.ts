import type { BrowserContext } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { launchChromium } from "../../../test/processes/chromium.ts";
import { createSandbox, type Sandbox } from "../src/index.ts";
import { signIn } from "./gallery.ts";

const tool = "Ov23liDgtSandbox0001";

interface Scene {
  readonly sandbox: Sandbox;
  readonly url: string;
  /** A browser in which octo-lena, who granted something, is signed in. */
  readonly context: BrowserContext;
}

async function setScene(): Promise<Scene> {
  const sandbox = createSandbox();
  const { url, close } = await sandbox.listen();
  onTestFinished(close);
  const context = await (await launchChromium()).newContext();
  await signIn({ page: await context.newPage(), url });
  sandbox.issueTokens({ login: "octo-lena", clientId: tool, scope: "repo" });
  return { sandbox, url, context };
}

/** Shows the page of another site, with whatever an attacker writes into it. */
async function visitEvil({ context }: Scene, body: string) {
  const page = await context.newPage();
  await page.route("http://evil.test/**", (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto("http://evil.test/");
  return page;
}

test("A-10 (pages): a form of another site does nothing in a person's own browser, signed in or not", async () => {
  const scene = await setScene();
  const { sandbox, url } = scene;
  const targets: Readonly<Record<string, string>> = {
    "/settings/applications": "revoke-all",
    [`/settings/connections/applications/${tool}`]: "revoke",
    "/settings/applications/2": "delete",
    "/settings/installations/1": "uninstall",
    "/logout": "sign-out",
  };
  for (const [path, action] of Object.entries(targets)) {
    const body = `<form method="post" action="${url}${path}"><button name="action" value="${action}">Win a prize</button></form>`;
    const page = await visitEvil(scene, body);
    await page.getByRole("button").click();
    await page.getByRole("heading", { name: "This form was not accepted" }).waitFor();
  }
  const posts = sandbox.journal.entries.filter(
    ({ method, operation }) => method === "POST" && operation !== "oauth/sign-in",
  );
  expect(posts.map(({ decision, login }) => [decision, login])).toEqual(
    Object.keys(targets).map(() => ["form_refused", undefined]),
  );
});

test("A-10 (pages): no page can be shown inside a page of another site", async () => {
  const scene = await setScene();
  const { url } = scene;
  const paths = ["/", "/login", "/settings/applications", "/settings/applications/2", "/login/device", "/somewhere"];
  const frames = paths.map((path) => `<iframe src="${url}${path}"></iframe>`).join("");
  const page = await visitEvil(scene, frames);
  await page.waitForLoadState("networkidle");
  const shown = await Promise.all(page.frames().map((frame) => frame.evaluate<string>("document.body.innerText")));
  expect(page.frames()).toHaveLength(paths.length + 1);
  expect(shown.join("")).not.toContain("SANDBOX");
});

test("A-10 (pages): a script of another site cannot read a page", async () => {
  const scene = await setScene();
  const page = await visitEvil(scene, "<p>Hello</p>");
  const read = await page.evaluate(
    (target) =>
      fetch(target, { credentials: "include" }).then(
        () => "read",
        () => "refused",
      ),
    `${scene.url}/settings/applications`,
  );
  expect(read).toBe("refused");
});
