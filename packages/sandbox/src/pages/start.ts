import { html } from "hono/html";
import type { Address } from "../address.ts";
import type { PlantedSeed } from "../seed.ts";
import { githubAppsPath, oauthAppsPath } from "./apps.ts";
import { grantsPath } from "./grants.ts";
import { installationsPath } from "./installations.ts";
import type { Page } from "./respond.ts";
import { peopleOfSandbox } from "./sign-in.ts";

/** Says what this is, and leads to everything. It knows nobody: no cookie is sent here. */
export function startPage({ seed, address }: { seed: PlantedSeed; address: Address }): Page {
  return {
    status: 200,
    title: "Welcome",
    main: html`<h1>A GitHub of your own</h1>
<p class="lead">People sign in here, apps ask for permission, and tokens open an API, as on GitHub. All of it is invented, stays on this
computer, and is gone when the sandbox ends.</p>
<nav class="card" aria-label="Everything there is">
<ul class="rows">
${entry("/login", "Sign in", "as one of the people below")}
${entry(grantsPath, "Applications", "what apps may do with an account, and how to take it back")}
${entry(oauthAppsPath, "OAuth apps", "register an app, get its client ID and secrets")}
${entry(githubAppsPath, "GitHub Apps", "make one from a manifest")}
${entry(installationsPath, "Installations", "which repositories GitHub Apps reach")}
${entry("/login/device", "Connect a device", "type the code that a device shows")}
${entry("/_sandbox/flows", "Journal", "every sign-in as a diagram; asks for the control token")}
${entry("/logout", "Sign out", "of this browser")}
</ul>
</nav>
<section class="card" aria-labelledby="programs">
<h2 id="programs">For programs</h2>
<dl class="stacked">
<div><dt>Authorize</dt><dd><code>${address.webOrigin}/login/oauth/authorize</code></dd></div>
<div><dt>Token</dt><dd><code>${address.webOrigin}/login/oauth/access_token</code></dd></div>
<div><dt>Device code</dt><dd><code>${address.webOrigin}/login/device/code</code></dd></div>
<div><dt>REST</dt><dd><code>${address.apiBase}</code></dd></div>
</dl>
</section>
${peopleOfSandbox(seed)}`,
  };
}

function entry(path: string, name: string, words: string) {
  return html`<li><div><p class="name"><a href="${path}">${name}</a></p><p class="small">${words}</p></div></li>`;
}
