import { html } from "hono/html";
import { wordsFor } from "../oauth/scope-words.ts";
import type { SeedPerson } from "../seed.ts";
import type { Session, Transaction } from "../state.ts";
import type { Markup } from "./layout.ts";
import type { Page } from "./respond.ts";

interface ConsentView {
  readonly session: Session;
  readonly transaction: Transaction;
  readonly person: SeedPerson;
  readonly scopes: readonly string[];
}

/** Asks the person: who wants what, for which account, and where the answer will go. */
export function consentPage({ session, transaction, person, scopes }: ConsentView): Page {
  const { app, redirectUri } = transaction.request;
  return {
    status: 200,
    title: `Authorize ${app.name}`,
    leadsTo: redirectUri,
    main: html`<h1>Authorize ${app.name}</h1>
<p class="lead"><strong>${app.name}</strong> by <strong>${app.owner}</strong> would like to use the account <strong>${person.login}</strong>.</p>
<section class="card" aria-labelledby="permissions">
<h2 id="permissions">What it could do</h2>
<ul class="permissions">${app.kind === "github-app" ? appPermissions() : scopePermissions(scopes)}</ul>
</section>
<section class="card" aria-labelledby="details">
<h2 id="details">Before you decide</h2>
<dl>
<div><dt>Account</dt><dd>${person.login}</dd></div>
<div><dt>App made by</dt><dd>${app.owner}</dd></div>
<div><dt>Leads back to</dt><dd>${returnPlace(redirectUri)}</dd></div>
</dl>
</section>
<form method="post" action="/login/oauth/authorize">
<input type="hidden" name="csrf" value="${session.csrf}">
<input type="hidden" name="transaction" value="${transaction.id}">
<div class="actions">
<button class="primary" name="decision" value="approve">Authorize</button>
<button name="decision" value="cancel">Cancel</button>
<button class="plain" name="decision" value="switch-account">Use another account</button>
</div>
</form>
<p class="small">The app does not learn your password. It gets a token that you can take back.</p>`,
  };
}

function scopePermissions(scopes: readonly string[]): Markup | readonly Markup[] {
  if (scopes.length === 0) {
    return permission(
      "Public information only",
      "read",
      html`The app can see what everybody can see. It can change nothing.`,
    );
  }
  return scopes.map((scope) => {
    const { title, access, explanation } = wordsFor(scope);
    return permission(title, access, html`${explanation} <code>${scope}</code>`);
  });
}

/** A GitHub App asks for no scopes: its permissions were chosen when it was registered and installed. */
function appPermissions(): Markup {
  const explanation = html`The app can see who you are, and those repositories of accounts it is installed on that you can see too.`;
  return permission("What you and the app can both see", "read", explanation);
}

function permission(title: string, access: "read" | "read and write", explanation: Markup): Markup {
  const chip =
    access === "read"
      ? html`<span class="chip">read only</span>`
      : html`<span class="chip writes">read and write</span>`;
  return html`<li><p class="name">${title} ${chip}</p><p class="meaning">${explanation}</p></li>`;
}

function returnPlace(redirectUri: string): string {
  const { host, origin, protocol } = new URL(redirectUri);
  return origin === "null" ? protocol : host;
}
