import { beforeAll, expect, test } from "vitest";
import { createSandbox, type Sandbox } from "../src/index.ts";
import { rest, tokenFor } from "./drive.ts";
import { judgeByDescription } from "./openapi.ts";

let sandbox: Sandbox;
let token: string;

beforeAll(async () => {
  sandbox = createSandbox();
  token = await tokenFor(sandbox, { scope: "repo read:user" });
});

test("the description's judge refuses a missing field, an unknown one and a wrong type", async () => {
  const { body } = await rest(sandbox, "/user", { token });
  const judge = (changes: object) => () =>
    judgeByDescription({
      method: "GET",
      path: "/user",
      status: 200,
      body: JSON.stringify({ ...(body as object), ...changes }),
    });
  expect(judge({})).not.toThrow();
  expect(judge({ login: undefined })).toThrow(/login/);
  expect(judge({ loginn: "x" })).toThrow(/additional/);
  expect(judge({ id: "1" })).toThrow(/integer/);
  expect(judge({ name: null })).not.toThrow();
});
for (const path of ["/", "/user", "/user/repos?per_page=100", "/rate_limit"]) {
  test(`facts 7.8: GET ${path} answers as GitHub describes it`, async () => {
    expect((await rest(sandbox, path, { token })).status).toBe(200);
  });
}
test("facts 7.8: every repository of the seed, with its issues and pull requests, is answered as GitHub describes it", async () => {
  const { body } = await rest(sandbox, "/user/repos?per_page=100", { token });
  const names = (body as { full_name: string }[]).map((repository) => repository.full_name);
  expect(names.length).toBeGreaterThan(30);
  for (const name of names) {
    expect((await rest(sandbox, `/repos/${name}`, { token })).status).toBe(200);
    expect((await rest(sandbox, `/repos/${name}/issues?state=all&per_page=100`, { token })).status).toBe(200);
    expect((await rest(sandbox, `/repos/${name}/pulls?state=all&per_page=100`, { token })).status).toBe(200);
  }
});
