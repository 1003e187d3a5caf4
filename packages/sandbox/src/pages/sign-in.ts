import { html, raw } from "hono/html";
import type { PlantedSeed } from "../seed.ts";
import type { Session, Transaction } from "../state.ts";
import type { Markup } from "./document.ts";
import type { Page } from "./respond.ts";

/** As many people as are named to choose from; a seed may hold thousands. */
const peopleShown = 4;

interface SignInView {
  readonly seed: PlantedSeed;
  readonly session: Session;
  readonly transaction: Transaction | undefined;
  /** What was typed before, when it was refused. */
  readonly refusedLogin?: string | undefined;
}

export function signInPage({ seed, session, transaction, refusedLogin }: SignInView): Page {
  const login = refusedLogin ?? transaction?.request.loginHint ?? "";
  const refusal = refusedLogin === undefined ? "" : raw(' aria-invalid="true" aria-describedby="refusal"');
  return {
    status: refusedLogin === undefined ? 200 : 422,
    title: "Sign in",
    leadsTo: transaction?.request.redirectUri,
    main: html`<h1>Sign in to the sandbox</h1>
<p class="lead">${transaction === undefined ? "Choose one of the people who live here." : html`to continue to <strong>${transaction.request.app.name}</strong>`}</p>
${refusedLogin === undefined ? "" : html`<p class="alarm" role="alert" id="refusal">Wrong login or password. The people of this sandbox and their passwords are listed below.</p>`}
<form class="card" method="post" action="/login">
<input type="hidden" name="csrf" value="${session.csrf}">
${transaction === undefined ? "" : html`<input type="hidden" name="transaction" value="${transaction.id}">`}
<label for="login">Login</label>
<input id="login" name="login" value="${login}" autocomplete="off" autocapitalize="none" spellcheck="false" required${refusal}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="off" required${refusal}>
<button class="primary" name="decision" value="sign-in">Sign in</button>
</form>
${peopleOfSandbox(seed)}`,
  };
}

/** Who can sign in, and with which password. */
export function peopleOfSandbox(seed: PlantedSeed): Markup {
  return html`<section class="card" aria-labelledby="people">
<h2 id="people">Who lives here</h2>
<p class="small">Invented people with public passwords. Never type the password of a real account.</p>
<ul class="people">
${seed.people.slice(0, peopleShown).map((person) => html`<li><span>${person.login}</span> <code>${person.password}</code></li>`)}
</ul>
</section>`;
}

/** Shown to a person who signed in while no app was waiting. */
export function signedInPage(login: string): Page {
  return {
    status: 200,
    title: "Signed in",
    main: html`<h1>Signed in as ${login}</h1>
<p class="lead">No app is waiting for you. Start the sign-in from the app again, or close this page.</p>
<p class="lead"><a href="/settings/applications">See which apps may use this account</a>, <a href="/">go to the start page</a> or <a href="/logout">sign out</a>.</p>`,
  };
}
