import { createCookieJar } from "./cookie-jar.ts";
import { type HtmlForm, readForms } from "./html-forms.ts";
import { navigate } from "./navigate.ts";

/** Who signs in where, and decides what. */
export interface SignInWalk {
  /** Where to begin: an authorization URL, or a page that redirects to one. */
  readonly url: string | URL;
  readonly login: string;
  readonly password: string;
  /** What a device shows, for a walk that begins where such codes are typed. */
  readonly userCode?: string | undefined;
  /** The button to press on the consent page, should it be shown. */
  readonly decision: "approve" | "cancel";
  /** How pages are fetched; navigations over the network when absent. Must return redirects instead of following them. */
  readonly fetch?: ((input: string, init: RequestInit) => Promise<Response>) | undefined;
}

/** More pages than any sign-in has; beyond it two of them send the walker to and fro. */
const mostSteps = 20;

interface Step {
  readonly url: URL;
  readonly form?: URLSearchParams;
}

/**
 * Walks the sandbox's pages as a person would, cookies and forms included, and on to wherever the client's callback leads.
 *
 * @returns The first answer that is neither a redirect nor a page of the sandbox with something to fill in: usually the
 * client's own page, or one of the sandbox's refusals.
 * @throws Error when the sandbox refuses login, password or user code, or the redirects do not end.
 */
export async function walkSignIn(walk: SignInWalk): Promise<Response> {
  const fetch = walk.fetch ?? navigate;
  const cookies = createCookieJar();
  let signInsSent = 0;
  let userCodesSent = 0;
  let step: Step = { url: new URL(walk.url) };
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const response = await fetch(step.url.href, requestFor(step, cookies.headerFor(step.url)));
    cookies.keep(step.url, response);
    const location = response.headers.get("Location");
    if (location !== null && response.status >= 300 && response.status < 400) {
      step = { url: new URL(location, step.url) };
      continue;
    }
    const form = await findDecisionForm(response);
    if (form === undefined) return response;
    if (form.fields.has("password")) signInsSent += 1;
    if (signInsSent > 1) throw new Error("the sandbox refused the login or the password");
    if (form.fields.has("user_code")) userCodesSent += 1;
    if (userCodesSent > 1) throw new Error("the sandbox refused the user code");
    step = { url: new URL(form.action, step.url), form: fillIn(form, walk) };
  }
  throw new Error("the pages do not come to an end");
}

function requestFor({ form }: Step, cookie: string | undefined): RequestInit {
  return {
    method: form === undefined ? "GET" : "POST",
    redirect: "manual",
    ...(cookie && { headers: { Cookie: cookie } }),
    ...(form && { body: form }),
  };
}

/** The sandbox's forms are known by the name of their buttons; a form of the client's is left alone. */
async function findDecisionForm(response: Response): Promise<HtmlForm | undefined> {
  if (!response.headers.get("Content-Type")?.startsWith("text/html")) return undefined;
  const forms = readForms(await response.clone().text());
  return forms.find((form) => form.method === "POST" && form.buttons.some((button) => button.name === "decision"));
}

function fillIn(form: HtmlForm, walk: SignInWalk): URLSearchParams {
  const filled = new URLSearchParams([...form.fields]);
  if (form.fields.has("password")) {
    filled.set("login", walk.login);
    filled.set("password", walk.password);
  }
  if (form.fields.has("user_code")) filled.set("user_code", walk.userCode ?? "");
  const wanted = buttonToPress(form, walk);
  const button = form.buttons.find(({ value }) => value === wanted);
  if (button === undefined) throw new Error(`the page has no button "${wanted}"`);
  filled.set(button.name, button.value);
  return filled;
}

function buttonToPress({ fields, buttons }: HtmlForm, { login, decision }: SignInWalk): string {
  if (fields.has("password")) return "sign-in";
  if (fields.has("user_code")) return "continue";
  const accounts = buttons.filter(({ name }) => name === "account").map(({ value }) => value);
  if (accounts.length === 0) return decision;
  return accounts.includes(login) ? login : "switch-account";
}
