import type { Core } from "../core.ts";
import type { SeedRepository } from "../seed.ts";
import type { State } from "../state.ts";
import type { Installation, RegisteredApp } from "./registered-app.ts";
import { nextId } from "./registry.ts";

/** Returns the installation of an app on an account; there is at most one. */
export function installationOn(
  { installations }: State,
  app: RegisteredApp,
  account: string,
): Installation | undefined {
  return installations.get(installationKey(app, account));
}

export function installationsOf({ installations }: State, app: RegisteredApp): readonly Installation[] {
  return [...installations.values()].filter((installation) => installation.app === app);
}

/** Installs an app on an account, or changes which repositories it reaches there. */
export function install(
  { state, now }: Pick<Core, "state" | "now">,
  { app, account, repositories }: Pick<Installation, "app" | "account" | "repositories">,
): Installation {
  const known = installationOn(state, app, account);
  if (known !== undefined) {
    known.repositories = repositories;
    return known;
  }
  const installation = { id: nextId(state, "installation"), app, account, repositories, createdAt: now() };
  state.installations.set(installationKey(app, account), installation);
  return installation;
}

export function uninstall({ installations }: State, { app, account }: Installation): void {
  installations.delete(installationKey(app, account));
}

/** Whether a GitHub App is installed where it reaches this repository. */
export function reachesRepository(state: State, app: RegisteredApp, repository: SeedRepository): boolean {
  const chosen = installationOn(state, app, repository.owner)?.repositories;
  return chosen === "all" || chosen?.has(repository.id) === true;
}

function installationKey(app: RegisteredApp, account: string): string {
  return `${app.clientId} ${account.toLowerCase()}`;
}
