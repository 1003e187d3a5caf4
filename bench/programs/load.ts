// The load generator: the same for every server, in a process of its own. The first argument is a task in JSON; prints how
// many requests or sign-ins a second were carried out, on 16 connections that are kept open.
import { createHash, randomBytes } from "node:crypto";
import { type Dispatcher, Pool } from "undici";
import type { Stage } from "../stage.ts";

interface Task {
  readonly stage: Stage;
  /** Either this path is asked for again and again, or people sign in. */
  readonly path: string | undefined;
  /** Whether people sign in again in the browser that they signed in in before. */
  readonly keepsBrowsers: boolean;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  readonly cookies: readonly string[];
  readonly text: string;
}

/** A server that limits requests to its pages as well has given many tokens, and each browser shows one of them. */
function shownToken(): Readonly<Record<string, string>> {
  if (stage.tokens.length <= 1) return {};
  turn += 1;
  return { Authorization: `Bearer ${stage.tokens[turn % stage.tokens.length]}` };
}

let turn = 0;
const connections = 16;
const task: Task = JSON.parse(process.argv[2] ?? "");
const { stage } = task;
const pool = new Pool(stage.origin, { connections, pipelining: 1 });

/** A browser as far as it matters: cookies, forms and redirects within the server. */
class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #shown = shownToken();

  async send(method: "GET" | "POST", path: string, fields?: URLSearchParams): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await request({
      method,
      path,
      headers: {
        "User-Agent": "bench",
        Accept: "text/html",
        ...this.#shown,
        ...(cookie !== "" && { Cookie: cookie }),
        ...(fields && { "Content-Type": "application/x-www-form-urlencoded" }),
      },
      ...(fields && { body: fields.toString() }),
    });
    for (const each of answer.cookies) {
      const [pair = ""] = each.split(";");
      const separator = pair.indexOf("=");
      this.#cookies.set(pair.slice(0, separator), pair.slice(separator + 1));
    }
    return answer;
  }
}

function request(options: Dispatcher.DispatchOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let status = 0;
    let headers: Record<string, string | string[] | undefined> = {};
    const chunks: Buffer[] = [];
    pool.dispatch(options, {
      onRequestStart() {},
      onResponseStart(_controller, statusCode, received) {
        status = statusCode;
        headers = received;
      },
      onResponseData: (_controller, chunk) => void chunks.push(chunk),
      onResponseEnd: () =>
        resolve({
          status,
          location: [headers.location].flat()[0],
          cookies: [headers["set-cookie"] ?? []].flat(),
          text: Buffer.concat(chunks).toString(),
        }),
      onResponseError: (_controller, error) => reject(error),
    });
  });
}

/** Goes through the pages as they come: every form is filled in and sent, until the browser is sent to the callback. */
async function signIn(browser: Browser): Promise<string> {
  const verifier = randomBytes(32).toString("base64url");
  const query = new URLSearchParams({
    client_id: stage.clientId,
    redirect_uri: stage.redirectUri,
    response_type: "code",
    scope: stage.scope,
    state: randomBytes(16).toString("base64url"),
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  let answer = await browser.send("GET", `${stage.authorizePath}?${query}`);
  let callback: URL | undefined;
  for (let step = 0; callback === undefined; step += 1) {
    if (step > 12) throw new Error(`the pages of ${stage.origin} lead nowhere`);
    if (answer.location?.startsWith(stage.redirectUri)) callback = new URL(answer.location);
    else if (answer.location !== undefined) answer = await browser.send("GET", pathOf(answer.location));
    else answer = await submit(browser, answer);
  }
  const exchanged = await request({
    method: "POST",
    path: stage.tokenPath,
    headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded", ...shownToken() },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: stage.clientId,
      client_secret: stage.clientSecret,
      code: callback.searchParams.get("code") ?? "",
      redirect_uri: stage.redirectUri,
      code_verifier: verifier,
    }).toString(),
  });
  const { access_token } = JSON.parse(exchanged.text);
  if (typeof access_token !== "string") throw new Error(`no token from ${stage.origin}: ${exchanged.text}`);
  return access_token;
}

function submit(browser: Browser, { status, text }: Answer): Promise<Answer> {
  const [, action, form = ""] = /<form[^>]* action="([^"]*)"[^>]*>(.*?)<\/form>/s.exec(text) ?? [];
  if (action === undefined) throw new Error(`a page of ${stage.origin} has no form, status ${status}: ${text}`);
  const fields = new URLSearchParams();
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const attribute = (name: string): string | undefined => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
    const name = attribute("name");
    if (name === undefined) continue;
    if (name === "login" && attribute("type") !== "hidden") fields.append(name, stage.login);
    else if (name === "password") fields.append(name, stage.password);
    else if (attribute("type") !== "checkbox" || / checked/.test(tag)) fields.append(name, attribute("value") ?? "on");
  }
  const [, button, value] = /<button[^>]* name="([^"]*)"[^>]* value="([^"]*)"/.exec(form) ?? [];
  if (button !== undefined && value !== undefined) fields.append(button, value);
  return browser.send("POST", pathOf(action.replaceAll("&amp;", "&")), fields);
}

function pathOf(location: string): string {
  const { pathname, search } = new URL(location, stage.origin);
  return `${pathname}${search}`;
}

async function get(path: string): Promise<void> {
  turn += 1;
  const token = stage.tokens[turn % stage.tokens.length];
  const headers = { Authorization: `Bearer ${token}`, "User-Agent": "bench", Accept: "application/vnd.github+json" };
  const { status, text } = await request({ method: "GET", path, headers });
  if (status !== 200) throw new Error(`${stage.origin}${path} answered ${status}: ${text}`);
}

let done = 0;
let isOver = false;
async function keepBusy(): Promise<void> {
  const kept = new Browser();
  while (!isOver) {
    if (task.path === undefined) await signIn(task.keepsBrowsers ? kept : new Browser());
    else await get(task.path);
    done += 1;
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const busy = Promise.all(Array.from({ length: connections }, keepBusy));
await Promise.race([busy, pause(task.warmUpMs)]);
const startedAt = performance.now();
const doneBefore = done;
await Promise.race([busy, pause(task.measureMs)]);
const perSecond = ((done - doneBefore) * 1000) / (performance.now() - startedAt);
isOver = true;
await busy;
await pool.close();
process.stdout.write(`${perSecond}`);
