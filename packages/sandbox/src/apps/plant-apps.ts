import type { PlantedApp, PlantedSeed } from "../seed.ts";
import type { State } from "../state.ts";
import { install } from "./installations.ts";
import type { RegisteredApp } from "./registered-app.ts";
import { freeSlug, nextId } from "./registry.ts";

/** When the apps of a seed were registered, which it does not say. */
const registeredAt = Date.UTC(2026, 0, 15, 9);

/** Registers and installs the apps of a seed. */
export function plantApps(state: State, seed: PlantedSeed): void {
  for (const planted of seed.apps) {
    const app = register(state, planted);
    for (const place of planted.installedOn) {
      const [account = "", name] = place.split("/");
      const known = state.installations.get(`${app.clientId} ${account.toLowerCase()}`)?.repositories;
      const repository = seed.repositories.find((each) => each.owner === account && each.name === name);
      const chosen = new Set([...(known instanceof Set ? known : []), ...(repository ? [repository.id] : [])]);
      const repositories = name === undefined || known === "all" ? "all" : chosen;
      install({ state, now: () => registeredAt }, { app, account, repositories });
    }
  }
}

function register(state: State, planted: PlantedApp): RegisteredApp {
  const { clientId, clientSecret, kind, name, owner, homepageUrl, callbacks, expiringTokens, tokens } = planted;
  const app: RegisteredApp = {
    id: nextId(state, "app"),
    clientId,
    kind,
    name,
    owner,
    homepageUrl,
    callbacks,
    expiringTokens,
    tokens,
    slug: freeSlug(state, name),
    description: "",
    secrets: [{ id: nextId(state, "secret"), value: clientSecret, createdAt: registeredAt }],
    deviceFlow: planted.deviceFlow ?? false,
    anySecret: planted.anySecret ?? false,
    suspended: planted.suspended ?? false,
    createdAt: registeredAt,
    githubApp: kind === "github-app" ? plainGitHubApp : undefined,
  };
  state.apps.set(clientId, app);
  return app;
}

/** A seed says nothing about permissions: what the sandbox serves is for reading. */
const plainGitHubApp = {
  permissions: { metadata: "read", contents: "read", issues: "read", pull_requests: "read" },
  events: [],
  isPublic: true,
  setupUrl: undefined,
  setupOnUpdate: false,
  requestsSignIn: false,
} as const;
