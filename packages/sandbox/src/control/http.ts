import type { Arrival } from "../arrival.ts";
import { isPrivateName } from "../host-check.ts";
import { answerJournalPage, journalPagePath } from "../journal-page/door.ts";
import { sameText } from "../same-text.ts";
import type { Control } from "./control.ts";
import { InputError, readInput } from "./input.ts";
import type { ControlOperation } from "./operation.ts";
import { controlOperations } from "./operations.ts";

const prefix = "/_sandbox";

const byName = new Map(controlOperations.map((operation) => [operation.name, operation]));

/** Whether a request is one to the control API. */
export function isControl({ pathname }: URL): boolean {
  return pathname === prefix || pathname.startsWith(`${prefix}/`);
}

export interface ControlDoor {
  readonly control: Control;
  /** Must be sent with every request. */
  readonly token: string;
}

/** Answers a request to the control API: JSON in, JSON out, and `{"error": "..."}` for what cannot be. */
export async function answerControl(door: ControlDoor, arrival: Arrival): Promise<Response> {
  const { control, token } = door;
  const { url, method, header, body, closing } = arrival;
  // Beside the token: a site that points its own name here must not even learn that it needs one.
  if (!isPrivateName(url.hostname)) return refused(421, "the control API answers to names of this machine only");
  if (url.pathname === journalPagePath) return answerJournalPage(door, arrival);
  const [, sent = ""] = /^bearer +(\S+)$/i.exec(header("Authorization")?.trim() ?? "") ?? [];
  if (!sameText(token, sent)) return refused(401, "the token printed at the start must be sent as a bearer token");
  const name = url.pathname.slice(prefix.length + 1);
  if (name === "") return answered(listOfOperations());
  const operation = byName.get(name);
  if (operation === undefined) return refused(404, "there is no such operation; GET /_sandbox/ lists them");
  const isRead = method === "GET";
  if (method !== "POST" && !(isRead && operation.reads)) {
    return refused(405, `this operation takes POST${operation.reads ? " and GET" : ""}`, { Allow: allow(operation) });
  }
  if (body === undefined) return refused(413, "the body is too large");
  try {
    const given = isRead ? readQuery(url) : readJson(body);
    return answered(await operation.run(control, readInput(operation.fields, given), closing));
  } catch (error) {
    // Everything an operation refuses is a RangeError or an InputError, with a message for whoever asked.
    if (error instanceof InputError || error instanceof RangeError) return refused(422, error.message);
    if (operation.name === "sign-in" && error instanceof Error) return refused(502, error.message);
    throw error;
  }
}

function readQuery(url: URL): Record<string, string> {
  const names = [...url.searchParams.keys()];
  if (new Set(names).size < names.length) throw new InputError("a field was sent twice");
  return Object.fromEntries(url.searchParams);
}

function readJson(body: Uint8Array): unknown {
  if (body.byteLength === 0) return {};
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new InputError("the body is not JSON");
  }
}

function listOfOperations(): object {
  const operations = controlOperations.map(({ name, summary, reads, fields }) => {
    return { path: `${prefix}/${name}`, methods: reads ? ["GET", "POST"] : ["POST"], summary, fields };
  });
  return { operations };
}

function allow({ reads }: ControlOperation): string {
  return reads ? "GET, POST" : "POST";
}

const headers = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" } as const;

function answered(value: unknown): Response {
  return Response.json(value, { headers });
}

function refused(status: number, message: string, extra: Record<string, string> = {}): Response {
  const challenge = status === 401 ? { "WWW-Authenticate": "Bearer" } : {};
  return Response.json({ error: message }, { status, headers: { ...headers, ...challenge, ...extra } });
}
