import type { RequestListener } from "node:http";
import { describe, expect, it } from "vitest";
import { requestProfile, requestRepositories, type Wait } from "../src/index.ts";
import { clientOf, errorOf } from "./a-client.ts";
import { answerJson, serve } from "./serve.ts";
import { wireProfile, wireRepository } from "./wire.ts";

const secondary = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";

/** A clock that does not wait, and what it and its owner were told, in order. */
function notebook() {
  const notes: (Wait | { readonly sleptMs: number })[] = [];
  return {
    notes,
    onWait: (wait: Wait) => {
      notes.push(wait);
    },
    runtime: {
      sleep: async (ms: number) => {
        notes.push({ sleptMs: ms });
      },
    },
  };
}

/** Refuses the first requests and then answers. */
function afterRefusals(count: number, refuse: RequestListener): RequestListener {
  let seen = 0;
  return (request, response) => {
    seen += 1;
    if (seen <= count) {
      refuse(request, response);
    } else {
      answerJson(response, request.url?.includes("repos") ? [wireRepository()] : wireProfile());
    }
  };
}

const limited: RequestListener = (_request, response) =>
  answerJson(response, { message: secondary }, { status: 403, headers: { "retry-after": "2" } });

describe("a short limit", () => {
  it("is waited for, after its owner was told, and the request is sent again", async () => {
    const { notes, ...told } = notebook();
    const github = await serve(afterRefusals(1, limited));
    await expect(requestProfile(clientOf(github.url, told))).resolves.toMatchObject({ login: "octocat" });
    expect(notes).toEqual([{ reason: "secondary_rate_limited", seconds: 2 }, { sleptMs: 2000 }]);
    expect(github.requests).toHaveLength(2);
  });

  it("of the hour's requests is waited for as well", async () => {
    const { notes, ...told } = notebook();
    const github = await serve(
      afterRefusals(1, (_request, response) => {
        const reset = String(Math.floor(Date.now() / 1000) + 1);
        const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset };
        answerJson(response, { message: "API rate limit exceeded" }, { status: 429, headers });
      }),
    );
    await expect(requestProfile(clientOf(github.url, told))).resolves.toMatchObject({ login: "octocat" });
    expect(notes).toEqual([{ reason: "rate_limited", seconds: expect.any(Number) }, { sleptMs: expect.any(Number) }]);
  });

  it("is not waited for in silence: without an owner to tell, the request fails", async () => {
    const { notes, runtime } = notebook();
    const github = await serve(afterRefusals(1, limited));
    await expect(requestProfile(clientOf(github.url, { runtime }))).rejects.toMatchObject({
      code: "secondary_rate_limited",
      retryAfterSeconds: 2,
    });
    expect(notes).toEqual([]);
    expect(github.requests).toHaveLength(1);
  });

  it("is waited for once in a request", async () => {
    const { notes, ...told } = notebook();
    const github = await serve(afterRefusals(9, limited));
    await expect(requestProfile(clientOf(github.url, told))).rejects.toMatchObject({ code: "secondary_rate_limited" });
    expect(notes).toHaveLength(2);
    expect(github.requests).toHaveLength(2);
  });
});

it.each(["6", "3600", "1000000000", "-1", "soon", "", "Fri, 20 Nov 2026 12:01:30 GMT"])(
  "T-18: Retry-After %j is not waited for: the request fails and says until when",
  async (value) => {
    const { notes, ...told } = notebook();
    const github = await serve((_request, response) =>
      answerJson(response, { message: secondary }, { status: 403, headers: { "retry-after": value } }),
    );
    await expect(requestProfile(clientOf(github.url, told))).rejects.toMatchObject({ code: "secondary_rate_limited" });
    expect(notes).toEqual([]);
    expect(github.requests).toHaveLength(1);
  },
);

describe("a failure that may pass", () => {
  it.each<[string, RequestListener]>([
    ["a server error", (_request, response) => answerJson(response, { message: "Oops" }, { status: 502 })],
    ["a broken connection", (request) => request.socket.destroy()],
  ])("%s is tried twice more, within a second", async (_name, fail) => {
    const { notes, runtime } = notebook();
    const github = await serve(afterRefusals(2, fail));
    await expect(requestProfile(clientOf(github.url, { runtime }))).resolves.toMatchObject({ login: "octocat" });
    expect(notes).toEqual([{ sleptMs: 100 }, { sleptMs: 400 }]);
    expect(github.requests).toHaveLength(3);
  });

  it("is tried again on every page of a list", async () => {
    const { notes, runtime } = notebook();
    const asked = new Map<string, number>();
    const github = await serve((request, response) => {
      const url = request.url ?? "";
      asked.set(url, (asked.get(url) ?? 0) + 1);
      if ((asked.get(url) ?? 0) < 3) {
        answerJson(response, { message: "Oops" }, { status: 500 });
      } else {
        const link = `<http://${request.headers.host}/api/v3/user/repos?page=2>; rel="next"`;
        answerJson(response, [wireRepository()], { headers: url.endsWith("?page=2") ? {} : { link } });
      }
    });
    await expect(requestRepositories(clientOf(github.url, { runtime }), { limit: 2 })).resolves.toHaveLength(2);
    expect([...asked.values()]).toEqual([3, 3]);
    expect(notes).toEqual([{ sleptMs: 100 }, { sleptMs: 400 }, { sleptMs: 100 }, { sleptMs: 400 }]);
  });

  it("is not tried again when the server said when to come back", async () => {
    const { notes, ...told } = notebook();
    const github = await serve((_request, response) =>
      answerJson(response, { message: "Down for maintenance" }, { status: 503, headers: { "retry-after": "120" } }),
    );
    await expect(requestProfile(clientOf(github.url, told))).rejects.toMatchObject({
      code: "server_error",
      retryAfterSeconds: 120,
    });
    expect(notes).toEqual([]);
    expect(github.requests).toHaveLength(1);
  });
});

it.each<[string, RequestListener]>([
  ["a limit", limited],
  ["a repetition", (_request, response) => answerJson(response, { message: "Oops" }, { status: 500 })],
])("Ctrl-C ends the wait for %s, with the signal's reason", async (_name, refuse) => {
  const pressed = new AbortController();
  const github = await serve(refuse);
  const client = clientOf(github.url, {
    onWait: () => {},
    runtime: {
      sleep: (_ms, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener("abort", () => reject(signal.reason));
          pressed.abort("the person pressed Ctrl-C");
        }),
    },
  });
  expect(await errorOf(requestProfile(client, { signal: pressed.signal }))).toBe("the person pressed Ctrl-C");
  expect(github.requests).toHaveLength(1);
});
