import { NetworkError } from "@dev-github-tool/oauth";
import { advise } from "../../../advice/advise.ts";
import { network as networkFamily } from "../../../catalogue/network.ts";
import { type Check, type Finding, ok, skipped } from "../finding.ts";
import { whyNotAnswered } from "../probe.ts";

const PROXY_VARIABLES = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"] as const;

export const network: Check = {
  id: "network",
  title: "Network",
  step: undefined,
  run: async ({ provider, ask, context }) => {
    const { env, situation } = context;
    if (env.NODE_TLS_REJECT_UNAUTHORIZED === "0") {
      const { reason, next } = networkFamily.entries.tls_verification_off;
      return {
        mark: "fail",
        evidence: "NODE_TLS_REJECT_UNAUTHORIZED=0",
        reason,
        command: next[0],
        code: "tls_verification_off",
      };
    }
    const set = PROXY_VARIABLES.filter((name) => env[name]);
    const proxies = set.map((name) => `${name}=${hostOf(env[name] ?? "")}`).join(", ");
    const answer = await ask({ url: `${provider.apiUrl}/` });
    if (answer.kind === "failed" && answer.error instanceof NetworkError) {
      const { reason, next } = advise(networkFamily.entries[answer.error.code], answer.error, situation);
      const evidence = `${provider.apiUrl}: ${answer.error.message}${proxies === "" ? "" : `; ${proxies}`}`;
      return { mark: "fail", evidence, reason, command: next[0], code: answer.error.code } satisfies Finding;
    }
    if (answer.kind !== "answered") {
      return skipped(`${whyNotAnswered(answer)}${proxies === "" ? "" : `; ${proxies}`}`);
    }
    const evidence = `${provider.apiUrl}: HTTP ${answer.status}`;
    if (answer.status >= 500) {
      const command = "open https://www.githubstatus.com";
      return { mark: "fail", evidence, reason: "GitHub has a fault of its own.", command, code: "server_error" };
    }
    if (!isGitHub(answer.headers)) {
      return {
        mark: "fail",
        evidence: `${evidence}, without any header of GitHub's`,
        reason: `what answers is not the API of ${context.host.name}: a proxy, perhaps, or a sign-in page of this network.`,
        command: `open ${context.host.baseUrl} in a browser`,
        code: "not_json",
      };
    }
    return set.length === 0
      ? ok(evidence)
      : ok(`${evidence}; ${proxies}`, "Node 20 ignores proxy variables; dgt uses them, but for this machine itself.");
  },
};

function isGitHub(headers: Headers): boolean {
  return headers.has("x-github-request-id") || headers.has("x-github-media-type");
}

/** A proxy's address may hold a password. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : "no address";
}
