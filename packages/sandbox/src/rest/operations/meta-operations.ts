import { listVersions, showMeta, showRateLimit } from "../meta.ts";
import type { OperationSketch } from "../operation.ts";
import { showRoot } from "../root.ts";

/** What is about the API itself. */
export const metaOperations: readonly OperationSketch[] = [
  { id: "meta/root", paths: ["/"], page: "meta/meta#github-api-root", handle: showRoot },
  { id: "meta/get", paths: ["/meta"], page: "meta/meta#get-apiname-meta-information", handle: showMeta },
  {
    id: "meta/get-all-versions",
    paths: ["/versions"],
    page: "meta/meta#get-all-api-versions",
    handle: listVersions,
  },
  {
    id: "rate-limit/get",
    paths: ["/rate_limit"],
    page: "rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user",
    freeOfRateLimit: true,
    handle: showRateLimit,
  },
];
