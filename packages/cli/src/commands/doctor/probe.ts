import { createBoundedFetch, DevGitHubError, NetworkError, type Runtime, type Secret } from "@dev-github-tool/oauth";
import type { CommandContext } from "../../command-context.ts";
import { createNetworkRuntime } from "../../network.ts";
import { VERSION } from "../../version.ts";

/** An answer of GitHub's, or why there is none. */
export type Answer =
  | { readonly kind: "not_asked"; readonly why: string }
  | { readonly kind: "failed"; readonly error: DevGitHubError }
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly headers: Headers;
      readonly body: string;
      /** When it was on its way, in the middle. */
      readonly at: number;
    };

/** A question to GitHub. Credentials go to the host of `--host` only, since redirects are not followed. */
export interface Question {
  readonly url: string;
  readonly accessToken?: Secret | undefined;
  readonly form?: Readonly<Record<string, string>> | undefined;
}

const TIMEOUT_MS = 8_000;
const MAX_BYTES = 1_000_000;

/** Creates what asks GitHub, once for each question, and not at all offline. */
export function createProbe(
  { runtime, env, signal }: CommandContext,
  isOffline: boolean,
): (question: Question) => Promise<Answer> {
  const asked = new Map<string, Promise<Answer>>();
  const answer = async (question: Question): Promise<Answer> => {
    if (isOffline) {
      return { kind: "not_asked", why: "--offline" };
    }
    if (env.NODE_TLS_REJECT_UNAUTHORIZED === "0") {
      return { kind: "not_asked", why: "NODE_TLS_REJECT_UNAUTHORIZED=0" };
    }
    try {
      return await ask(question, { runtime: createNetworkRuntime(runtime, { env, keepConnections: false }), signal });
    } catch (error) {
      if (error instanceof DevGitHubError) {
        return { kind: "failed", error };
      }
      throw error;
    }
  };
  return (question) => {
    const name = `${question.url} ${question.accessToken === undefined} ${question.form === undefined}`;
    const pending = asked.get(name) ?? answer(question);
    asked.set(name, pending);
    return pending;
  };
}

async function ask(
  { url, accessToken, form }: Question,
  { runtime, signal }: { readonly runtime: Runtime; readonly signal: AbortSignal },
): Promise<Answer> {
  const fetch = createBoundedFetch(runtime.fetch, { maxBytes: MAX_BYTES, timeoutMs: TIMEOUT_MS, step: "API request" });
  const sentAt = runtime.now();
  const response = await fetch(url, {
    method: form === undefined ? "GET" : "POST",
    headers: {
      accept: form === undefined ? "application/vnd.github+json" : "application/json",
      "user-agent": `dev-github-tool/${VERSION}`,
      ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken.reveal()}` }),
    },
    signal,
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
  });
  const body = await response.text();
  const at = (sentAt + runtime.now()) / 2;
  return { kind: "answered", status: response.status, headers: response.headers, body, at };
}

/** Why a question has no answer, in a few words. */
export function whyNotAnswered(answer: Exclude<Answer, { readonly kind: "answered" }>): string {
  return answer.kind === "not_asked"
    ? `not asked (${answer.why})`
    : `no answer: ${answer.error instanceof NetworkError ? answer.error.code : answer.error.message}`;
}
