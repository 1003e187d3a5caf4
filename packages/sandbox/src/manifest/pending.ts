import type { RegisteredApp } from "../apps/registered-app.ts";
import type { Core } from "../core.ts";
import { mintHex } from "../mint.ts";
import { forgetOld } from "../state.ts";
import type { AppManifest } from "./app-manifest.ts";

/** A manifest that waits for a person to look at it. It came from another site, so no browser is known to have sent it. */
export interface PendingManifest {
  readonly id: string;
  readonly manifest: AppManifest;
  /** Login of the organisation it is for; undefined for whoever looks. */
  readonly organization: string | undefined;
  readonly state: string | undefined;
  readonly startedAt: number;
}

/** What a code brings, once: the app that was made, and what only its maker may know. */
export interface ManifestCode {
  readonly code: string;
  readonly app: RegisteredApp;
  readonly webhookSecret: string | undefined;
  readonly startedAt: number;
}

/** GitHub: the steps of the flow have to be done within an hour. */
const lifetimeMs = 3_600_000;

/** Anybody may send manifests; beyond this many the oldest one is forgotten. */
const mostPending = 100;

export function keepManifest(
  { state, random, now }: Core,
  pending: Omit<PendingManifest, "id" | "startedAt">,
): PendingManifest {
  forgetOld(state.manifests, (each) => isOver(each, now()) || state.manifests.size >= mostPending);
  const kept = { ...pending, id: mintHex(random, 32), startedAt: now() };
  state.manifests.set(kept.id, kept);
  return kept;
}

export function findManifest({ state, now }: Core, id: string): PendingManifest | undefined {
  const pending = state.manifests.get(id);
  return pending === undefined || isOver(pending, now()) ? undefined : pending;
}

export function mintManifestCode(core: Core, made: Omit<ManifestCode, "code" | "startedAt">): string {
  const { state, random, now } = core;
  forgetOld(state.manifestCodes, (each) => isOver(each, now()));
  const code = mintHex(random, 40);
  state.manifestCodes.set(code, { ...made, code, startedAt: now() });
  core.reportSecret(code);
  return code;
}

/** Uses a code up. */
export function takeManifestCode({ state, now }: Core, code: string): ManifestCode | undefined {
  const found = state.manifestCodes.get(code);
  state.manifestCodes.delete(code);
  return found === undefined || isOver(found, now()) ? undefined : found;
}

function isOver({ startedAt }: { readonly startedAt: number }, now: number): boolean {
  return startedAt + lifetimeMs <= now;
}
