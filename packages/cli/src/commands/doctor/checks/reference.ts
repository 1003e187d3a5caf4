import { fill } from "../../../advice/advise.ts";
import { gitHubApi } from "../../../catalogue/github-api.ts";
import { type Check, type Finding, ok, skipped } from "../finding.ts";
import { type Answer, whyNotAnswered } from "../probe.ts";
import { judgeToken } from "../token-answer.ts";

export const reference: Check = {
  id: "reference-request",
  title: "Reference request",
  step: "API request",
  run: async (examination) => {
    const { provider, ask, accessToken, context, fromEnvironment } = examination;
    const root = await ask({ url: `${provider.apiUrl}/` });
    if (root.kind !== "answered") {
      return skipped(whyNotAnswered(root));
    }
    const { answer } = await judgeToken(examination);
    if (accessToken === undefined || answer.kind !== "answered") {
      const why = answer.kind === "answered" ? "" : `; /user: ${whyNotAnswered(answer)}`;
      return { ...ok(`GET ${provider.apiUrl}/: ${describe(root)}${why}`), command: `curl -sS ${provider.apiUrl}/` };
    }
    const evidence = `GET ${provider.apiUrl}/user: ${describe(answer)}`;
    // The header stands in a file: other users of a machine can read arguments.
    const command = `curl -sS -H @header.txt ${provider.apiUrl}/user`;
    if (answer.status === 200) {
      return { ...ok(evidence), command };
    }
    const code = codeOf(answer);
    const { reason, next } = fill(gitHubApi.entries[code], context.host);
    const mine = fromEnvironment === undefined ? next[0] : `unset ${fromEnvironment.variable}`;
    return {
      mark: code === "rate_limited" || code === "secondary_rate_limited" ? "warn" : "fail",
      evidence,
      reason,
      command: code === "unauthorized" ? mine : next[0],
      code,
    } satisfies Finding;
  },
};

type Answered = Extract<Answer, { readonly kind: "answered" }>;

function codeOf({ status, headers }: Answered): keyof typeof gitHubApi.entries {
  if (status === 401) return "unauthorized";
  if (status === 429 || headers.get("x-ratelimit-remaining") === "0") return "rate_limited";
  if (status === 403) return headers.has("retry-after") ? "secondary_rate_limited" : "forbidden";
  return status >= 500 ? "server_error" : "not_found";
}

function describe({ status, headers }: Answered): string {
  const id = headers.get("x-github-request-id");
  const left = headers.get("x-ratelimit-remaining");
  const limit = headers.get("x-ratelimit-limit");
  return [
    `HTTP ${status}`,
    ...(left === null ? [] : [`${left} of ${limit} requests left`]),
    ...(id === null ? [] : [`request ${id}`]),
  ].join(", ");
}
