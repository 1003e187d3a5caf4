import { createFromManifest, receiveManifest, showManifest, showNewGitHubApp } from "../manifest/create-app.ts";
import { forOwnForm, forVisitor } from "../oauth/visit.ts";
import { respondWithPage } from "../pages/respond.ts";
import { startPage } from "../pages/start.ts";
import type { WebOperation } from "../web-operation.ts";
import { changeApp, registerOAuthApp, showApp, showApps, showNewApp } from "./apps.ts";
import { revokeEvery, revokeOne, showGrant, showGrants } from "./grants.ts";
import { chooseAccount, chooseRepositories, installApp, showPublicApp } from "./install.ts";
import { changeInstallation, showInstallation, showInstallations } from "./installations.ts";
import { showSignOut, signOut } from "./sign-out.ts";

const grant = "/settings/connections/applications/:clientId";
const newApp = "/settings/applications/new";
const oauthApp = "/settings/applications/:id{[0-9]+}";
const newGitHubApp = "/settings/apps/new";
const pendingApp = "/settings/apps/new/:pending";
const githubApp = "/settings/apps/:slug";
const installation = "/settings/installations/:id{[0-9]+}";

type Place = readonly [id: string, path: string];

function page([id, path]: Place, show: Parameters<typeof forVisitor>[0]): WebOperation {
  return { id, method: "GET", path, handle: forVisitor(show) };
}

function form([id, path]: Place, act: Parameters<typeof forOwnForm>[0]): WebOperation {
  return { id, method: "POST", path, handle: forOwnForm(act) };
}

/** Start page, settings and everything about apps, at GitHub's own addresses where it has them; the names are ours. */
export const settingsOperations: readonly WebOperation[] = [
  {
    id: "pages/start",
    method: "GET",
    path: "/",
    handle: ({ seed }, c) => respondWithPage(c, startPage({ seed, address: c.env.address })),
  },
  { id: "pages/sign-out-page", method: "GET", path: "/logout", handle: showSignOut },
  form(["pages/sign-out", "/logout"], signOut),
  page(["settings/grants-page", "/settings/applications"], showGrants),
  form(["settings/revoke-grants", "/settings/applications"], revokeEvery),
  page(["settings/grant-page", grant], showGrant),
  form(["settings/revoke-grant", grant], revokeOne),
  page(["settings/oauth-apps-page", "/settings/developers"], showApps("oauth-app")),
  page(["settings/new-app-page", newApp], showNewApp),
  form(["settings/register-app", newApp], registerOAuthApp),
  page(["settings/app-page", oauthApp], showApp),
  form(["settings/change-app", oauthApp], changeApp),
  page(["settings/github-apps-page", "/settings/apps"], showApps("github-app")),
  page(["settings/new-github-app-page", newGitHubApp], showNewGitHubApp),
  ...[newGitHubApp, "/organizations/:org/settings/apps/new"].map(
    (path): WebOperation => ({ id: "settings/receive-manifest", method: "POST", path, handle: receiveManifest }),
  ),
  page(["settings/manifest-page", pendingApp], showManifest),
  form(["settings/create-from-manifest", pendingApp], createFromManifest),
  page(["settings/app-page", githubApp], showApp),
  form(["settings/change-app", githubApp], changeApp),
  page(["settings/installations-page", "/settings/installations"], showInstallations),
  page(["settings/installation-page", installation], showInstallation),
  form(["settings/change-installation", installation], changeInstallation),
  page(["apps/public-page", "/apps/:slug"], showPublicApp),
  page(["apps/install-page", "/apps/:slug/installations/new"], chooseAccount),
  page(["apps/repositories-page", "/apps/:slug/installations/new/permissions"], chooseRepositories),
  form(["apps/install", "/apps/:slug/installations"], installApp),
];
