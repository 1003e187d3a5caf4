import type { RegisteredApp } from "./apps/registered-app.ts";
import { findApp } from "./apps/registry.ts";
import { readBasicCredentials } from "./basic-credentials.ts";
import type { Core, RequestView } from "./core.ts";
import { grantName } from "./oauth/grant-types.ts";
import { readTokenParameters } from "./oauth/token-parameters.ts";
import { ParameterError, type Parameters } from "./parameters.ts";
import type { SeedPerson } from "./seed.ts";

/** Whose a request says it is. */
export interface Identity {
  readonly clientId: string | undefined;
  readonly grant: string | undefined;
  readonly app: RegisteredApp | undefined;
  /** The person a token in the header speaks for. */
  readonly person: SeedPerson | undefined;
}

/** Tells whose a request says it is, before anything about it is judged or believed. */
export async function identify(core: Core, c: RequestView): Promise<Identity> {
  const parameters = await readWhatIsReadable(core, c);
  const header = c.req.header("Authorization")?.trim() ?? "";
  const [, token = ""] = /^(?:bearer|token) +(\S+)$/i.exec(header) ?? [];
  const judgement = core.state.tokens.judge(token);
  const record = judgement.status === "unknown" ? undefined : judgement.record;
  const clientId = parameters?.get("client_id") ?? readBasicCredentials(header)?.id ?? record?.app.clientId;
  return {
    clientId,
    grant: grantName(parameters?.get("grant_type")) ?? (parameters?.has("code") ? "authorization_code" : undefined),
    app: clientId === undefined ? undefined : findApp(core.state, clientId),
    person: record?.person,
  };
}

async function readWhatIsReadable({ profile }: Core, c: RequestView): Promise<Parameters | undefined> {
  try {
    return await readTokenParameters(c, profile.repeatedTokenParameters);
  } catch (error) {
    if (error instanceof ParameterError) return undefined;
    throw error;
  }
}
