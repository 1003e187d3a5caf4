import { html } from "hono/html";
import type { Page } from "./respond.ts";

/** Pages on which a request ends. None of them repeats anything the request said, and none leads anywhere else. */

export const notFoundPage: Page = {
  status: 404,
  title: "Not found",
  main: html`<h1>There is nothing here</h1>
<p class="lead">The sandbox knows no page, or no app, under this address. If an app sent you, its client ID is not registered here.</p>
<p class="lead"><a href="/">Start page</a></p>`,
};

export const redirectRefusedPage: Page = {
  status: 400,
  title: "Be careful!",
  main: html`<h1>Be careful!</h1>
<p class="alarm" role="alert">The <code>redirect_uri</code> of this request is not associated with this application.</p>
<p>Nothing was sent to that address. If this is your own app, compare the address it sends with the callback URLs it has
registered: scheme, host, port and path, and a slash at the end.</p>`,
};

export const unreadableRequestPage: Page = {
  status: 400,
  title: "Request refused",
  main: html`<h1>This request cannot be read</h1>
<p class="lead">A parameter was sent twice, or is not encoded correctly. Go back to the app and start again.</p>`,
};

export const challengeRefusedPage: Page = {
  status: 400,
  title: "Request refused",
  main: html`<h1>This request cannot be granted</h1>
<p class="lead">Its PKCE challenge is missing, incomplete or not of the kind <code>S256</code>. Go back to the app and start again.</p>`,
};

export const foreignFormPage: Page = {
  status: 403,
  title: "Form refused",
  main: html`<h1>This form was not accepted</h1>
<p class="lead">It did not come from a page this browser was shown, or it is out of date, or cookies are switched off. Nothing
was granted. Go back to the app and start again.</p>`,
};

export const transactionOverPage: Page = {
  status: 403,
  title: "Request over",
  main: html`<h1>This request is over</h1>
<p class="lead">It was answered already, took too long, or began in another browser. Go back to the app and start again.</p>`,
};
