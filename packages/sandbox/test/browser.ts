import type { Sandbox } from "../src/index.ts";
import { origin } from "./drive.ts";

/** What a test needs of a browser: cookies, and what the page it is on has filled in. Redirects are not followed. */
export interface Browser {
  open(path: string): Promise<Response>;
  /** Opens a path and follows redirects as long as they stay in the sandbox. */
  visit(path: string): Promise<Response>;
  /** Sends a form with the hidden values and the ticks of the page that was read last, unless others are given. */
  submit(path: string, fields: Record<string, string | undefined>): Promise<Response>;
  /** Hidden values and ticked boxes of the page that was read last. */
  readonly hidden: Readonly<Record<string, string>>;
  /** The cookie as it is sent. */
  cookie: string;
}

export function createBrowser(sandbox: Sandbox): Browser {
  const browser = {
    cookie: "",
    hidden: {} as Record<string, string>,
    async open(path: string) {
      return keep(await sandbox.fetch(new URL(path, origin), { headers: { Cookie: browser.cookie } }));
    },
    async visit(path: string) {
      let response = await browser.open(path);
      for (;;) {
        const location = response.headers.get("Location");
        if (location === null || !location.startsWith(`${origin}/`)) return response;
        response = await browser.open(location);
      }
    },
    async submit(path: string, fields: Record<string, string | undefined>) {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries({ ...browser.hidden, ...fields }))
        if (value !== undefined) body.set(name, value);
      return keep(
        await sandbox.fetch(new URL(path, origin), { method: "POST", body, headers: { Cookie: browser.cookie } }),
      );
    },
  };
  async function keep(response: Response): Promise<Response> {
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) browser.cookie = cookie.split(";")[0] ?? "";
    const page = await response.clone().text();
    const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
    const ticked = [...page.matchAll(/<input [^>]*type="checkbox" name="([^"]+)" value="([^"]*)" checked/g)];
    const filled = [...hidden, ...ticked].map(([, name, value = ""]) => [name, unescaped(value)]);
    if (filled.length > 0) browser.hidden = Object.fromEntries(filled);
    return response;
  }
  return browser;
}

function unescaped(value: string): string {
  return value
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

/** Returns a page's text as a person reads it, without markup, style and surplus space. */
export async function readText(response: Response): Promise<string> {
  const page = (await response.text()).replaceAll(/<(style|title)>.*?<\/\1>/gs, "");
  return page
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}
