import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContext, Page } from "playwright-core";
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

/**
 * Hosts an attacker's page can have on this machine. To a browser the first is another site; the second, on another port, is
 * another origin of the same site, which gets the cookies along. Pages from elsewhere are kept from this machine by browsers.
 */
const hosts = ["localhost", "127.0.0.1"] as const;

/** Shows an attacker's page. */
async function visitEvil({ context }: Scene, host: string, body: string): Promise<Page> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "Content-Type": "text/html" }).end(`<!doctype html><body>${body}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const page = await context.newPage();
  await page.goto(`http://${host}:${(server.address() as AddressInfo).port}/`);
  return page;
}

for (const host of hosts) {
  test(`A-10 (pages): a form of an attacker's page at ${host} does nothing in the browser of a person who is signed in`, async () => {
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
      const form = `<form method="post" action="${url}${path}"><button name="action" value="${action}">Win a prize</button></form>`;
      const page = await visitEvil(scene, host, form);
      await page.getByRole("button").click();
      await page.getByRole("heading", { name: "This form was not accepted" }).waitFor();
    }
    const forms = sandbox.journal.entries.filter(
      ({ method, operation }) => method === "POST" && operation !== "oauth/sign-in",
    );
    const seenAs = host === "localhost" ? undefined : "octo-lena";
    expect(forms.map(({ decision, login }) => [decision, login])).toEqual(
      Object.keys(targets).map(() => ["form_refused", seenAs]),
    );
  });

  test(`A-10 (pages): no page can be shown inside an attacker's page at ${host}`, async () => {
    const scene = await setScene();
    const paths = ["/", "/login", "/settings/applications", "/settings/applications/2", "/login/device", "/somewhere"];
    const frames = paths.map((path) => `<iframe src="${scene.url}${path}"></iframe>`).join("");
    const page = await visitEvil(scene, host, frames);
    const shown = await Promise.all(page.frames().map((frame) => frame.evaluate<string>("document.body.innerText")));
    expect(shown).toHaveLength(paths.length + 1);
    expect(shown.join(" ")).not.toContain("SANDBOX");
    // They were asked for, and not kept away by something else.
    for (const operation of ["pages/start", "oauth/sign-in-page"])
      expect(scene.sandbox.journal.count({ operation })).toBeGreaterThan(0);
  });

  test(`A-10 (pages): a script of an attacker's page at ${host} cannot read a page`, async () => {
    const scene = await setScene();
    const page = await visitEvil(scene, host, "<p>Hello</p>");
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
}
