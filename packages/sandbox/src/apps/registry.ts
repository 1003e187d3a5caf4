import type { Core } from "../core.ts";
import { mintBase62, mintHex } from "../mint.ts";
import { sameText } from "../same-text.ts";
import type { State } from "../state.ts";
import { policyOf } from "../token-policy.ts";
import type { ClientSecret, RegisteredApp } from "./registered-app.ts";

/** GitHub's limits, for OAuth apps since August 2026. */
export const mostCallbacks = 10;
export const mostSecrets = 2;

export type AppDraft = Pick<
  RegisteredApp,
  | "kind"
  | "owner"
  | "name"
  | "description"
  | "homepageUrl"
  | "callbacks"
  | "expiringTokens"
  | "deviceFlow"
  | "githubApp"
>;

export function findApp({ apps }: State, clientId: string): RegisteredApp | undefined {
  return apps.get(clientId);
}

/** Finds an app by the part of addresses that names it; only GitHub Apps have such addresses. */
export function findAppBySlug({ apps }: State, slug: string): RegisteredApp | undefined {
  return [...apps.values()].find((app) => app.kind === "github-app" && app.slug === slug);
}

/** Apps of one owner, in the order in which they were registered. */
export function appsOwnedBy({ apps }: State, owner: string): readonly RegisteredApp[] {
  return [...apps.values()].filter((app) => app.owner.toLowerCase() === owner.toLowerCase());
}

/** Registers an app under a client id of its own. It has no secret yet. */
export function registerApp(core: Core, draft: AppDraft): RegisteredApp {
  const { state } = core;
  const app: RegisteredApp = {
    ...draft,
    id: nextId(state, "app"),
    // The beginnings of GitHub's newer client ids; what follows tells nothing.
    clientId: `${draft.kind === "github-app" ? "Iv23li" : "Ov23li"}${mintBase62(core.random, 14)}`,
    slug: freeSlug(state, draft.name),
    createdAt: core.now(),
    tokens: policyOf({ kind: draft.kind }, core.tokenPolicy),
    secrets: [],
    anySecret: false,
    suspended: false,
  };
  state.apps.set(app.clientId, app);
  return app;
}

/** Takes an app out of the registry, with its installations. What was granted to it has to be revoked before. */
export function removeApp({ apps, installations }: State, app: RegisteredApp): void {
  apps.delete(app.clientId);
  for (const [key, installation] of installations) if (installation.app === app) installations.delete(key);
}

/** Makes a secret for an app. @throws RangeError when it has two. */
export function addSecret(core: Core, app: RegisteredApp): ClientSecret {
  if (app.secrets.length >= mostSecrets) throw new RangeError("the app has as many secrets as it may have");
  const secret: ClientSecret = {
    id: nextId(core.state, "secret"),
    value: mintHex(core.random, 40),
    createdAt: core.now(),
  };
  app.secrets = [...app.secrets, secret];
  core.reportSecret(secret.value);
  return secret;
}

/** Deletes one of two secrets, and says whether it did: the last one stays, as on GitHub. */
export function deleteSecret(app: RegisteredApp, id: number): boolean {
  const remaining = app.secrets.filter((secret) => secret.id !== id);
  if (remaining.length === 0 || remaining.length === app.secrets.length) return false;
  app.secrets = remaining;
  return true;
}

/** Judges a client secret against every one the app has, in a time that does not tell which, and notes its use. */
export function provesApp(core: Core, app: RegisteredApp, presented: string): boolean {
  const matching = app.secrets.filter((secret) => sameText(secret.value, presented));
  for (const secret of matching) secret.lastUsedAt = core.now();
  return app.anySecret || matching.length > 0;
}

/** Counts up from what the seed took, so that an id never comes twice. */
export function nextId({ sequences }: State, of: "app" | "secret" | "installation" | "flow"): number {
  const id = (sequences.get(of) ?? 0) + 1;
  sequences.set(of, id);
  return id;
}

/** Returns a name's slug, with a number behind it when another app has it. */
export function freeSlug(state: State, name: string): string {
  const slug = slugOf(name);
  let candidate = slug;
  for (let count = 2; isTaken(state, candidate); count += 1) candidate = `${slug}-${count}`;
  return candidate;
}

/** Whether a GitHub App of this name would have the address that goes with it. */
export function isSlugFree(state: State, name: string): boolean {
  return !isTaken(state, slugOf(name));
}

/** Under `new` are the pages on which apps are made. */
function isTaken(state: State, slug: string): boolean {
  return slug === "new" || findAppBySlug(state, slug) !== undefined;
}

function slugOf(name: string): string {
  return (
    name
      .toLowerCase()
      .normalize("NFKD")
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-+|-+$/g, "") || "app"
  );
}
