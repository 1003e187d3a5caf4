import type { RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { parseRepositoryName, requestIssues, requestProfile, requestRepositories } from "../src/index.ts";
import { clientOf, errorOf } from "./a-client.ts";
import { answerJson, serve } from "./serve.ts";
import { wireIssue, wireProfile, wireRepository } from "./wire.ts";

const json = { "content-type": "application/json" };

function answering(body: string | Buffer, headers: Record<string, string> = json): RequestListener {
  return (_request, response) => response.writeHead(200, headers).end(body);
}

describe("X-47: an answer that is no JSON is said to be so", () => {
  it.each<[string, RequestListener]>([
    [
      "HTML with 200",
      answering("<!doctype html><title>Sign in to the network</title>", { "content-type": "text/html" }),
    ],
    ["HTML that claims to be JSON", answering("<html>")],
    ["nothing", answering("")],
    ["JSON that ends too soon", answering('{"login":"octo')],
    ["UTF-16", answering(Buffer.from(JSON.stringify(wireProfile()), "utf16le"))],
    ["gzip of gzip", answering(gzipSync(gzipSync("{}")), { ...json, "content-encoding": "gzip" })],
  ])("%s", async (_name, answer) => {
    const github = await serve(answer);
    await expect(requestProfile(clientOf(github.url))).rejects.toMatchObject({
      name: "UnexpectedResponseError",
      code: "not_json",
      step: "API request",
    });
  });
});

describe("X-47: an answer of another shape is refused", () => {
  it.each<[string, string, string]>([
    ["null", "null", "field_invalid"],
    ["a list where an object belongs", "[]", "field_invalid"],
    ["a text", '"x"', "field_invalid"],
    ["a number", "5", "field_invalid"],
    ["a hundred thousand nested lists", "[".repeat(100_000) + "]".repeat(100_000), "field_invalid"],
    ["an empty object", "{}", "field_missing"],
    ["a number for a login", JSON.stringify({ ...wireProfile(), login: 5 }), "field_invalid"],
    ["a text for a count", JSON.stringify({ ...wireProfile(), followers: "20" }), "field_invalid"],
    ["a fraction for a count", JSON.stringify({ ...wireProfile(), followers: 0.5 }), "field_invalid"],
    ["null for a login", JSON.stringify({ ...wireProfile(), login: null }), "field_invalid"],
    ["an instant in words", JSON.stringify({ ...wireProfile(), created_at: "yesterday" }), "field_invalid"],
    ["members of the prototype", '{"__proto__":{"login":"octocat"}}', "field_missing"],
  ])("%s", async (_name, body, code) => {
    const github = await serve(answering(body));
    await expect(requestProfile(clientOf(github.url))).rejects.toMatchObject({
      name: "UnexpectedResponseError",
      code,
      step: "API request",
    });
  });

  it.each<[string, unknown]>([
    ["an object where a list belongs", {}],
    ["null", null],
    ["a list of texts", ["x"]],
    ["a list of lists", [[]]],
    ["a list of nulls", [null]],
  ])("%s, for repositories and for issues", async (_name, body) => {
    const github = await serve((_request, response) => answerJson(response, body));
    const client = clientOf(github.url);
    const refused = { name: "UnexpectedResponseError", code: "field_invalid" };
    await expect(requestRepositories(client, { limit: 5 })).rejects.toMatchObject(refused);
    const repository = parseRepositoryName("octocat/hello-world");
    await expect(requestIssues(client, { repository, limit: 5 })).rejects.toMatchObject(refused);
  });
});

it("reads JSON behind a byte order mark", async () => {
  const github = await serve(answering(`\ufeff${JSON.stringify(wireProfile())}`));
  await expect(requestProfile(clientOf(github.url))).resolves.toMatchObject({ login: "octocat" });
});

it.each([201, 202, 203, 206, 300, 303, 304])("refuses HTTP %i, which answers no question", async (status) => {
  const github = await serve((_request, response) => response.writeHead(status, json).end("[]"));
  await expect(requestRepositories(clientOf(github.url), { limit: 5 })).rejects.toMatchObject({
    name: "UnexpectedResponseError",
    code: "unexpected_status",
  });
});

it("does not take 204 for an empty list", async () => {
  const github = await serve((_request, response) => response.writeHead(204).end());
  await expect(requestRepositories(clientOf(github.url), { limit: 5 })).rejects.toMatchObject({
    name: "UnexpectedResponseError",
    code: "unexpected_status",
  });
});

describe("X-47: an answer without end is cut off", () => {
  it.each<[string, RequestListener]>([
    [
      "a stream",
      (_request, response) => {
        response.writeHead(200, json);
        const chunk = Buffer.alloc(1024 * 1024, " ");
        const write = (): void => {
          while (!response.destroyed && response.write(chunk));
        };
        response.on("drain", write);
        write();
      },
    ],
    ["a gzip bomb", answering(gzipSync(Buffer.alloc(256 * 1024 * 1024, " ")), { ...json, "content-encoding": "gzip" })],
    ["more than it announces", answering(Buffer.alloc(11 * 1024 * 1024, " "))],
  ])("%s", async (_name, answer) => {
    const github = await serve(answer);
    await expect(requestProfile(clientOf(github.url))).rejects.toMatchObject({
      name: "UnexpectedResponseError",
      code: "too_large",
      step: "API request",
    });
    expect(github.requests).toHaveLength(1);
  });
});

describe("X-47: an answer that breaks off is a broken connection", () => {
  it.each<[string, RequestListener]>([
    ["before it began", (request) => request.socket.destroy()],
    [
      "in the body",
      (request, response) => {
        response.writeHead(200, { ...json, "content-length": "1000" });
        response.write("{", () => request.socket.destroy());
      },
    ],
  ])("%s", async (_name, answer) => {
    const github = await serve(answer);
    const client = clientOf(github.url, { runtime: { sleep: async () => {} } });
    await expect(requestProfile(client)).rejects.toMatchObject({
      name: "NetworkError",
      code: "connection_lost",
      step: "API request",
    });
  });
});

it("X-47: an answer that never comes is given up by the caller's signal, with its reason", async () => {
  const asked = new AbortController();
  const github = await serve(() => asked.abort("the person pressed Ctrl-C"));
  const error = await errorOf(requestProfile(clientOf(github.url), { signal: asked.signal }));
  expect(error).toBe("the person pressed Ctrl-C");
  expect(github.requests).toHaveLength(1);
});

it("X-47: an aborted signal sends nothing", async () => {
  const github = await serve((_request, response) => answerJson(response, [wireRepository()]));
  const signal = AbortSignal.abort();
  await expect(requestRepositories(clientOf(github.url), { limit: 1, signal })).rejects.toBe(signal.reason);
  expect(github.requests).toEqual([]);
});

it("a server that is not there is unreachable, and not asked again", async () => {
  const github = await serve(() => {});
  let asked = 0;
  const client = clientOf(github.url, {
    runtime: {
      fetch: async () => {
        asked += 1;
        throw Object.assign(new TypeError("fetch failed"), {
          cause: Object.assign(new Error(), { code: "ECONNREFUSED" }),
        });
      },
    },
  });
  await expect(requestProfile(client)).rejects.toMatchObject({
    name: "NetworkError",
    code: "unreachable",
    step: "API request",
  });
  expect(asked).toBe(1);
});

it("quotes nothing of an unexpected answer", async () => {
  const github = await serve((_request, response) =>
    answerJson(response, [wireIssue({ title: "\u001b[2Jsecret" }), 5]),
  );
  const repository = parseRepositoryName("octocat/hello-world");
  const error = await errorOf(requestIssues(clientOf(github.url), { repository, limit: 5 }));
  expect(JSON.stringify(error) + String(error)).not.toContain("secret");
});
