import type { Answer } from "../answer.ts";
import type { RegisteredApp } from "../apps/registered-app.ts";
import { addSecret, isSlugFree, registerApp } from "../apps/registry.ts";
import type { Core, RequestContext } from "../core.ts";
import { mintHex } from "../mint.ts";
import { readForm } from "../oauth/form.ts";
import { redirectStatus, redirectWithin } from "../oauth/redirect.ts";
import { type FormVisit, refuseForm, type Visit } from "../oauth/visit.ts";
import { appPath, githubAppsPath } from "../pages/apps.ts";
import type { FieldErrors } from "../pages/fields.ts";
import { manifestPage, manifestRefusedPage, newGitHubAppPage } from "../pages/manifest.ts";
import { respondWithPage } from "../pages/respond.ts";
import { objectionToText } from "../settings/judge-app-form.ts";
import { withParameters } from "../settings/leave-to.ts";
import { manages } from "../settings/ownership.ts";
import { leaveNotice, nothingHere, visitorAt } from "../settings/visit.ts";
import { judgeManifest, longestAppName } from "./app-manifest.ts";
import { findManifest, keepManifest, mintManifestCode, type PendingManifest } from "./pending.ts";

/** `GET /settings/apps/new`: where a manifest can be pasted. */
export function showNewGitHubApp(_core: Core, c: RequestContext, visit: Visit): Answer {
  c.env.note.decision = "form_shown";
  return respondWithPage(c, newGitHubAppPage(visitorAt(visit, githubAppsPath)));
}

/**
 * `POST /settings/apps/new`, `POST /organizations/{org}/settings/apps/new`: takes a manifest from any page of any site. It
 * does nothing but keep it and lead on: the browser sends no cookie with a form of another site, so that only the page that
 * follows knows who looks, and that page asks.
 *
 * @see https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
 */
export async function receiveManifest(core: Core, c: RequestContext): Promise<Answer> {
  const form = await readForm(c);
  const judgement = judgeManifest(form?.get("manifest") ?? "");
  if (judgement.objections !== undefined) {
    c.env.note.decision = "manifest_refused";
    return respondWithPage(c, manifestRefusedPage(judgement.objections));
  }
  const { manifest } = judgement;
  const { id } = keepManifest(core, { manifest, organization: c.req.param("org"), state: c.req.query("state") });
  c.env.note.decision = "manifest_kept";
  return redirectWithin(c, `${githubAppsPath}/new/${id}`);
}

/** `GET /settings/apps/new/{id}`: shows the person what would be made. */
export function showManifest(core: Core, c: RequestContext, visit: Visit): Answer {
  const pending = pendingInPath(core, c, visit);
  if (pending === undefined) return nothingHere(c);
  c.env.note.decision = "manifest_shown";
  return manifestAnswer(c, visit, { pending, name: pending.manifest.name, errors: {} });
}

/** `POST /settings/apps/new/{id}`: makes the app, and leads back with a code that brings its secrets. */
export function createFromManifest(core: Core, c: RequestContext, visit: FormVisit): Answer {
  const pending = pendingInPath(core, c, visit);
  if (pending === undefined) return nothingHere(c);
  switch (visit.form.get("action")) {
    case "create":
      return createNamed(core, c, { visit, pending, name: visit.form.get("name")?.trim() ?? "" });
    case "cancel":
      core.state.manifests.delete(pending.id);
      c.env.note.decision = "manifest_dropped";
      return redirectWithin(c, githubAppsPath);
    default:
      return refuseForm(c);
  }
}

interface Naming {
  readonly visit: FormVisit;
  readonly pending: PendingManifest;
  readonly name: string;
}

function createNamed(core: Core, c: RequestContext, { visit, pending, name }: Naming): Answer {
  const objection = objectionToName(core, name);
  if (objection !== undefined) {
    c.env.note.decision = "fields_refused";
    return manifestAnswer(c, visit, { pending, name, errors: { name: objection } });
  }
  core.state.manifests.delete(pending.id);
  const { manifest, state } = pending;
  const app = registerManifest(core, pending.organization ?? visit.person.login, { ...manifest, name });
  const secret = addSecret(core, app);
  c.env.note.decision = "app_registered";
  c.env.note.clientId = app.clientId;
  if (manifest.redirectUrl === undefined) {
    leaveNotice(visit.session, `${app.name} is registered.`, secret.id);
    return redirectWithin(c, appPath(app));
  }
  const webhookSecret = manifest.webhookUrl === undefined ? undefined : mintHex(core.random, 40);
  if (webhookSecret !== undefined) core.reportSecret(webhookSecret);
  const code = mintManifestCode(core, { app, webhookSecret });
  c.header("Cache-Control", "no-store");
  return c.redirect(withParameters(manifest.redirectUrl, { code, state }), redirectStatus(c));
}

function registerManifest(core: Core, owner: string, manifest: PendingManifest["manifest"]): RegisteredApp {
  const { name, description, homepageUrl, callbackUrls, permissions, events, isPublic } = manifest;
  const { setupUrl, setupOnUpdate, requestsSignIn } = manifest;
  return registerApp(core, {
    kind: "github-app",
    owner,
    name,
    description,
    homepageUrl,
    callbacks: callbackUrls.map((url) => ({ url, wildcard: false })),
    expiringTokens: true,
    deviceFlow: false,
    githubApp: { permissions, events, isPublic, setupUrl, setupOnUpdate, requestsSignIn },
  });
}

/** Names of GitHub Apps are unique, since their addresses are made of them. */
function objectionToName({ state }: Core, name: string): string | undefined {
  if (name === "") return "Give the app a name.";
  return (
    objectionToText(name, longestAppName) ?? (isSlugFree(state, name) ? undefined : "There is an app of this name.")
  );
}

function manifestAnswer(
  c: RequestContext,
  visit: Visit,
  shown: { readonly pending: PendingManifest; readonly name: string; readonly errors: FieldErrors },
): Answer {
  return respondWithPage(c, manifestPage({ visitor: visitorAt(visit, githubAppsPath), ...shown }));
}

function pendingInPath(core: Core, c: RequestContext, { person }: Visit): PendingManifest | undefined {
  const pending = findManifest(core, c.req.param("pending") ?? "");
  if (pending?.organization !== undefined && !manages(core, person, pending.organization)) return undefined;
  return pending;
}
