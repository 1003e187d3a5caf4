import { hash } from "node:crypto";
import type { TokenRecord } from "../../token-record.ts";
import type { RestRequest } from "../operation.ts";
import { simpleUserOrNull } from "./account.ts";

/** GitHub's `authorization`: a token as its app sees it. */
export function authorization({ core, exchange: { address } }: RestRequest, record: TokenRecord) {
  const { id, token, app, person, scopes, issuedAt, expiry } = record;
  return {
    id,
    url: `${address.apiBase}/authorizations/${id}`,
    app: { client_id: app.clientId, name: app.name, url: app.homepageUrl },
    token,
    hashed_token: hash("sha256", token),
    token_last_eight: token.slice(-8),
    note: null,
    note_url: null,
    created_at: spelled(issuedAt),
    updated_at: spelled(issuedAt),
    scopes,
    fingerprint: null,
    expires_at: expiry === undefined ? null : spelled(expiry.expiresAt),
    user: simpleUserOrNull(core, address, person.login),
  };
}

/** Without the milliseconds, as everywhere in GitHub's bodies. */
function spelled(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
