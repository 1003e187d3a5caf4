import { html } from "hono/html";
import type { SeedPerson } from "../seed.ts";
import type { Session, Transaction } from "../state.ts";
import type { Page } from "./respond.ts";

interface AccountPickerView {
  readonly session: Session;
  readonly transaction: Transaction;
  /** Everybody who is signed in in this browser. */
  readonly people: readonly SeedPerson[];
}

/** Asks as whom to go on, where several accounts are signed in or the request wants the choice to be made. */
export function accountPickerPage({ session, transaction, people }: AccountPickerView): Page {
  const { app, redirectUri } = transaction.request;
  return {
    status: 200,
    title: "Choose an account",
    leadsTo: redirectUri,
    main: html`<h1>Choose an account</h1>
<p class="lead">to continue to <strong>${app.name}</strong></p>
<form class="card choices" method="post" action="/login/oauth/select-account">
<input type="hidden" name="csrf" value="${session.csrf}">
<input type="hidden" name="transaction" value="${transaction.id}">
${people.map(({ login, name }) => html`<button class="choice" name="account" value="${login}"><span>Continue as <strong>${login}</strong></span>${name === null ? "" : html`<span class="small">${name}</span>`}</button>`)}
<button class="plain" name="decision" value="switch-account">Use another account</button>
</form>
<p class="small">The app learns of the account you choose, and of no other.</p>`,
  };
}
