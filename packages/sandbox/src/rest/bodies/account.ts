import type { Address } from "../../address.ts";
import type { Core } from "../../core.ts";
import type { SeedOrganization, SeedPerson } from "../../seed.ts";
import { type Account, sameName } from "../../world.ts";
import { nodeId } from "./node-id.ts";

/** GitHub's `simple-user`: how a person or organisation appears inside other bodies. */
function simpleUser(address: Address, account: Account) {
  const { id, login, type } = account;
  const url = `${address.apiBase}/users/${login}`;
  return {
    login,
    id,
    node_id: nodeId(type, id),
    avatar_url: `${address.webOrigin}/avatars/u/${id}`,
    gravatar_id: "",
    url,
    html_url: `${address.webOrigin}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    user_view_type: "public",
    site_admin: false,
  };
}

/** Returns the account behind a login of the seed; null for a deleted one, as GitHub has it. */
export function simpleUserOrNull(core: Core, address: Address, login: string | null) {
  const account = login === null ? undefined : core.world.account(login);
  return account === undefined ? null : simpleUser(address, account);
}

/** GitHub's `public-user`: the profile anybody can read; organisations have one too. */
export function publicUser(core: Core, address: Address, account: Account) {
  const owned = core.world.repositoriesOwnedBy(account.login);
  const profile = account.type === "User" ? profileOfPerson(account) : profileOfOrganization(account);
  return {
    ...simpleUser(address, account),
    ...profile,
    hireable: null,
    twitter_username: null,
    public_repos: owned.filter((repository) => !repository.private).length,
    public_gists: 0,
  };
}

function profileOfPerson(person: SeedPerson) {
  const { name, company, blog, location, email, bio, followers, following, createdAt, updatedAt } = person;
  const shared = { name, company, blog, location, email, bio, followers, following };
  return { ...shared, created_at: createdAt, updated_at: updatedAt };
}

function profileOfOrganization(organization: SeedOrganization) {
  const { name = null, blog = null, location = null, email = null, description = null } = organization;
  const shared = { name, company: null, blog, location, email, bio: description, followers: 0, following: 0 };
  return { ...shared, ...instantsOf(organization) };
}

function instantsOf({ createdAt = foundedAt, updatedAt = createdAt }: SeedOrganization) {
  return { created_at: createdAt, updated_at: updatedAt };
}

/** When organisations began whose seed does not say. */
export const foundedAt = "2016-01-01T00:00:00Z";

/** GitHub's `private-user`: the same with what only the person sees. */
export function privateUser(core: Core, address: Address, person: SeedPerson) {
  const owned = core.world.repositoriesOwnedBy(person.login);
  const ownedPrivate = owned.filter((repository) => repository.private);
  return {
    ...publicUser(core, address, { type: "User", ...person }),
    user_view_type: "private",
    private_gists: 0,
    total_private_repos: core.world.repositoriesOf(person).filter((repository) => repository.private).length,
    owned_private_repos: ownedPrivate.length,
    disk_usage: owned.reduce((kibibytes, repository) => kibibytes + repository.size, 0),
    collaborators: new Set(ownedPrivate.flatMap((repository) => repository.collaborators)).size,
    two_factor_authentication: true,
    plan: { name: "free", space: 976_562_499, collaborators: 0, private_repos: 10_000 },
  };
}

/** GitHub's `organization-simple`. */
export function simpleOrganization(address: Address, { login, id, description = null }: SeedOrganization) {
  const url = `${address.apiBase}/orgs/${login}`;
  return {
    login,
    id,
    node_id: nodeId("Organization", id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${address.webOrigin}/avatars/u/${id}`,
    description,
  };
}

/** GitHub's `organization-full`, as anybody sees it. */
export function fullOrganization(core: Core, address: Address, organization: SeedOrganization) {
  const { login, name, email, blog, location } = organization;
  const owned = core.world.repositoriesOwnedBy(login);
  return {
    ...simpleOrganization(address, organization),
    ...(name && { name }),
    ...(email && { email }),
    ...(blog && { blog }),
    ...(location && { location }),
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: owned.filter((repository) => !repository.private).length,
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: `${address.webOrigin}/${login}`,
    type: "Organization",
    ...instantsOf(organization),
    archived_at: null,
  };
}

export function isOwnerOf({ owners, members }: SeedOrganization, { login }: SeedPerson): boolean {
  return (owners ?? members.slice(0, 1)).some((owner) => sameName(owner, login));
}
