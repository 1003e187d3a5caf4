import { html } from "hono/html";
import type { Session } from "../state.ts";
import { ownForm } from "./own-form.ts";
import type { Page } from "./respond.ts";

/** Asks before it ends the session; without anybody signed in it says so. */
export function signOutPage(session: Session | undefined): Page {
  const people = session?.people ?? [];
  if (session === undefined || people.length === 0) {
    return {
      status: 200,
      title: "Signed out",
      main: html`<h1>Nobody is signed in</h1>
<p class="lead">The sandbox does not know this browser any more. What was granted to apps stays granted.</p>
<p class="lead"><a href="/login">Sign in</a> or <a href="/">go to the start page</a>.</p>`,
    };
  }
  return {
    status: 200,
    title: "Sign out",
    main: html`<h1>Sign out?</h1>
<p class="lead">Signed in as <strong>${people.map(({ login }) => login).join(", ")}</strong></p>
${ownForm({
  action: "/logout",
  csrf: session.csrf,
  content: html`<button class="primary" name="action" value="sign-out">Sign out</button>`,
})}`,
  };
}
