import { html } from "hono/html";
import { isWebAddress } from "../apps/judge-address.ts";
import type { Markup } from "./document.ts";

/** Small things that several pages say in the same way. */

const dayMs = 86_400_000;

/** A day as people write it, in UTC, with the exact instant for machines. */
export function day(at: number): Markup {
  const instant = new Date(at).toISOString();
  const words = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(at);
  return html`<time datetime="${instant}">${words}</time>`;
}

/** How long ago something was used, no more exactly than people care. */
export function lastUsed(at: number | undefined, now: number): Markup | string {
  if (at === undefined) return "Never used";
  if (now - at < dayMs) return "Used within the last day";
  return html`Last used on ${day(at)}`;
}

/** An address of somebody else's: a link only if it leads to a web page, else text. */
export function addressOf(url: string): Markup {
  return isWebAddress(url)
    ? html`<a href="${url}" rel="noopener noreferrer nofollow">${url}</a>`
    : html`<code>${url}</code>`;
}

export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** What was left to be told on this page; a secret among it is shown this once. */
export function noticeBox(notice: { readonly text: string } | undefined): Markup | "" {
  return notice === undefined ? "" : html`<div class="good" role="status"><p>${notice.text}</p></div>`;
}
