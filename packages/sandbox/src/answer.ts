/** Names and values in turn, as node:http takes them; a name may come more than once. */
export type HeaderList = string[];

/** An answer that is all text, which goes out faster than a `Response`: nothing about it is a stream. */
export class Answer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly text: string;

  constructor({ status, headers, text }: Pick<Answer, "status" | "headers" | "text">) {
    this.status = status;
    this.headers = headers;
    this.text = text;
  }
}

export type Answered = Answer | Response;

/** Sets a header, in place of the one that has the same name. */
export function putHeader(headers: HeaderList, name: string, value: string): void {
  for (let index = 0; index < headers.length; index += 2) {
    if (headers[index] !== name) continue;
    headers[index + 1] = value;
    return;
  }
  headers.push(name, value);
}

export function setHeader(answer: Answered, name: string, value: string): void {
  if (answer instanceof Answer) putHeader(answer.headers, name, value);
  else answer.headers.set(name, value);
}

/** `method` is that of the request: an answer to HEAD says what GET would bring, and brings nothing. */
export function asResponse(answer: Answered, method = "GET"): Response {
  if (answer instanceof Response) return answer;
  const { status, headers, text } = answer;
  const all = new Headers();
  for (let index = 0; index < headers.length; index += 2) all.append(headers[index] ?? "", headers[index + 1] ?? "");
  return new Response(text === "" || method === "HEAD" ? null : text, { status, headers: all });
}
