import { TokenStoreError } from "@dev-github-tool/oauth";
import { findAccess, openApi } from "../../api.ts";
import type { CommandContext } from "../../command-context.ts";
import { SessionError } from "../../errors.ts";
import { type Entry, signIn } from "../../sign-in.ts";

/**
 * Takes the sign-in there is, and asks the person for one when there is none.
 *
 * @throws SessionError when there is none and nobody may be asked; everything `signIn` throws.
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

/** What a new sign-in mends. A renewal that did not succeed now may succeed later. */
const OVER: ReadonlySet<string> = new Set(["login_needed", "keyring_needed", "connection_ended"]);

function isReasonToSignIn(error: unknown): boolean {
  return (
    (error instanceof SessionError && OVER.has(error.code)) ||
    (error instanceof TokenStoreError && error.code === "unavailable")
  );
}
