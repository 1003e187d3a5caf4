import { createFromManifest, receiveManifest, showManifest, showNewGitHubApp } from "../manifest/create-app.ts";
import { respondWithPage } from "../pages/respond.ts";
import { startPage } from "../pages/start.ts";
import type { WebOperation } from "../web-operation.ts";
import { changeApp, registerOAuthApp, showApp, showApps, showNewApp } from "./apps.ts";
import { revokeEvery, revokeOne, showGrant, showGrants } from "./grants.ts";
import { chooseAccount, chooseRepositories, installApp, showPublicApp } from "./install.ts";
import { changeInstallation, showInstallation, showInstallations } from "./installations.ts";
import { showSignOut, signOut } from "./sign-out.ts";
import { forOwnForm, forVisitor } from "./visit.ts";

const grant = "/settings/connections/applications/:clientId";
const newApp = "/settings/applications/new";
const oauthApp = "/settings/applications/:id{[0-9]+}";
const newGitHubApp = "/settings/apps/new";
const pendingApp = "/settings/apps/new/:pending";
const githubApp = "/settings/apps/:slug";
const installation = "/settings/installations/:id{[0-9]+}";

/** Start page, settings and everything about apps, at GitHub's own addresses where it has them; the names are ours. */
export const settingsOperations: readonly WebOperation[] = [
  {
    id: "pages/start",
    method: "GET",
    path: "/",
    handle: ({ seed }, c) => respondWithPage(c, startPage({ seed, address: c.env.address })),
  },
  { id: "pages/sign-out-page", method: "GET", path: "/logout", handle: showSignOut },
  { id: "pages/sign-out", method: "POST", path: "/logout", handle: forOwnForm(signOut) },
  { id: "settings/grants-page", method: "GET", path: "/settings/applications", handle: forVisitor(showGrants) },
  { id: "settings/revoke-grants", method: "POST", path: "/settings/applications", handle: forOwnForm(revokeEvery) },
  { id: "settings/grant-page", method: "GET", path: grant, handle: forVisitor(showGrant) },
  { id: "settings/revoke-grant", method: "POST", path: grant, handle: forOwnForm(revokeOne) },
  {
    id: "settings/oauth-apps-page",
    method: "GET",
    path: "/settings/developers",
    handle: forVisitor(showApps("oauth-app")),
  },
  { id: "settings/new-app-page", method: "GET", path: newApp, handle: forVisitor(showNewApp) },
  { id: "settings/register-app", method: "POST", path: newApp, handle: forOwnForm(registerOAuthApp) },
  { id: "settings/app-page", method: "GET", path: oauthApp, handle: forVisitor(showApp) },
  { id: "settings/change-app", method: "POST", path: oauthApp, handle: forOwnForm(changeApp) },
  {
    id: "settings/github-apps-page",
    method: "GET",
    path: "/settings/apps",
    handle: forVisitor(showApps("github-app")),
  },
  { id: "settings/new-github-app-page", method: "GET", path: newGitHubApp, handle: forVisitor(showNewGitHubApp) },
  { id: "settings/receive-manifest", method: "POST", path: newGitHubApp, handle: receiveManifest },
  {
    id: "settings/receive-manifest",
    method: "POST",
    path: "/organizations/:org/settings/apps/new",
    handle: receiveManifest,
  },
  { id: "settings/manifest-page", method: "GET", path: pendingApp, handle: forVisitor(showManifest) },
  { id: "settings/create-from-manifest", method: "POST", path: pendingApp, handle: forOwnForm(createFromManifest) },
  { id: "settings/app-page", method: "GET", path: githubApp, handle: forVisitor(showApp) },
  { id: "settings/change-app", method: "POST", path: githubApp, handle: forOwnForm(changeApp) },
  {
    id: "settings/installations-page",
    method: "GET",
    path: "/settings/installations",
    handle: forVisitor(showInstallations),
  },
  { id: "settings/installation-page", method: "GET", path: installation, handle: forVisitor(showInstallation) },
  { id: "settings/change-installation", method: "POST", path: installation, handle: forOwnForm(changeInstallation) },
  { id: "apps/public-page", method: "GET", path: "/apps/:slug", handle: forVisitor(showPublicApp) },
  { id: "apps/install-page", method: "GET", path: "/apps/:slug/installations/new", handle: forVisitor(chooseAccount) },
  {
    id: "apps/repositories-page",
    method: "GET",
    path: "/apps/:slug/installations/new/permissions",
    handle: forVisitor(chooseRepositories),
  },
  { id: "apps/install", method: "POST", path: "/apps/:slug/installations", handle: forOwnForm(installApp) },
];
