/**
 * The scopes of OAuth apps and what each one contains.
 *
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
 */
const contained: Readonly<Record<string, readonly string[]>> = {
  repo: ["repo:status", "repo_deployment", "public_repo", "repo:invite", "security_events"],
  "admin:repo_hook": ["write:repo_hook"],
  "write:repo_hook": ["read:repo_hook"],
  "admin:org": ["write:org"],
  "write:org": ["read:org"],
  "admin:public_key": ["write:public_key"],
  "write:public_key": ["read:public_key"],
  "admin:gpg_key": ["write:gpg_key"],
  "write:gpg_key": ["read:gpg_key"],
  user: ["read:user", "user:email", "user:follow"],
  project: ["read:project"],
  codespace: ["codespace:secrets"],
  "write:discussion": ["read:discussion"],
  "admin:enterprise": ["manage_runners:enterprise", "manage_billing:enterprise", "read:enterprise"],
};

const withoutParts = [
  ...["admin:org_hook", "gist", "notifications", "delete_repo", "workflow", "read:audit_log"],
  ...["write:packages", "read:packages", "delete:packages"],
];

/** Every scope that can be granted. */
const knownScopes: ReadonlySet<string> = new Set([
  ...Object.keys(contained),
  ...Object.values(contained).flat(),
  ...withoutParts,
]);

/** As a server announces them. */
export const scopeNames: readonly string[] = [...knownScopes].sort();

export function isKnownScope(scope: string): boolean {
  return knownScopes.has(scope);
}

/** Asks for a token that expires; it is neither shown, granted nor remembered as a scope. */
export const offlineAccess = "offline_access";

/** Splits a request's `scope`: GitHub's pages document spaces, and its own examples use commas as well. */
export function parseScopes(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((scope) => scope !== "");
}

/** Returns the scopes with everything that one of them contains. */
export function expandScopes(scopes: Iterable<string>): ReadonlySet<string> {
  const expanded = new Set<string>();
  const add = (scope: string): void => {
    expanded.add(scope);
    for (const part of contained[scope] ?? []) add(part);
  };
  for (const scope of scopes) add(scope);
  return expanded;
}

/** Returns the known scopes, sorted, without those another one contains: `user gist user:email` becomes `gist user`. */
export function normalizeScopes(scopes: Iterable<string>): readonly string[] {
  const known = [...new Set(scopes)].filter((scope) => knownScopes.has(scope));
  const parts = new Set(known.flatMap((scope) => [...expandScopes(contained[scope] ?? [])]));
  return known.filter((scope) => !parts.has(scope)).sort();
}
