import { RestRefusal } from "./refusal.ts";

/** The newest first. */
export const versions = ["2026-03-10", "2022-11-28"] as const;

export type ApiVersion = (typeof versions)[number];

/** What GitHub selects for a request that names no version. */
export const defaultVersion: ApiVersion = "2022-11-28";

/**
 * Reads `X-GitHub-Api-Version`.
 *
 * @throws RestRefusal 400 for a version that does not exist.
 * @see https://docs.github.com/en/rest/about-the-rest-api/api-versions
 */
export function judgeVersion(requested: string | undefined): ApiVersion {
  if (requested === undefined) return defaultVersion;
  const version = versions.find((candidate) => candidate === requested);
  if (version !== undefined) return version;
  throw new RestRefusal({
    status: 400,
    message: `The version specified in the "X-GitHub-API-Version" header is not a supported version. Supported versions: ${versions[0]} (most recent), ${versions[1]}.`,
    decision: "version_unsupported",
  });
}

/** Fields that 2026-03-10 took away from the bodies served here; each name is used by one kind of body only. */
const removedFields = new Set([
  "assignee",
  "authorizations_url",
  "has_downloads",
  "merge_commit_sha",
  "rate",
  "use_squash_pr_title_as_default",
]);

/** Serialises a body as a version describes it. */
export function serialize(body: unknown, version: ApiVersion): string {
  if (version === defaultVersion) return JSON.stringify(body);
  return JSON.stringify(body, (name, value: unknown) => (removedFields.has(name) ? undefined : value));
}
