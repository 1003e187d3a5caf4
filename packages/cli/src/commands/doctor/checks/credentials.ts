import { randomBytes } from "node:crypto";
import { DevGitHubError } from "@dev-github-tool/oauth";
import { fill } from "../../../advice/advise.ts";
import { tokenRequest } from "../../../catalogue/token-request.ts";
import { configuration } from "../../../catalogue/tool.ts";
import { findEnvFileRisks } from "../../../env-file.ts";
import { ConfigurationError } from "../../../errors.ts";
import { type Check, type Finding, ok, skipped } from "../finding.ts";
import { whyNotAnswered } from "../probe.ts";

/** A code that no server ever gave: nothing can be exchanged for it. Drawn anew, so that it looks like every other secret. */
function inventCode(): string {
  return randomBytes(10).toString("hex");
}

export const credentialsPresent: Check = {
  id: "credentials",
  title: "App credentials",
  step: "app registration",
  run: async ({ credentials, clientId, accessToken, provider, context }) => {
    if (!(credentials instanceof DevGitHubError)) {
      const kind = provider.app === "github-app" ? "GitHub App" : "OAuth app";
      const evidence = `client id ${clientId} (${kind}), secret of ${credentials.client.clientSecret.reveal().length} characters`;
      const { secretFile } = credentials;
      if (secretFile === undefined) {
        return ok(evidence);
      }
      const { name } = secretFile;
      const [risk] = await findEnvFileRisks(secretFile, context);
      return risk === undefined
        ? ok(`${evidence}, from ${name}`)
        : {
            mark: "warn",
            evidence: `${evidence}, from ${name}`,
            reason: risk === "tracked_by_git" ? `${name} is tracked by Git.` : `other users can read ${name}.`,
            command: risk === "tracked_by_git" ? `git rm --cached ${name}` : `chmod 600 ${name}`,
          };
    }
    const isMissing = credentials.code === "client_id_missing" || credentials.code === "client_secret_missing";
    const { reason, next } =
      credentials instanceof ConfigurationError ? configuration.entries[credentials.code] : { reason: "", next: [] };
    return {
      // With a token, commands work; only a new sign-in does not.
      mark: isMissing && accessToken !== undefined ? "warn" : "fail",
      evidence: credentials.message,
      reason,
      command: next[0],
      code: credentials.code,
    };
  },
};

export const credentialsAccepted: Check = {
  id: "credentials-accepted",
  title: "App credentials, as GitHub sees them",
  step: "app registration",
  run: async ({ credentials, provider, ask, context }) => {
    if (credentials instanceof DevGitHubError) {
      return skipped("there are none that could be shown to GitHub");
    }
    const { clientId, clientSecret } = credentials.client;
    const answer = await ask({
      url: provider.tokenEndpoint,
      form: { client_id: clientId, client_secret: clientSecret.reveal(), code: inventCode() },
    });
    if (answer.kind !== "answered") {
      return skipped(whyNotAnswered(answer));
    }
    const error = errorOf(answer.body);
    if (error === "bad_verification_code") {
      return ok("an invented code was refused for being invented: GitHub knows this id with this secret");
    }
    const code =
      answer.status === 404
        ? "client_not_found"
        : error === "incorrect_client_credentials"
          ? "incorrect_client_credentials"
          : undefined;
    if (code === undefined) {
      return { mark: "warn", evidence: `HTTP ${answer.status}, ${error ?? "and no error"}`, reason: UNCLEAR };
    }
    const { reason, next } = fill(tokenRequest.entries[code], context.host);
    const evidence = `HTTP ${answer.status}, ${error ?? "no error"}`;
    return { mark: "fail", evidence, reason, command: next[0], code } satisfies Finding;
  },
};

const UNCLEAR = "the answer says nothing about the credentials.";

function errorOf(body: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(body);
    const error = typeof answer === "object" && answer !== null && "error" in answer ? answer.error : undefined;
    return typeof error === "string" ? error.slice(0, 60) : undefined;
  } catch {
    return undefined;
  }
}
