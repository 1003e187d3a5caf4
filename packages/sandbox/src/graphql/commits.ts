import type { Commit } from "../history.ts";
import { signatureOf } from "../rest/bodies/history.ts";
import type { SeedRepository } from "../seed.ts";
import { fullName } from "../world.ts";
import { connection, type PageArguments } from "./connection.ts";
import type { Fields, GraphRequest } from "./fields.ts";

/** GitHub's `Commit`. */
export function commitNode(
  request: GraphRequest,
  { repository, commit }: { repository: SeedRepository; commit: Commit },
): Fields {
  const { core, exchange } = request;
  const { sha, message, author, committedAt } = commit;
  const url = `${exchange.address.webOrigin}/${fullName(repository)}/commit/${sha}`;
  const signer = { ...signatureOf(core, author), user: () => request.nodes.accountByLogin(author) };
  return {
    __typename: "Commit",
    id: Buffer.from(`06:Commit${repository.id}:${sha}`).toString("base64"),
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    message,
    messageHeadline: message.split("\n", 1)[0] ?? "",
    messageBody: message.split("\n").slice(1).join("\n").trim(),
    authoredDate: committedAt,
    committedDate: committedAt,
    statusCheckRollup: null,
    url,
    commitUrl: url,
    author: signer,
    authors: (args: PageArguments) => connection([signer], args, { node: (each) => each }),
  };
}
