import type { GitHubClient } from "@dev-github-tool/github";
import { TokenStoreError } from "@dev-github-tool/oauth";
import { type Access, findAccess, openApi } from "../../api.ts";
import type { CommandContext } from "../../command-context.ts";
import { SessionError } from "../../errors.ts";
import { scopeFor } from "../../scopes.ts";
import { type Approval, requestApproval } from "../../sign-in.ts";

/** A way into the API. */
export interface Entry {
  readonly client: GitHubClient;
  readonly access: Access;
  /** What the person just approved; undefined when they were signed in already. */
  readonly approval: Approval | undefined;
}

/**
 * Takes the sign-in there is, and asks the person for one when there is none.
 *
 * @throws SessionError when there is none and nobody may be asked; everything `requestApproval` throws.
 */
export async function enter({ maySignIn }: { readonly maySignIn: boolean }, context: CommandContext): Promise<Entry> {
  try {
    const access = await findAccess(context);
    return { client: openApi(access, context), access, approval: undefined };
  } catch (error) {
    if (!maySignIn || !context.mayWait || !isReasonToSignIn(error)) {
      throw error;
    }
  }
  return signIn({ isPrivate: false }, context);
}

/** Asks the person to sign in, whether or not they are. */
export async function signIn(
  { isPrivate }: { readonly isPrivate: boolean },
  context: CommandContext,
): Promise<Entry & { readonly approval: Approval }> {
  const approval = await requestApproval(scopeFor({ isPrivate }), context);
  const access: Access = {
    accessToken: approval.tokens.accessToken,
    clientId: approval.client.clientId,
    source: "store",
    replaceToken: undefined,
  };
  return { client: openApi(access, context, approval.runtime), access, approval };
}

/** What a new sign-in mends. A renewal that did not succeed now may succeed later. */
const OVER: ReadonlySet<string> = new Set(["login_needed", "keyring_needed", "connection_ended"]);

function isReasonToSignIn(error: unknown): boolean {
  return (
    (error instanceof SessionError && OVER.has(error.code)) ||
    (error instanceof TokenStoreError && error.code === "unavailable")
  );
}
