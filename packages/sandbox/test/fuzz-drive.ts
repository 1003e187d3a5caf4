import fc from "fast-check";
import type { Sandbox } from "../src/index.ts";
import { origin } from "./drive.ts";
import { accepts, brokenEscapes, contentTypes, hostileValues, methods } from "./fuzz-values.ts";

/** Cases per endpoint. */
export const fuzzRuns = 10_000;

type Encoding = "percent" | "raw" | "broken";
type Pair = readonly [name: string, value: string, encoding: Encoding];

/** One request in pieces. */
export interface FuzzCase {
  readonly method: string;
  readonly query: readonly Pair[];
  readonly body: readonly Pair[];
  readonly shape: "form" | "json" | "nested" | "broken-json" | "bytes" | "huge";
  readonly contentType: string;
  readonly accept: string;
  readonly authorization: string;
  readonly withCookie: boolean;
}

export interface FuzzTarget {
  readonly path: string;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Names the endpoint reads. */
  readonly names: readonly string[];
  /** Good values, so that a case comes further than to the first refusal. */
  readonly live: Readonly<Record<string, string>>;
  readonly authorization?: string;
  readonly contentType?: string;
}

/** Any text, lone surrogates included; fast-check's own for that takes a second to be made. */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  const character = fc.oneof(fc.nat(0xffff), fc.nat(0x10ffff));
  return fc.array(character, { maxLength }).map((characters) => String.fromCodePoint(...characters));
}

/** Where a case puts a good value: it is filled in when the case is sent. */
const liveValue = "\u0001live";

export function fuzzCases({ names, method, contentType = contentTypes[0] ?? "" }: FuzzTarget): fc.Arbitrary<FuzzCase> {
  const name = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.constantFrom(...hostileValues) },
  );
  const value = fc.oneof(
    { weight: 8, arbitrary: fc.constant(liveValue) },
    { weight: 4, arbitrary: fc.constantFrom(...hostileValues) },
    { weight: 1, arbitrary: anyText(12) },
  );
  const encoding = fc.constantFrom<Encoding>("percent", "percent", "percent", "percent", "percent", "raw", "broken");
  const pairs = fc.oneof(
    {
      weight: 2,
      arbitrary: fc.uniqueArray(fc.tuple(name, value, encoding), { maxLength: 9, selector: ([text]) => text }),
    },
    { weight: 1, arbitrary: fc.array(fc.tuple(name, value, encoding), { maxLength: 9 }) },
    { weight: 2, arbitrary: fc.constant<Pair[]>([]) },
    // Everything that belongs to the request, one thing changed: the cases that come furthest.
    {
      weight: 4,
      arbitrary: fc
        .tuple(name, value, encoding)
        .map((changed) => [
          ...names.filter((each) => each !== changed[0]).map((each): Pair => [each, liveValue, "percent"]),
          changed,
        ]),
    },
  );
  const shapes: FuzzCase["shape"][] = [
    "form",
    "form",
    "form",
    "form",
    "json",
    "json",
    "nested",
    "broken-json",
    "bytes",
  ];
  return fc.record({
    method: fc.oneof(
      { weight: 6, arbitrary: fc.constant(method) },
      { weight: 1, arbitrary: fc.constantFrom(...methods) },
    ),
    query:
      method === "GET"
        ? pairs
        : fc.oneof({ weight: 5, arbitrary: fc.constant<Pair[]>([]) }, { weight: 1, arbitrary: pairs }),
    body: pairs,
    shape: fc.oneof(
      { weight: 300, arbitrary: fc.constantFrom(...shapes) },
      { weight: 1, arbitrary: fc.constant<FuzzCase["shape"]>("huge") },
    ),
    contentType: fc.oneof(
      { weight: 3, arbitrary: fc.constant(contentType) },
      { weight: 1, arbitrary: fc.constantFrom(...contentTypes) },
    ),
    accept: fc.constantFrom(...accepts),
    authorization: fc.constantFrom(
      "",
      "",
      "",
      "live",
      "live",
      "Basic !!!",
      "Basic Og==",
      "Bearer \u00e9",
      "Bearer x",
      `Basic ${"A".repeat(500)}`,
    ),
    withCookie: fc.boolean(),
  });
}

/** Cases in one run of fast-check, which costs as much as a request. */
const batch = 50;

/** Has every case of `fuzzRuns` judged, each by its number. */
export async function forEachCase(
  target: FuzzTarget,
  judge: (fuzzCase: FuzzCase, index: number) => Promise<void>,
): Promise<void> {
  let index = 0;
  const cases = fc.array(fuzzCases(target), { minLength: batch, maxLength: batch });
  const property = fc.asyncProperty(cases, async (batchOfCases) => {
    for (const fuzzCase of batchOfCases) {
      await judge(fuzzCase, index);
      index += 1;
    }
  });
  await fc.assert(property, { numRuns: fuzzRuns / batch });
}

/** Sends a case. */
export async function sendCase(
  sandbox: Sandbox,
  fuzzCase: FuzzCase,
  { target, cookie }: { target: FuzzTarget; cookie?: string },
): Promise<Response> {
  const { method, query, shape, contentType, accept, withCookie } = fuzzCase;
  const headers: Record<string, string> = { Accept: accept, "Content-Type": contentType };
  if (fuzzCase.authorization === "live") {
    if (target.authorization !== undefined) headers.Authorization = target.authorization;
  } else if (fuzzCase.authorization !== "") headers.Authorization = fuzzCase.authorization;
  if (withCookie && cookie !== undefined) headers.Cookie = cookie;
  const mayHaveBody = !/^(?:get|head)$/i.test(method);
  const search = encode(query, target.live);
  return sandbox.fetch(`${origin}${target.path}${search === "" ? "" : `?${search}`}`, {
    method,
    headers,
    ...(mayHaveBody && { body: bodyOf(fuzzCase, target.live, shape) }),
  });
}

function liveOf(live: FuzzTarget["live"], name: string): string {
  return Object.hasOwn(live, name) ? (live[name] ?? "") : "live";
}

/** `encodeURIComponent` takes no lone surrogates. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

function encode(pairs: readonly Pair[], live: FuzzTarget["live"]): string {
  return pairs
    .map(([name, value, encoding], index) => {
      const text = value === liveValue ? liveOf(live, name) : value;
      if (encoding === "raw") return `${name}=${text}`;
      const broken = encoding === "broken" ? (brokenEscapes[(index + text.length) % brokenEscapes.length] ?? "") : "";
      return `${encodeURIComponent(wellFormed(name))}=${encodeURIComponent(wellFormed(text))}${broken}`;
    })
    .join("&");
}

function bodyOf(
  { body }: FuzzCase,
  live: FuzzTarget["live"],
  shape: FuzzCase["shape"],
): string | Uint8Array<ArrayBuffer> {
  const entries = body.map(([name, value]): [string, unknown] => [
    name,
    value === liveValue ? liveOf(live, name) : value,
  ]);
  switch (shape) {
    case "form":
      return encode(body, live);
    case "json":
      return JSON.stringify(Object.fromEntries(entries));
    case "nested":
      return JSON.stringify(Object.fromEntries(entries.map(([name, value], index) => [name, nested(value, index)])));
    case "broken-json":
      return JSON.stringify(Object.fromEntries(entries)).slice(0, -1);
    case "bytes":
      return Uint8Array.from(encode(body, live), (_, index) => (index * 89 + body.length) % 256);
    case "huge":
      return `${encode(body, live)}&zq=${"x".repeat(200_000)}`;
  }
}

function nested(value: unknown, index: number): unknown {
  return [[value], { value }, 7, true, null, [[[[]]]], value][index % 7];
}

const sessionCookie = /^sandbox_session_4010=[0-9a-f]{64}; HttpOnly; SameSite=Lax; Path=\/[a-z]*$/;

/** Judges what must hold for every answer, and returns its text. Plain comparisons: `expect` would take longer than the request. */
export async function judgeAnswer(
  response: Response,
  { leadsTo, statuses }: { leadsTo: RegExp; statuses: ReadonlySet<number> },
): Promise<string> {
  const text = await response.text();
  const { headers, status } = response;
  if (!statuses.has(status)) throw new Error(`the status is ${status}`);
  if (!headers.has("X-GitHub-Request-Id")) throw new Error("the answer has no request id");
  if (text.includes("<zq-mark") || text.includes("</style><zq") || text.includes('" zq-attribute=')) {
    throw new Error(`markup came back: ${text}`);
  }
  const location = headers.get("Location");
  if (location !== null && !leadsTo.test(location)) throw new Error(`the answer leads to ${location}`);
  const strange = headers.getSetCookie().find((cookie) => !sessionCookie.test(cookie));
  if (strange !== undefined) throw new Error(`a cookie came back: ${strange}`);
  if (headers.get("Content-Type")?.startsWith("text/html")) {
    if (!headers.get("Content-Security-Policy")?.includes("frame-ancestors 'none'"))
      throw new Error("a page can be framed");
    if (headers.has("Access-Control-Allow-Origin")) throw new Error("a page is open to other origins");
  }
  return text;
}
