/** One permission as the consent page tells it. */
export interface ScopeWords {
  readonly access: "read" | "read and write";
  readonly title: string;
  readonly explanation: string;
}

const read = (title: string, explanation: string): ScopeWords => ({ access: "read", title, explanation });
const write = (title: string, explanation: string): ScopeWords => ({ access: "read and write", title, explanation });

const words: Readonly<Record<string, ScopeWords>> = {
  repo: write(
    "All your repositories, public and private",
    "The app can read and write code, issues, pull requests, settings, webhooks and collaborators. There is no version of this permission that only reads.",
  ),
  public_repo: write(
    "Your public repositories",
    "The app can read and write code, issues and pull requests, and star repositories. Reading them needs no permission.",
  ),
  "repo:status": write("Commit statuses", "The app can read and set statuses of commits, but not read code."),
  repo_deployment: write("Deployments", "The app can read and set deployment statuses, but not read code."),
  "repo:invite": write("Repository invitations", "The app can accept and decline invitations to repositories."),
  security_events: write("Security alerts", "The app can read and dismiss code scanning alerts."),
  "admin:repo_hook": write("Repository webhooks", "The app can read, create, change, ping and delete webhooks."),
  "write:repo_hook": write("Repository webhooks", "The app can read, create and ping webhooks."),
  "read:repo_hook": read("Repository webhooks", "The app can see webhooks and ping them."),
  "admin:org": write("Organizations and teams", "The app can manage organizations, their teams and their members."),
  "write:org": write("Organizations and teams", "The app can change memberships and organization projects."),
  "read:org": read("Organizations and teams", "The app can see your organizations, teams and memberships."),
  "admin:org_hook": write("Organization webhooks", "The app can manage webhooks of organizations it made."),
  "admin:public_key": write("SSH keys", "The app can see, add and remove your public SSH keys."),
  "write:public_key": write("SSH keys", "The app can see and add public SSH keys."),
  "read:public_key": read("SSH keys", "The app can see your public SSH keys."),
  "admin:gpg_key": write("GPG keys", "The app can see, add and remove your GPG keys."),
  "write:gpg_key": write("GPG keys", "The app can see and add GPG keys."),
  "read:gpg_key": read("GPG keys", "The app can see your GPG keys."),
  gist: write("Gists", "The app can create and change your gists."),
  notifications: write(
    "Notifications",
    "The app can read your notifications, mark them as read and change what you watch.",
  ),
  delete_repo: write("Deleting repositories", "The app can delete repositories you administer."),
  workflow: write("Workflows", "The app can add and change the workflow files of GitHub Actions."),
  "read:audit_log": read("Audit log", "The app can read audit logs."),
  user: write(
    "Your profile",
    "The app can read and change your profile, read your email addresses, and follow people for you.",
  ),
  "read:user": read("Your profile", "The app can read your profile, also what others do not see. It cannot change it."),
  "user:email": read("Email addresses", "The app can read your email addresses, also the hidden ones."),
  "user:follow": write("Following", "The app can follow and unfollow people for you."),
  project: write("Projects", "The app can read and change your projects."),
  "read:project": read("Projects", "The app can read your projects."),
  "write:packages": write("Packages", "The app can upload and publish packages."),
  "read:packages": read("Packages", "The app can download packages."),
  "delete:packages": write("Deleting packages", "The app can delete packages."),
  codespace: write("Codespaces", "The app can create and manage your codespaces."),
  "codespace:secrets": write("Codespace secrets", "The app can change the secrets of your codespaces."),
  "write:discussion": write("Team discussions", "The app can read and write team discussions."),
  "read:discussion": read("Team discussions", "The app can read team discussions."),
  "admin:enterprise": write("Enterprises", "The app can manage enterprises."),
  "manage_runners:enterprise": write("Enterprise runners", "The app can manage the runners of enterprises."),
  "manage_billing:enterprise": write("Enterprise billing", "The app can read and change billing data of enterprises."),
  "read:enterprise": read("Enterprises", "The app can read the profile of enterprises."),
};

/** Returns what a scope lets an app do, in plain words; a scope without words of its own shows its name. */
export function wordsFor(scope: string): ScopeWords {
  return words[scope] ?? write(scope, "The app gets this permission.");
}
