import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { createBoundedFetch, systemRuntime } from "@dev-github-tool/oauth";
import { describe, expect, it, onTestFinished } from "vitest";

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const bounded = (timeoutMs: number) =>
  createBoundedFetch(systemRuntime.fetch, { maxBytes: 1_000, timeoutMs, step: "API request" });

describe("one deadline covers the whole answer", () => {
  it.each<[string, RequestListener]>([
    ["a server that says nothing", () => {}],
    ["a body that does not end", (_request, response) => void response.writeHead(200).write("x")],
    [
      "a body that drips",
      (_request, response) => {
        const drip = setInterval(() => response.write("x"), 5);
        response.on("close", () => clearInterval(drip));
      },
    ],
  ])("%s", async (_name, answer) => {
    const url = await serve(answer);
    await expect(bounded(100)(url)).rejects.toMatchObject({
      name: "NetworkError",
      code: "timed_out",
      step: "API request",
    });
  });
});

it("gives back status, headers and body of a whole answer", async () => {
  const url = await serve((_request, response) => response.writeHead(404, { etag: '"x"' }).end("gone"));
  const response = await bounded(5_000)(url);
  expect(response.status).toBe(404);
  expect(response.headers.get("etag")).toBe('"x"');
  expect(response.url).toBe(url);
  expect(await response.text()).toBe("gone");
});

it("gives back an answer that has no body", async () => {
  const url = await serve((_request, response) => response.writeHead(204).end());
  expect((await bounded(5_000)(url)).status).toBe(204);
});

it("takes exactly as many bytes as allowed, and not one more", async () => {
  const url = await serve((request, response) => response.end("x".repeat(Number(request.url?.slice(1)))));
  expect((await (await bounded(5_000)(`${url}1000`)).text()).length).toBe(1_000);
  await expect(bounded(5_000)(`${url}1001`)).rejects.toMatchObject({
    name: "UnexpectedResponseError",
    code: "too_large",
  });
});

it("does not follow a redirect", async () => {
  const url = await serve((_request, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end());
  expect((await bounded(5_000)(url)).status).toBe(302);
});

it("rejects with the caller's reason when the caller aborts", async () => {
  const url = await serve(() => {});
  const abort = new AbortController();
  const answer = bounded(5_000)(url, { signal: abort.signal });
  abort.abort(new Error("enough"));
  await expect(answer).rejects.toThrow("enough");
});

it("tells a server that was never reached from a connection that broke off", async () => {
  const closed = createServer().listen(0, "127.0.0.1");
  await once(closed, "listening");
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  await expect(bounded(5_000)(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: "unreachable" });
  await expect(bounded(5_000)("http://nothing.invalid/")).rejects.toMatchObject({ code: "unreachable" });
  const url = await serve((request) => request.destroy());
  await expect(bounded(5_000)(url)).rejects.toMatchObject({ code: "connection_lost" });
});
