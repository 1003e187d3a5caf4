import { readBasicCredentials } from "./basic-credentials.ts";
import type { Core, RequestContext } from "./core.ts";
import { readTokenParameters } from "./oauth/token-parameters.ts";
import { ParameterError } from "./parameters.ts";

/** Tells whose a request says it is, before anything about it is judged or believed. */
export async function identify(
  core: Core,
  c: RequestContext,
): Promise<{ clientId: string | undefined; grant: string | undefined }> {
  const parameters = await readWhatIsReadable(c);
  return {
    clientId: parameters?.get("client_id") ?? clientOfHeader(core, c.req.header("Authorization")),
    grant: parameters?.get("grant_type") ?? (parameters?.has("code") ? "authorization_code" : undefined),
  };
}

async function readWhatIsReadable(c: RequestContext): Promise<ReadonlyMap<string, string> | undefined> {
  try {
    return await readTokenParameters(c);
  } catch (error) {
    if (error instanceof ParameterError) return undefined;
    throw error;
  }
}

function clientOfHeader(core: Core, authorization: string | undefined): string | undefined {
  const basic = readBasicCredentials(authorization);
  if (basic !== undefined) return basic.id;
  const [, token] = /^(?:bearer|token) +(\S+)$/i.exec(authorization?.trim() ?? "") ?? [];
  const judgement = core.state.tokens.judge(token ?? "");
  return judgement.status === "unknown" ? undefined : judgement.record.app.clientId;
}
