import { missingScopes, requestProfile, requestRepositories } from "@dev-github-tool/github";
import type { CommandContext } from "../../command-context.ts";
import { keepSession } from "../../keep-session.ts";
import { askWhether } from "../../prompt.ts";
import { type Entry, signIn } from "../../sign-in.ts";
import { text } from "../../text.ts";
import { showRepositories } from "./sections.ts";

const LIMIT = 10;

/** Offers to show private repositories, where they are hidden for lack of a scope; asks for the scope only on a yes. */
export async function offerPrivate({ client, access, approval }: Entry, context: CommandContext): Promise<void> {
  const { output, asking, signal } = context;
  const { grantedScopes } = client;
  // Without scopes in the answers it is a GitHub App, whose permissions are chosen where it is installed.
  const isHidden = grantedScopes !== undefined && missingScopes(grantedScopes, ["repo"]).length > 0;
  if (!isHidden || access.source === "environment") {
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
  if (!(await askWhether(text.dashboard.offerPrivate, { initial: false, asking }))) {
    return;
  }
  output.note("");
  const entry = await signIn({ isPrivate: true }, context);
  const [profile, repositories] = await Promise.all([
    requestProfile(entry.client, { signal }),
    requestRepositories(entry.client, { limit: LIMIT, visibility: "private", signal }),
  ]);
  await keepSession(entry.approval, profile, context);
  await showRepositories(repositories, output);
}
