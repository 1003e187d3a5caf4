/** By name; a list stands for as many headers of that name. */
export type AnswerHeaders = Record<string, string | string[]>;

/** An answer that is all text, which goes out faster than a `Response`: nothing about it is a stream. */
export class Answer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly text: string;

  constructor({ status, headers, text }: Pick<Answer, "status" | "headers" | "text">) {
    this.status = status;
    this.headers = headers;
    this.text = text;
  }
}

export type Answered = Answer | Response;

export function setHeader(answer: Answered, name: string, value: string): void {
  if (answer instanceof Answer) answer.headers[name] = value;
  else answer.headers.set(name, value);
}

/** `method` is that of the request: an answer to HEAD says what GET would bring, and brings nothing. */
export function asResponse(answer: Answered, method = "GET"): Response {
  if (answer instanceof Response) return answer;
  const { status, headers, text } = answer;
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, each]),
  );
  return new Response(text === "" || method === "HEAD" ? null : text, { status, headers: pairs });
}
