import { html } from "hono/html";
import type { SeedPerson } from "../seed.ts";
import type { Session, Transaction } from "../state.ts";
import { permissionsOf } from "./permissions.ts";
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
<form method="post" action="/login/oauth/authorize">
<input type="hidden" name="csrf" value="${session.csrf}">
<input type="hidden" name="transaction" value="${transaction.id}">
${permissionsOf({ app, scopes })}
<section class="card" aria-labelledby="details">
<h2 id="details">Before you decide</h2>
<dl>
<div><dt>Account</dt><dd>${person.login}</dd></div>
<div><dt>App made by</dt><dd>${app.owner}</dd></div>
<div><dt>Leads back to</dt><dd>${placeOf(redirectUri)}</dd></div>
</dl>
</section>
<div class="actions">
<button class="primary" name="decision" value="approve">Authorize</button>
<button name="decision" value="cancel">Cancel</button>
<button class="plain" name="decision" value="switch-account">Use another account</button>
</div>
</form>
<p class="small">The app does not learn your password. It gets a token that you can take back in the settings.</p>`,
  };
}

/** The part of an address that says who is behind it: its host, or its scheme when it has none. */
export function placeOf(address: string): string {
  const { host, origin, protocol } = new URL(address);
  return origin === "null" ? protocol : host;
}
