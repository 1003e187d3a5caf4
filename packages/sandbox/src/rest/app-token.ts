import { readBasicCredentials } from "../basic-credentials.ts";
import { sameText } from "../same-text.ts";
import type { PlantedApp } from "../seed.ts";
import type { RestAnswer, RestRequest } from "./operation.ts";
import { badCredentials, notFound, RestRefusal } from "./refusal.ts";

/**
 * `DELETE /applications/{client_id}/token`: an app gives one of its tokens back. What the person granted stays granted.
 *
 * GitHub's answers to wrong credentials and foreign tokens are not documented; here they are 401 and 404.
 *
 * @see https://docs.github.com/en/rest/apps/oauth-applications#delete-an-app-token
 */
export async function deleteAppToken(request: RestRequest): Promise<RestAnswer> {
  const { core, exchange, params } = request;
  const app = judgeApp(request);
  exchange.note.clientId = app.clientId;
  if (app.clientId !== params.client_id) throw notFound("hidden");
  const token = readAccessToken(await request.readText());
  core.reportSecret(token);
  const judgement = core.state.tokens.judge(token);
  if (judgement.status !== "active" || judgement.record.app !== app) throw notFound("not_found");
  core.state.tokens.revoke(judgement.record);
  exchange.note.login = judgement.record.person.login;
  return { status: 204, decision: "token_revoked" };
}

function judgeApp({ core, header }: RestRequest): PlantedApp {
  const credentials = readBasicCredentials(header("Authorization"));
  if (credentials === undefined) {
    throw new RestRefusal({ status: 401, message: "Requires authentication", decision: "credentials_needed" });
  }
  core.reportSecret(credentials.secret);
  const app = core.world.app(credentials.id);
  if (app === undefined || !sameText(app.clientSecret, credentials.secret)) throw badCredentials("client_secret_wrong");
  return app;
}

function readAccessToken(text: string): string {
  const body = parseJson(text);
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new RestRefusal({ status: 400, message: "Body should be a JSON object", decision: "body_unreadable" });
  }
  if ("access_token" in body && typeof body.access_token === "string") return body.access_token;
  throw new RestRefusal({
    status: 422,
    message: "Validation Failed",
    decision: "field_missing",
    errors: [{ resource: "OauthAccess", field: "access_token", code: "missing_field" }],
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RestRefusal({ status: 400, message: "Problems parsing JSON", decision: "body_unreadable" });
  }
}
