import { RestRefusal } from "./refusal.ts";

/** The newest first. */
const versions = ["2026-03-10", "2022-11-28"] as const;

export type ApiVersion = (typeof versions)[number];

const [newest, oldest] = versions;

/** When the older one was followed, and when it ends. */
const followedAt = Date.UTC(2026, 2, 10);
const endsAt = Date.UTC(2028, 2, 10);

/** For how long before its end requests are warned. GitHub does so "near" the end. */
const noticeMs = 365 * 86_400_000;

/** The versions that are served at an instant, the newest first. */
export function versionsAt(instant: number): readonly ApiVersion[] {
  return instant < endsAt ? versions : [newest];
}

/** What GitHub selects for a request that names no version. */
export function defaultVersionAt(instant: number): ApiVersion {
  return versionsAt(instant).at(-1) ?? newest;
}

/**
 * Reads `X-GitHub-Api-Version`.
 *
 * @throws RestRefusal 400 for a version that does not exist, 410 for one that has ended.
 * @see https://docs.github.com/en/rest/about-the-rest-api/api-versions
 */
export function judgeVersion(requested: string | undefined, now: number): ApiVersion {
  if (requested === undefined) return defaultVersionAt(now);
  const served = versionsAt(now);
  const version = served.find((candidate) => candidate === requested);
  if (version !== undefined) return version;
  const hasEnded = versions.some((candidate) => candidate === requested);
  const supported = served.map((name, index) => (index === 0 ? `${name} (most recent)` : name)).join(", ");
  throw new RestRefusal({
    status: hasEnded ? 410 : 400,
    message: `The version specified in the "X-GitHub-API-Version" header is ${hasEnded ? "no longer supported" : "not a supported version"}. Supported versions: ${supported}.`,
    decision: hasEnded ? "version_ended" : "version_unsupported",
  });
}

/** What is said to whoever uses a version that is about to end (RFC 8594). */
export function noticeOfEnd(version: ApiVersion, now: number): readonly string[] {
  if (version === newest || now < endsAt - noticeMs) return [];
  const [deprecation, sunset] = [followedAt, endsAt].map((instant) => new Date(instant).toUTCString());
  return ["Deprecation", deprecation ?? "", "Sunset", sunset ?? ""];
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
  if (version === oldest) return JSON.stringify(body);
  return JSON.stringify(body, (name, value: unknown) => (removedFields.has(name) ? undefined : value));
}
