import type { Refusal } from "./refusal.ts";

/** Reads octokit's error for an answer of 400 or more; undefined for every other error, which has no response. */
export function readHttpFailure(error: unknown): Refusal | undefined {
  if (!(error instanceof Error && "status" in error && "response" in error)) {
    return undefined;
  }
  const { status, response, message } = error;
  return typeof status === "number" && isObject(response) && "headers" in response && isObject(response.headers)
    ? { status, headers: readHeaders(response.headers), message }
    : undefined;
}

function readHeaders(headers: object): Headers {
  const read = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    read.set(name, String(value));
  }
  return read;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
