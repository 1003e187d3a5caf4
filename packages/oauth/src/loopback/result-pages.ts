import { DevGitHubError } from "../errors.ts";
import type { PageText } from "./pages.ts";

/** Why a login failed and what to do, as the failure page says it. */
export interface FailureText {
  readonly reason: string;
  /** The command to run in the terminal. */
  readonly nextStep?: string | undefined;
}

/** The page after a successful exchange, and only then. */
export function buildSuccessPage(appName: string, providerName: string): PageText {
  return {
    title: "You are connected",
    paragraphs: [
      `${appName} may now use ${providerName} as you allowed. Your password was neither shared with it nor seen by it.`,
      "You can close this tab and go back to the terminal.",
    ],
    tone: "success",
  };
}

/** The page after a refusal or a failed exchange, with the reason and the terminal's next step. */
export function buildFailurePage(
  appName: string,
  error: unknown,
  describe: (error: unknown) => FailureText = describeByCode,
): PageText {
  const { reason, nextStep } = describe(error);
  return {
    title: "You are not connected",
    paragraphs: [
      reason,
      `${appName} got no access, and nothing was stored. You can close this tab and go back to the terminal.`,
    ],
    command: nextStep,
    tone: "failure",
  };
}

function describeByCode(error: unknown): FailureText {
  return error instanceof DevGitHubError
    ? { reason: `The ${error.step} failed: ${error.message} (${error.code}).` }
    : { reason: "The sign-in ended with an error; the terminal shows more." };
}
