import { describe, expect, it } from "vitest";
import {
  parseRepositoryName,
  requestIssues,
  requestProfile,
  requestPullRequests,
  requestRepositories,
} from "../src/index.ts";
import { clientOf } from "./a-client.ts";
import { wireIssue, wireProfile, wirePullRequest, wireRepository } from "./wire.ts";

const claims = [
  "https://evil.test/octocat",
  "http://github.com/octocat",
  "https://github.com@evil.test/octocat",
  "https://github.com.evil.test/octocat",
  "https://user:secret@github.com/octocat",
  "https://github.com:8443/octocat",
  "https://github.com//evil.test/octocat",
  "https://github.com/\\evil.test",
  "javascript:alert(1)",
  "file:///etc/passwd",
  "data:text/html,<script>alert(1)</script>",
  "-flag:x",
];

function answering(body: unknown) {
  return clientOf("https://github.com", { runtime: { fetch: async () => Response.json(body) } });
}

describe("X-44: whatever an answer claims to be its page, the address is on the provider's web site", () => {
  const repository = parseRepositoryName("octocat/hello-world");

  it.each(claims.filter((claim) => URL.canParse(claim)))("%s", async (html_url) => {
    const pages = [
      await requestProfile(answering(wireProfile({ html_url }))),
      ...(await requestRepositories(answering([wireRepository({ html_url })]), { limit: 1 })),
      ...(await requestIssues(answering([wireIssue({ html_url })]), { repository, limit: 1 })),
      ...(await requestPullRequests(answering([wirePullRequest({ html_url })]), { repository, limit: 1 })),
    ];
    expect(pages).toHaveLength(4);
    for (const { url } of pages) {
      expect(url).toMatch(/^https:\/\/github\.com\//);
      expect(new URL(url)).toMatchObject({
        origin: "https://github.com",
        username: "",
        password: "",
        hash: "",
        search: "",
      });
    }
  });

  it.each(["", "octocat", "//evil.test", "https://[::1"])(
    "%j is refused, being no address at all",
    async (html_url) => {
      await expect(requestProfile(answering(wireProfile({ html_url })))).rejects.toMatchObject({
        name: "UnexpectedResponseError",
        code: "field_invalid",
      });
    },
  );
});

it("keeps the page's path", async () => {
  const html_url = "https://github.com/octocat/hello-world/issues/1347";
  const repository = parseRepositoryName("octocat/hello-world");
  const [issue] = await requestIssues(answering([wireIssue({ html_url })]), { repository, limit: 1 });
  expect(issue?.url).toBe(html_url);
});
