import { buildSettingsUrl, requestProfile } from "@dev-github-tool/github";
import type { Account } from "../api.ts";
import type { CommandContext } from "../command-context.ts";
import { SessionError } from "../errors.ts";
import { keepSession } from "../keep-session.ts";
import { type Approval, type Entry, signIn } from "../sign-in.ts";
import { endUnkept } from "../sign-ins/sign-out.ts";
import { text } from "../text.ts";
import { words } from "./words.ts";

/**
 * Asks the person to let their sign-in see private repositories too, and keeps what they approve in its place. Until they
 * have approved, and whatever goes wrong, the sign-in stays as it is.
 *
 * @throws SessionError `other_account` when somebody else approved: that token is ended, and nothing of it is kept. Everything
 * `signIn` throws.
 */
export async function widenSignIn({ login, id }: Account, context: CommandContext): Promise<Entry> {
  context.output.note(words.whoIsAsked(login));
  const entry = await signIn({ isPrivate: true }, context);
  const profile = await requestProfile(entry.client, { signal: context.signal });
  if (profile.id !== id) {
    await end(entry.approval, context);
    throw new SessionError(`${login} was asked, and ${profile.login} approved in the browser`, "other_account");
  }
  await keepSession(entry.approval, profile, context);
  return entry;
}

async function end({ tokens, client, provider }: Approval, context: CommandContext): Promise<void> {
  if (!(await endUnkept(tokens, { client, context }))) {
    context.output.note(words.unkeptLives(client.clientId));
    context.output.note(text.url(buildSettingsUrl(provider, client)));
  }
}
