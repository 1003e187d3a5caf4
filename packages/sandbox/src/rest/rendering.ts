import type { Address } from "../address.ts";
import type { Core } from "../core.ts";
import type { SeedRepository } from "../seed.ts";
import { type ApiVersion, serialize } from "./api-version.ts";
import { repositoryBody, roleOf } from "./bodies/repository.ts";
import { weakTag } from "./conditional.ts";
import type { RestRequest } from "./operation.ts";
import type { Viewer } from "./viewer.ts";

interface Rendering {
  readonly core: Core;
  readonly address: Address;
  readonly version: ApiVersion;
}

/** Writes a body that follows from the seed and the address alone; each is written once. `name` tells it apart. */
export function rendered({ core, address, version }: Rendering, name: string, body: () => unknown): string {
  return core.world.texts.recall(`${version} ${address.apiBase} ${name}`, () => serialize(body(), version));
}

/** The same for the whole body of an answer, with its ETag. */
export function renderedWhole(
  view: Rendering,
  name: string,
  write: () => string,
): { readonly text: string; readonly etag: string } {
  const key = `${view.version} ${view.address.apiBase} ${name}`;
  const { texts } = view.core.world;
  const text = texts.recall(key, write);
  return { text, etag: texts.recall(`etag of ${key}`, () => weakTag(text)) };
}

/** GitHub's `repository` as JSON: what a viewer may do is all that differs from one to the next. */
export function renderedRepository(request: RestRequest, repository: SeedRepository): string {
  const view = viewOf(request);
  const name = `repository ${repository.id} ${roleOf(view, repository)}`;
  return rendered(view, name, () => repositoryBody(view, repository));
}

export function renderedList(texts: readonly string[]): string {
  return `[${texts.join(",")}]`;
}

export interface View extends Rendering {
  readonly viewer: Viewer;
}

export function viewOf({ core, exchange, version, viewer }: RestRequest): View {
  return { core, address: exchange.address, version, viewer };
}
