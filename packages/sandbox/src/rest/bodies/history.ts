import type { Address } from "../../address.ts";
import type { Core } from "../../core.ts";
import { type Branch, type Commit, madeUpSha } from "../../history.ts";
import type { SeedRepository } from "../../seed.ts";
import { fullName } from "../../world.ts";
import { simpleUserOrNull } from "./account.ts";
import { nodeId } from "./node-id.ts";
import { repositoryApiUrl } from "./repository.ts";

interface HistoryView {
  readonly core: Core;
  readonly address: Address;
  readonly repository: SeedRepository;
}

/** GitHub's `short-branch`. */
export function branchBody({ address, repository }: HistoryView, { name, sha, protected: isProtected }: Branch) {
  const url = repositoryApiUrl(address, repository);
  return {
    name,
    commit: { sha, url: `${url}/commits/${sha}` },
    protected: isProtected,
    protection_url: `${url}/branches/${encodeURIComponent(name)}/protection`,
  };
}

/** GitHub's `commit`. */
export function commitBody(view: HistoryView, commit: Commit) {
  const { core, address, repository } = view;
  const { sha, message, author, parent } = commit;
  const url = repositoryApiUrl(address, repository);
  const html = `${address.webOrigin}/${fullName(repository)}/commit`;
  const tree = madeUpSha(repository, `tree of ${sha}`);
  const user = simpleUserOrNull(core, address, author);
  const signature = { ...signatureOf(core, author), date: commit.committedAt };
  return {
    sha,
    node_id: nodeId("Commit", repository.id),
    commit: {
      author: signature,
      committer: signature,
      message,
      tree: { sha: tree, url: `${url}/git/trees/${tree}` },
      url: `${url}/git/commits/${sha}`,
      comment_count: 0,
    },
    url: `${url}/commits/${sha}`,
    html_url: `${html}/${sha}`,
    comments_url: `${url}/commits/${sha}/comments`,
    author: user,
    committer: user,
    parents:
      parent === undefined ? [] : [{ sha: parent, url: `${url}/commits/${parent}`, html_url: `${html}/${parent}` }],
  };
}

/** Name and address a commit is signed with; somebody's who has no account when the author is null. */
export function signatureOf(core: Core, author: string | null): { name: string; email: string } {
  const account = author === null ? undefined : core.world.account(author);
  if (account === undefined) return { name: "Somebody", email: "somebody@example.com" };
  return {
    name: account.name ?? account.login,
    email: account.email ?? `${account.id}+${account.login}@users.noreply.github.com`,
  };
}
