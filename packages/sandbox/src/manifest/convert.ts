import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { simpleUserOrNull } from "../rest/bodies/account.ts";
import { nodeId } from "../rest/bodies/node-id.ts";
import type { RestAnswer, RestRequest } from "../rest/operation.ts";
import { notFound } from "../rest/refusal.ts";
import { takeManifestCode } from "./pending.ts";

/**
 * `POST /app-manifests/{code}/conversions`: brings everything a new GitHub App needs to know, once and within an hour.
 *
 * The private key is a real one, and nothing here asks for it: apps do not act for themselves in the sandbox.
 *
 * @see https://docs.github.com/en/rest/apps/apps#create-a-github-app-from-a-manifest
 */
export async function convertManifest({ core, exchange, params }: RestRequest): Promise<RestAnswer> {
  const made = takeManifestCode(core, params.code ?? "");
  if (made === undefined) throw notFound("code_unknown");
  const { app, webhookSecret } = made;
  const { privateKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  core.reportSecret(privateKey);
  exchange.note.clientId = app.clientId;
  const createdAt = new Date(app.createdAt).toISOString().replace(/\.\d+Z$/, "Z");
  const body = {
    id: app.id,
    slug: app.slug,
    node_id: nodeId("App", app.id),
    client_id: app.clientId,
    owner: simpleUserOrNull(core, exchange.address, app.owner),
    name: app.name,
    description: app.description,
    external_url: app.homepageUrl,
    html_url: `${exchange.address.webOrigin}/apps/${app.slug}`,
    created_at: createdAt,
    updated_at: createdAt,
    permissions: app.githubApp?.permissions ?? {},
    events: app.githubApp?.events ?? [],
    client_secret: app.secrets[0]?.value,
    webhook_secret: webhookSecret ?? null,
    pem: privateKey,
  };
  return { status: 201, body, decision: "manifest_converted" };
}
