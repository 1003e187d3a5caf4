import { RestRefusal } from "./refusal.ts";

/** Reads a JSON object. @throws RestRefusal 400 for anything else. */
export function parseJsonObject(text: string): object {
  const body = parseJson(text);
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body;
  throw new RestRefusal({ status: 400, message: "Body should be a JSON object", decision: "body_unreadable" });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RestRefusal({ status: 400, message: "Problems parsing JSON", decision: "body_unreadable" });
  }
}
