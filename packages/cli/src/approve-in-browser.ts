import { authorizeInBrowser, type FailureText } from "@dev-github-tool/oauth/loopback";
import type { CommandContext } from "./command-context.ts";
import type { CredentialsWithSecret } from "./credentials.ts";
import { explain } from "./explain.ts";
import type { ErrorReport } from "./output/index.ts";
import type { ApprovalRequest, Approved } from "./sign-in.ts";
import { text } from "./text.ts";
import { createWaiting } from "./waiting.ts";

const TIMEOUT_MS = 5 * 60_000;

/**
 * Has the person approve in their own browser, which comes back to a port of this machine.
 *
 * @throws what `authorizeInBrowser` throws.
 */
export async function approveInBrowser(
  { scope, credentials, provider, runtime }: ApprovalRequest & { readonly credentials: CredentialsWithSecret },
  context: CommandContext,
): Promise<Approved> {
  const { output, signal, trace, browser, situation } = context;
  const waiting = createWaiting(provider, { runtime, output, words: text.signIn.waiting });
  let cameBack = false;
  let redirectedAt: number | undefined;
  try {
    const tokens = await authorizeInBrowser({
      provider,
      client: credentials.client,
      scope,
      redirect: credentials.redirect,
      appName: text.appName,
      openUrl: async (url) => {
        await browser.show({ url, output, signal: waiting.signal });
        waiting.start();
      },
      onEvent: (event) => {
        redirectedAt = event.kind === "redirect_received" ? runtime.now() : redirectedAt;
        waiting.onEvent(event);
      },
      describeFailure: (error) => describeFailure(explain(error, situation).report),
      runtime,
      trace,
      timeoutMs: TIMEOUT_MS,
      signal,
    });
    cameBack = true;
    return { tokens, exchangeMs: redirectedAt === undefined ? undefined : runtime.now() - redirectedAt };
  } finally {
    waiting.end(cameBack);
    if (!cameBack && signal.aborted) {
      output.note(text.signIn.neverCame);
    }
  }
}

/** The words of the terminal for the page: the reason as a sentence, and the next step when it is a command. */
function describeFailure({ reason, next }: ErrorReport): FailureText {
  return {
    reason: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`,
    nextStep: next.find((step) => /^dgt [a-z]+$/.test(step)),
  };
}
