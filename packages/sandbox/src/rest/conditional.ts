import { hash } from "node:crypto";

/** The weak ETag of a body, in the form of GitHub's: 64 hexadecimal digits. */
export function weakTag(text: string): string {
  return `W/"${hash("sha256", text)}"`;
}

/**
 * Whether whoever asks has what would be answered. `If-Modified-Since` counts only without `If-None-Match` (RFC 9110, section
 * 13.2.2).
 */
export function isUnchanged(
  header: (name: string) => string | undefined,
  { etag, lastModified }: { etag: string; lastModified: string | undefined },
): boolean {
  const ifNoneMatch = header("If-None-Match");
  if (ifNoneMatch !== undefined) return isKnownTo(ifNoneMatch, etag);
  const since = header("If-Modified-Since");
  return since !== undefined && lastModified !== undefined && Date.parse(lastModified) <= Date.parse(since);
}

/** Weak comparison (RFC 9110, section 13.1.2): proxies may have dropped or added the mark. */
function isKnownTo(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch.trim() === "*") return true;
  const opaque = (tag: string) => tag.trim().replace(/^W\//, "");
  return ifNoneMatch.split(",").some((candidate) => opaque(candidate) === opaque(etag));
}
