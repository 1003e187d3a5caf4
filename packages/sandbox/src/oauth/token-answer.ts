import type { Answer } from "../answer.ts";
import type { RequestContext } from "../core.ts";
import type { RfcTokenError } from "./rfc-token-error.ts";

/** The fields of a token response, successful or not. */
export type TokenFields = Readonly<Record<string, string | number>>;

/** Answers in the format `Accept` asks for; a form if it asks for none, which is GitHub's habit and nobody else's. */
export function answerToken(c: RequestContext, fields: TokenFields, status: 200 | 400 = 200): Answer {
  setTokenHeaders(c);
  c.header("Vary", "Accept");
  const format = formatFor(c.req.header("Accept") ?? "");
  c.header("Content-Type", `${format}; charset=utf-8`);
  return c.body(encoders[format](fields), status);
}

/** Answers as RFC 6749, section 5.1, has it: JSON, whatever `Accept` says. */
export function answerRfcToken(c: RequestContext, fields: TokenFields): Answer {
  setTokenHeaders(c);
  return c.json(fields);
}

/** Answers that a token is good for nothing any more (RFC 7009, section 2.2). */
export function answerRevoked(c: RequestContext): Answer {
  setTokenHeaders(c);
  return c.body("");
}

/** Answers an error of RFC 6749, section 5.2. */
export function answerRfcError(c: RequestContext, { status, ...fields }: RfcTokenError): Answer {
  setTokenHeaders(c);
  if (status === 401) c.header("WWW-Authenticate", 'Basic realm="sandbox"');
  return c.json(fields, status);
}

/** Answers what GitHub answers for an app it does not know. */
export function answerUnknownClient(c: RequestContext): Answer {
  c.header("Cache-Control", "no-store");
  return c.json({ error: "Not Found" }, 404);
}

/** RFC 6749, section 5.1: the authorization server MUST include "Cache-Control: no-store" in any response with tokens. */
function setTokenHeaders(c: RequestContext): void {
  c.header("Cache-Control", "no-store");
  c.header("Pragma", "no-cache");
  c.header("X-Content-Type-Options", "nosniff");
}

const encoders = {
  "application/json": (fields: TokenFields) => JSON.stringify(fields),
  "application/xml": encodeXml,
  "application/x-www-form-urlencoded": encodeForm,
} as const;

type Format = keyof typeof encoders;

function formatFor(accept: string): Format {
  const wanted = accept.split(",").map((range) => range.split(";")[0]?.trim().toLowerCase());
  return (
    wanted.find((type): type is Format => type !== undefined && Object.hasOwn(encoders, type)) ??
    "application/x-www-form-urlencoded"
  );
}

function encodeForm(fields: TokenFields): string {
  return new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}

function encodeXml(fields: TokenFields): string {
  const elements = Object.entries(fields).map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<OAuth>${elements.join("")}</OAuth>`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
