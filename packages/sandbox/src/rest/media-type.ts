import { RestRefusal } from "./refusal.ts";

/** In which forms texts are answered: as they were written (`body`), without markup (`body_text`), as HTML (`body_html`). */
export type BodyParts = "raw" | "text" | "html" | "full";

export interface MediaType {
  readonly bodyParts: BodyParts;
  /** Value of `X-GitHub-Media-Type`. */
  readonly header: string;
}

export const plainMediaType: MediaType = { bodyParts: "raw", header: "github.v3; format=json" };

const parts: readonly BodyParts[] = ["raw", "text", "html", "full"];

/**
 * Reads `Accept`. Whatever names JSON, GitHub's own types or anything at all is served, an empty header too.
 *
 * @throws RestRefusal 415 when nothing of it can be served.
 * @see https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api#media-types
 */
export function judgeMediaType(accept: string | undefined): MediaType {
  if (accept === undefined || accept === "*/*" || accept.trim() === "") return plainMediaType;
  const ranges = accept.split(",").map((range) => (range.split(";", 1)[0] ?? "").trim().toLowerCase());
  const own = ranges.find((range) => range.startsWith("application/vnd.github"));
  if (own !== undefined) return readOwnType(own);
  if (ranges.some((range) => ["*/*", "application/*", "application/json"].includes(range))) return plainMediaType;
  throw new RestRefusal({
    status: 415,
    message: "Unsupported 'Accept' header. Must accept 'application/json'.",
    decision: "media_type_unsupported",
    documentationUrl: "https://docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api#media-types",
  });
}

/** `application/vnd.github.v3.html+json` asks for the part `html`; parts and previews that do not exist change nothing. */
function readOwnType(range: string): MediaType {
  const names = range.replace(/\+json$/, "").split(".");
  const named = parts.find((part) => names.includes(part));
  if (named === undefined) return plainMediaType;
  return { bodyParts: named, header: `github.v3; param=${named}; format=json` };
}
