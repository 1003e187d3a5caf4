import { parse, serialize } from "hono/utils/cookie";
import type { Arrival } from "../arrival.ts";
import type { Control } from "../control/control.ts";
import { type Markup, textOfMarkup } from "../pages/document.ts";
import { sameText } from "../same-text.ts";
import { doorPage, flowsPage } from "./page.ts";
import { styleHash } from "./style.ts";

export const journalPagePath = "/_sandbox/flows";

interface Door {
  readonly control: Control;
  readonly token: string;
}

/**
 * The journal as a page, live. A browser cannot send a bearer token by itself, so that the page asks for the token once and keeps
 * it in a cookie that no script and no other site gets.
 */
export function answerJournalPage({ control, token }: Door, arrival: Arrival): Response {
  const { url, method, header, body } = arrival;
  const cookieName = `sandbox_control_${url.port}`;
  if (method === "POST") {
    const sent = new URLSearchParams(new TextDecoder().decode(body ?? new Uint8Array())).get("token") ?? "";
    if (!sameText(token, sent.trim())) return page(401, doorPage({ isRefused: true }));
    const cookie = serialize(cookieName, token, { path: "/_sandbox", httpOnly: true, sameSite: "Strict" });
    return new Response(null, {
      status: 303,
      headers: { ...headers, Location: journalPagePath, "Set-Cookie": cookie },
    });
  }
  if (method !== "GET") return new Response(null, { status: 405, headers: { ...headers, Allow: "GET, POST" } });
  if (!sameText(token, tokenOf(header, cookieName))) return page(401, doorPage({ isRefused: false }));
  const names = new Map(control.seed.apps.map(({ clientId, name }) => [clientId, name]));
  const view = {
    entries: control.journal.entries,
    isPaused: url.searchParams.has("pause"),
    nameOf: (clientId: string) => names.get(clientId) ?? clientId,
  };
  return page(200, flowsPage(view));
}

function tokenOf(header: Arrival["header"], cookieName: string): string {
  const [, bearer] = /^bearer +(\S+)$/i.exec(header("Authorization")?.trim() ?? "") ?? [];
  return bearer ?? parse(header("Cookie") ?? "", cookieName)[cookieName] ?? "";
}

const headers = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": `default-src 'none'; style-src ${styleHash}; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
} as const;

function page(status: number, markup: Markup): Response {
  return new Response(textOfMarkup(markup), {
    status,
    headers: { ...headers, "Content-Type": "text/html; charset=utf-8" },
  });
}
