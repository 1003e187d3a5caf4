import { html } from "hono/html";
import type { SeedPerson } from "../seed.ts";
import type { Session, Transaction } from "../state.ts";
import { consentForm } from "./consent-form.ts";
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
${consentForm({
  action: "/login/oauth/authorize",
  ...{ session, transaction, person, app, scopes },
  detail: { name: "Leads back to", value: placeOf(redirectUri) },
  buttons: html`<button class="plain" name="decision" value="switch-account">Use another account</button>`,
})}
<p class="small">The app does not learn your password. It gets a token that you can take back in the settings.</p>`,
  };
}

/** The part of an address that says who is behind it: its host, or its scheme when it has none. */
export function placeOf(address: string): string {
  const { host, origin, protocol } = new URL(address);
  return origin === "null" ? protocol : host;
}
