import { html } from "hono/html";
import type { Grant } from "../grants.ts";
import { normalizeScopes } from "../oauth/scopes.ts";
import type { Notice } from "../state.ts";
import type { TokenRecord } from "../token-record.ts";
import type { Markup } from "./document.ts";
import type { Visitor } from "./layout.ts";
import { confirmed, ownForm } from "./own-form.ts";
import { grantedPermissions } from "./permissions.ts";
import type { Page } from "./respond.ts";
import { addressOf, count, day, lastUsed, noticeBox } from "./words.ts";

/** A grant with the access tokens of it that can still be used. */
export interface GrantView {
  readonly grant: Grant;
  readonly tokens: readonly TokenRecord[];
}

export interface GrantsView {
  readonly visitor: Visitor;
  readonly now: number;
  readonly notice: Notice | undefined;
}

export const grantsPath = "/settings/applications";

function grantPath({ app }: Grant): string {
  return `/settings/connections/applications/${app.clientId}`;
}

/** Settings > Applications: everything that was granted, and the ways to take it back. */
export function grantsPage({
  visitor,
  now,
  notice,
  grants,
}: GrantsView & { readonly grants: readonly GrantView[] }): Page {
  return {
    status: 200,
    title: "Applications",
    visitor,
    main: html`<h1>Applications</h1>
<p class="lead">Apps that may use the account <strong>${visitor.login}</strong>.</p>
${noticeBox(notice)}
${
  grants.length === 0
    ? html`<section class="card"><p>No app may use this account. When you sign in to one and authorize it, it appears here.</p></section>`
    : html`<section class="card" aria-label="Authorized apps"><ul class="rows">${grants.map((view) => row(view, visitor, now))}</ul></section>
${confirmed({
  summary: "Revoke all of them",
  explanation: "Every token of every app in this list stops working at once. The apps can ask you again.",
  action: grantsPath,
  csrf: visitor.csrf,
  button: { value: "revoke-all", label: "Revoke access of all apps" },
})}`
}`,
  };
}

function row({ grant, tokens }: GrantView, visitor: Visitor, now: number): Markup {
  const { app, scopes } = grant;
  return html`<li>
<div>
<p class="name"><a href="${grantPath(grant)}">${app.name}</a> <span class="chip">${kindOf(grant)}</span></p>
<p class="small">by ${app.owner} · ${lastUsed(grant.lastUsedAt, now)} · ${count(tokens.length, "token", "tokens")}</p>
<p class="small">${app.kind === "github-app" ? "permissions of its own" : scopeNames(scopes)}</p>
</div>
${ownForm({
  action: grantPath(grant),
  csrf: visitor.csrf,
  content: html`<button class="danger small-button" name="action" value="revoke" aria-label="Revoke access of ${app.name}">Revoke</button>`,
})}
</li>`;
}

/** One app in all detail. */
export function grantPage({ visitor, now, notice, grant, tokens }: GrantsView & GrantView): Page {
  const { app, scopes } = grant;
  return {
    status: 200,
    title: app.name,
    visitor,
    main: html`<h1>${app.name}</h1>
<p class="lead">${kindOf(grant)} by <strong>${app.owner}</strong></p>
${noticeBox(notice)}
<section class="card" aria-labelledby="about">
<h2 id="about">About</h2>
<dl>
<div><dt>Account</dt><dd>${visitor.login}</dd></div>
<div><dt>Homepage</dt><dd>${addressOf(app.homepageUrl)}</dd></div>
<div><dt>Authorized</dt><dd>${day(grant.grantedAt)}</dd></div>
<div><dt>Use</dt><dd>${lastUsed(grant.lastUsedAt, now)}</dd></div>
</dl>
</section>
<section class="card" aria-labelledby="permissions">
<h2 id="permissions">What it may do</h2>
<ul class="permissions">${grantedPermissions({ app, scopes: normalizeScopes(scopes) })}</ul>
</section>
<section class="card" aria-labelledby="tokens">
<h2 id="tokens">Tokens</h2>
${tokens.length === 0 ? html`<p>None that works.</p>` : html`<ul class="rows">${tokens.map((token) => tokenRow(token, now))}</ul>`}
</section>
${ownForm({
  action: grantPath(grant),
  csrf: visitor.csrf,
  content: html`<p>If you revoke access, all its tokens stop working at once.</p>
<button class="danger" name="action" value="revoke">Revoke access</button>`,
})}
<p><a href="${grantsPath}">Back to all applications</a></p>`,
  };
}

function tokenRow({ token, issuedAt, expiry, lastUsedAt, scopes }: TokenRecord, now: number): Markup {
  return html`<li><div>
<p class="name"><code>…${token.slice(-4)}</code></p>
<p class="small">Issued on ${day(issuedAt)} · ${lastUsed(lastUsedAt, now)} · ${expiry === undefined ? "does not expire" : html`expires on ${day(expiry.expiresAt)}`}</p>
<p class="small">${scopeNames(scopes)}</p>
</div></li>`;
}

function scopeNames(scopes: Iterable<string>): Markup {
  const names = normalizeScopes(scopes);
  return names.length === 0 ? html`no scopes` : html`${names.map((scope) => html`<code>${scope}</code> `)}`;
}

function kindOf({ app }: Grant): string {
  return app.kind === "github-app" ? "GitHub App" : "OAuth app";
}
