import { convertManifest } from "../../manifest/convert.ts";
import { checkAppToken, deleteAppGrant, deleteAppToken, resetAppToken } from "../app-token.ts";
import { revokeCredentials } from "../credentials.ts";
import type { OperationSketch } from "../operation.ts";

/** What apps do with their tokens, and finders with those of others. */
export const appOperations: readonly OperationSketch[] = [
  {
    id: "apps/check-token",
    method: "POST",
    paths: ["/applications/:client_id/token"],
    page: "apps/oauth-applications#check-a-token",
    authentication: "app",
    handle: checkAppToken,
  },
  {
    id: "apps/reset-token",
    method: "PATCH",
    paths: ["/applications/:client_id/token"],
    page: "apps/oauth-applications#reset-a-token",
    authentication: "app",
    handle: resetAppToken,
  },
  {
    id: "apps/delete-token",
    method: "DELETE",
    paths: ["/applications/:client_id/token"],
    page: "apps/oauth-applications#delete-an-app-token",
    authentication: "app",
    handle: deleteAppToken,
  },
  {
    id: "apps/delete-authorization",
    method: "DELETE",
    paths: ["/applications/:client_id/grant"],
    page: "apps/oauth-applications#delete-an-app-authorization",
    authentication: "app",
    handle: deleteAppGrant,
  },
  {
    id: "apps/create-from-manifest",
    method: "POST",
    paths: ["/app-manifests/:code/conversions"],
    page: "apps/apps#create-a-github-app-from-a-manifest",
    handle: convertManifest,
  },
  {
    id: "credentials/revoke",
    method: "POST",
    paths: ["/credentials/revoke"],
    page: "credentials/revoke#revoke-a-list-of-credentials",
    authentication: "none",
    handle: revokeCredentials,
  },
];
