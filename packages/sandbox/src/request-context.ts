import { parse, serialize } from "hono/utils/cookie";
import { Answer, type HeaderList, putHeader } from "./answer.ts";
import type { Arrival } from "./arrival.ts";
import type { Exchange, RequestView } from "./core.ts";
import { type Markup, textOfMarkup } from "./pages/document.ts";

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly paths: readonly string[];
}

/** A request to a page or an endpoint beside the REST API, and the headers its answer has so far. */
export class RequestContext implements RequestView {
  readonly env: Exchange;
  readonly req: PageRequest;
  readonly #headers: HeaderList = [];
  #cookies: Readonly<Record<string, string>> | undefined;

  constructor(arrival: Arrival, env: Exchange, params: Readonly<Record<string, string>>) {
    this.env = env;
    this.req = new PageRequest(arrival, params);
  }

  header(name: string, value: string): void {
    putHeader(this.#headers, name, value);
  }

  /** The value of the first cookie with this name. */
  cookie(name: string): string | undefined {
    this.#cookies ??= parse(this.req.header("Cookie") ?? "");
    return this.#cookies[name];
  }

  /** Sends a cookie that no script can read, once for each path. */
  setCookie({ name, value, paths }: Cookie): void {
    const cookie = serialize(name, value, { httpOnly: true, sameSite: "Lax" });
    for (const path of paths) this.#headers.push("Set-Cookie", `${cookie}; Path=${path}`);
  }

  body(text: string, status = 200): Answer {
    return new Answer({ status, headers: this.#headers, text });
  }

  json(value: unknown, status = 200): Answer {
    this.header("Content-Type", "application/json");
    return this.body(JSON.stringify(value), status);
  }

  html(markup: Markup, status = 200): Answer {
    this.header("Content-Type", "text/html; charset=UTF-8");
    return this.body(textOfMarkup(markup), status);
  }

  redirect(location: string, status: 302 | 303): Answer {
    // Header fields are ASCII, and addresses are by rights.
    this.header("Location", /[^\x20-\x7e]/.test(location) ? encodeURI(location) : location);
    return this.body("", status);
  }
}

class PageRequest {
  readonly #arrival: Arrival;
  readonly #params: Readonly<Record<string, string>>;

  constructor(arrival: Arrival, params: Readonly<Record<string, string>>) {
    this.#arrival = arrival;
    this.#params = params;
  }

  get method(): string {
    return this.#arrival.method;
  }

  get url(): URL {
    return this.#arrival.url;
  }

  header(name: string): string | undefined {
    return this.#arrival.header(name);
  }

  query(name: string): string | undefined {
    return this.#arrival.url.searchParams.get(name) ?? undefined;
  }

  /** A named part of the path. */
  param(name: string): string | undefined {
    return this.#params[name];
  }

  async text(): Promise<string> {
    return textOf(this.#arrival);
  }
}

const decoder = new TextDecoder();

export function textOf({ body }: Arrival): string {
  return decoder.decode(body);
}
