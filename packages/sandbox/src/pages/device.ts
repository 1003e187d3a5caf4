import { html, raw } from "hono/html";
import type { RegisteredApp } from "../apps/registered-app.ts";
import type { SeedPerson } from "../seed.ts";
import type { DeviceTransaction, Session } from "../state.ts";
import { consentForm } from "./consent-form.ts";
import type { Page } from "./respond.ts";

interface DeviceCodeView {
  readonly session: Session;
  readonly person: SeedPerson;
  /** What was typed before, when it was refused, and why. */
  readonly refused?: { readonly typed: string; readonly reason: string } | undefined;
}

/** Asks for the code a device shows. */
export function deviceCodePage({ session, person, refused }: DeviceCodeView): Page {
  return {
    status: refused === undefined ? 200 : 422,
    title: "Connect a device",
    main: html`<h1>Connect a device</h1>
<p class="lead">Signed in as <strong>${person.login}</strong></p>
<form class="card" method="post" action="/login/device">
<input type="hidden" name="csrf" value="${session.csrf}">
<div class="field">
<label for="user_code">Code on the device</label>
<p class="hint" id="user_code-hint">Eight characters, such as <span class="whole">WDJB-MJHT</span>. Capitals and the hyphen do not matter.</p>
${refused === undefined ? "" : html`<p class="error" id="user_code-error" role="alert"><strong>Not accepted:</strong> ${refused.reason}</p>`}
<input class="code" id="user_code" name="user_code" value="${refused?.typed ?? ""}" maxlength="20" autocomplete="off" autocapitalize="characters" spellcheck="false" required aria-describedby="user_code-hint${refused === undefined ? "" : " user_code-error"}"${refused === undefined ? "" : raw(' aria-invalid="true"')}>
</div>
<button class="primary" name="decision" value="continue">Continue</button>
</form>
<p class="small">Type only a code that you see on a device of your own, and that you asked for just now. Whoever sent you a code by
mail or message wants to get into your account.</p>`,
  };
}

interface DeviceConsentView {
  readonly session: Session;
  readonly transaction: DeviceTransaction;
  readonly person: SeedPerson;
  readonly scopes: readonly string[];
}

/** Asks whether the device may have what it asks for. */
export function deviceConsentPage({ session, transaction, person, scopes }: DeviceConsentView): Page {
  const { app, userCode } = transaction.device;
  return {
    status: 200,
    title: `Authorize ${app.name} on a device`,
    main: html`<h1>Authorize ${app.name}</h1>
<p class="lead">A device that shows <strong>${userCode}</strong> would like to use the account <strong>${person.login}</strong>.</p>
${consentForm({
  action: "/login/device/confirm",
  ...{ session, transaction, person, app, scopes },
  detail: { name: "Code on the device", value: html`<code>${userCode}</code>` },
  warning: html`<p>Is this the code your own device shows right now? If not, cancel: somebody else’s device would get into your account.</p>`,
})}`,
  };
}

/** Tells that the device will know soon. */
export function deviceDonePage({ app, isApproved }: { app: RegisteredApp; isApproved: boolean }): Page {
  return isApproved
    ? {
        status: 200,
        title: "Device connected",
        main: html`<h1>The device is connected</h1>
<p class="lead"><strong>${app.name}</strong> was authorized. You can close this page and go back to the device.</p>
<p class="small">You can take this back at any time in the <a href="/settings/applications">settings</a>.</p>`,
      }
    : {
        status: 200,
        title: "Device not connected",
        main: html`<h1>The device was not connected</h1>
<p class="lead"><strong>${app.name}</strong> got nothing. You can close this page.</p>`,
      };
}
