import { scopeCatalogue } from "./scope-catalogue.ts";

const containedIn = new Map(scopeCatalogue.map(({ name, contains }) => [name, contains]));

/**
 * Gives every scope that `scope` contains, at any depth, without itself: `user` implies `read:user`.
 *
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps#available-scopes
 */
export function impliedScopes(scope: string): readonly string[] {
  return (containedIn.get(scope) ?? []).flatMap((contained) => [contained, ...impliedScopes(contained)]);
}

/** Gives those of `needed` that `granted` neither names nor implies. */
export function missingScopes(granted: readonly string[], needed: readonly string[]): readonly string[] {
  const held = new Set(granted.flatMap((scope) => [scope, ...impliedScopes(scope)]));
  return needed.filter((scope) => !held.has(scope));
}

/**
 * Gives the same scopes as GitHub keeps them: each once, and none that another one implies.
 *
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps#normalized-scopes
 */
export function normalizeScopes(scopes: readonly string[]): readonly string[] {
  const implied = new Set(scopes.flatMap(impliedScopes));
  return [...new Set(scopes)].filter((scope) => !implied.has(scope));
}

/** Gives the scope that was probably meant, or undefined: `user:read` and `Read-User` mean `read:user`. */
export function suggestScope(misspelt: string): string | undefined {
  const meant = wordsOf(misspelt);
  return scopeCatalogue.find(({ name }) => wordsOf(name) === meant)?.name;
}

/** Parses a list of scopes as GitHub's headers and people write them: separated by commas, spaces or both. */
export function parseScopes(list: string): readonly string[] {
  return list.split(/[\s,]+/).filter((scope) => scope !== "");
}

function wordsOf(scope: string): string {
  return scope
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "")
    .toSorted()
    .join(" ");
}
