/** One scope of an OAuth app, in words for people. */
export interface ScopeDescription {
  readonly name: string;
  /** `write` when a token with this scope can change something; whatever the scope's name suggests. */
  readonly access: "read" | "write";
  /** What a program sees with it, or for scopes that only write, what they are for. */
  readonly sees: string;
  /** What else it allows, beyond what people usually ask it for; null when nothing. */
  readonly alsoAllows: string | null;
  /** The scopes it contains directly. */
  readonly contains: readonly string[];
}

/** The scopes GitHub knows. @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps */
export const scopeCatalogue: readonly ScopeDescription[] = [
  reads("read:user", "your profile, the private parts included"),
  reads("user:email", "your e-mail addresses"),
  writes("user:follow", "whom you follow", "follow and unfollow people as you"),
  writes("user", "your profile, e-mail addresses and whom you follow", "change your profile and whom you follow", [
    "read:user",
    "user:email",
    "user:follow",
  ]),
  writes(
    "repo",
    "your public and private repositories, with issues and pull requests",
    "change all of them: push code, edit issues, manage collaborators, deployments and webhooks. GitHub has no read-only scope for private repositories",
    ["repo:status", "repo_deployment", "public_repo", "repo:invite", "security_events"],
  ),
  writes(
    "public_repo",
    "public repositories, which need no scope to be read",
    "change them: push code, edit issues, star repositories as you",
  ),
  writes("repo:status", "commit statuses of your repositories, private ones included", "set commit statuses"),
  writes("repo_deployment", "deployments of your repositories", "create deployments and set their status"),
  writes("repo:invite", "invitations to repositories", "accept and decline invitations as you"),
  writes("security_events", "security alerts of code scanning", "dismiss and reopen them"),
  writes("delete_repo", "no data", "delete repositories you administer"),
  writes("workflow", "no data beyond what other scopes show", "add and change GitHub Actions workflow files"),
  writes("gist", "your gists", "create and change gists"),
  writes("notifications", "your notifications", "mark them as read, and watch or unwatch repositories as you"),
  reads("read:org", "your organisations, teams and memberships"),
  writes("write:org", "your organisations, teams and memberships", "change memberships and teams", ["read:org"]),
  writes("admin:org", "everything of your organisations", "manage organisations, their teams and members", [
    "write:org",
  ]),
  writes("admin:org_hook", "webhooks of your organisations", "create, change and delete them"),
  reads("read:repo_hook", "webhooks of your repositories"),
  writes("write:repo_hook", "webhooks of your repositories", "create and change them", ["read:repo_hook"]),
  writes("admin:repo_hook", "webhooks of your repositories", "create, change and delete them", ["write:repo_hook"]),
  reads("read:public_key", "your SSH keys"),
  writes("write:public_key", "your SSH keys", "add keys to your account", ["read:public_key"]),
  writes("admin:public_key", "your SSH keys", "add and delete keys of your account", ["write:public_key"]),
  reads("read:gpg_key", "your GPG keys"),
  writes("write:gpg_key", "your GPG keys", "add keys to your account", ["read:gpg_key"]),
  writes("admin:gpg_key", "your GPG keys", "add and delete keys of your account", ["write:gpg_key"]),
  reads("read:project", "your projects"),
  writes("project", "your projects", "create, change and delete them", ["read:project"]),
  reads("read:packages", "packages in GitHub Packages"),
  writes("write:packages", "packages in GitHub Packages", "publish packages"),
  writes("delete:packages", "no data", "delete packages"),
  reads("read:discussion", "team discussions"),
  writes("write:discussion", "team discussions", "write and change them as you", ["read:discussion"]),
  writes("codespace", "your codespaces", "create and manage codespaces"),
  reads("read:audit_log", "audit logs of your organisations"),
  reads("read:enterprise", "enterprise profiles"),
  writes("manage_billing:enterprise", "enterprise billing", "change it"),
  writes("manage_runners:enterprise", "self-hosted runners of an enterprise", "add and remove runners"),
  writes("admin:enterprise", "everything of your enterprises", "manage enterprises", [
    "manage_runners:enterprise",
    "manage_billing:enterprise",
    "read:enterprise",
  ]),
];

function reads(name: string, sees: string): ScopeDescription {
  return { name, access: "read", sees, alsoAllows: null, contains: [] };
}

function writes(name: string, sees: string, alsoAllows: string, contains: readonly string[] = []): ScopeDescription {
  return { name, access: "write", sees, alsoAllows, contains };
}
