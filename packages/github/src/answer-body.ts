import { UnexpectedResponseError } from "@dev-github-tool/oauth";

const step = "API request";

/**
 * Reads the JSON of an answer.
 *
 * @throws UnexpectedResponseError `not_json`.
 */
export async function readJson(body: unknown): Promise<unknown> {
  try {
    if (body instanceof ReadableStream) {
      return JSON.parse(await new Response(body).text());
    }
  } catch {
    // Falls through: the parser's message quotes the text, which is not ours to show.
  }
  throw new UnexpectedResponseError("the answer is not JSON", { code: "not_json", step });
}

/**
 * Reads an answer that has to be a JSON array.
 *
 * @throws UnexpectedResponseError `not_json`, or `field_invalid` when it is something else.
 */
export async function readList(body: unknown): Promise<readonly unknown[]> {
  const list = await readJson(body);
  if (!Array.isArray(list)) {
    throw new UnexpectedResponseError("the answer is not a list", { code: "field_invalid", step });
  }
  return list;
}
