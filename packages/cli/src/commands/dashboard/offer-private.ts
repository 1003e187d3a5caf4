import { type GitHubClient, missingScopes, requestRepositories } from "@dev-github-tool/github";
import type { Account } from "../../api.ts";
import type { CommandContext } from "../../command-context.ts";
import { widenSignIn } from "../../progressive/widen-sign-in.ts";
import { words } from "../../progressive/words.ts";
import { askWhether } from "../../prompt.ts";
import type { Entry } from "../../sign-in.ts";
import { text } from "../../text.ts";
import { showRepositories } from "./sections.ts";

const LIMIT = 10;

/** Offers to show private repositories, where they are hidden for lack of a scope; asks for the scope only on a yes. */
export async function offerPrivate(
  { client, approval }: Pick<Entry, "client" | "approval">,
  account: Account,
  context: CommandContext,
): Promise<void> {
  const { output, asking, signal } = context;
  if (!isHiding(client)) {
    return;
  }
  if (asking === undefined) {
    // Where no sign-in is kept, that command would help nobody.
    if (approval?.choice.place.kind !== "memory") {
      output.note("");
      output.note(text.dashboard.privateHidden);
    }
    return;
  }
  if (!(await askWhether(words.offerPrivate, { initial: false, asking }))) {
    return;
  }
  output.note("");
  const wider = await widenSignIn(account, context);
  await showRepositories(
    await requestRepositories(wider.client, { limit: LIMIT, visibility: "private", signal }),
    output,
  );
}

/** Without scopes in the answers it is a GitHub App, whose permissions are chosen where it is installed. */
function isHiding({ grantedScopes }: GitHubClient): boolean {
  return grantedScopes !== undefined && missingScopes(grantedScopes, ["repo"]).length > 0;
}
