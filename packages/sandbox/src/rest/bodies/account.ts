import type { Address } from "../../address.ts";
import type { Core } from "../../core.ts";
import type { SeedPerson } from "../../seed.ts";
import type { Account } from "../../world.ts";
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

/** GitHub's `public-user`: the profile anybody can read. */
export function publicUser(core: Core, address: Address, person: SeedPerson) {
  const owned = core.world.repositoriesOwnedBy(person.login);
  return {
    ...simpleUser(address, { type: "User", ...person }),
    name: person.name,
    company: person.company,
    blog: person.blog,
    location: person.location,
    email: person.email,
    hireable: null,
    bio: person.bio,
    twitter_username: null,
    public_repos: owned.filter((repository) => !repository.private).length,
    public_gists: 0,
    followers: person.followers,
    following: person.following,
    created_at: person.createdAt,
    updated_at: person.updatedAt,
  };
}

/** GitHub's `private-user`: the same with what only the person sees. */
export function privateUser(core: Core, address: Address, person: SeedPerson) {
  const owned = core.world.repositoriesOwnedBy(person.login);
  const ownedPrivate = owned.filter((repository) => repository.private);
  return {
    ...publicUser(core, address, person),
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
