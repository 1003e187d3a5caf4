import { origin, rest } from "./drive.ts";
import { tokenOf } from "./small-seed.ts";
import { basic, type Points, type Stage } from "./switch-stage.ts";
import { refresh, statusWith } from "./token-drive.ts";

const expiring = "Ov23liExpiring000004";

async function deleteToken(stage: Stage, token: string): Promise<number> {
  return askAsApp(stage, { method: "DELETE", token, secret: stage.app.clientSecret });
}

/** Sends a token to the address of the first app, as some app. */
async function askAsApp(
  { sandbox, app }: Stage,
  { method, token, id = app.clientId, secret }: { method: string; token: string; id?: string; secret: string },
): Promise<number> {
  const headers = { Authorization: basic(id, secret) };
  const body = JSON.stringify({ access_token: token });
  return (await rest(sandbox, `/applications/${app.clientId}/token`, { method, headers, body })).status;
}

/** The REST API. */
export const apiPoints: Points<
  | "badCredentialsPerMinute"
  | "deletingDeadToken"
  | "etagOutlivesToken"
  | "foreignAppCredentials"
  | "issuesByPageNumber"
  | "issuesWithoutScope"
  | "limitedStatus"
  | "missingUserAgent"
  | "pageBehindLast"
  | "perPageAboveMost"
  | "privateProfileScope"
  | "revokingTokenEndsFamily"
  | "unseenAcceptedScopes"
  | "wrongAppCredentials"
> = {
  revokingTokenEndsFamily: {
    sides: [
      [true, "bad_refresh_token"],
      [false, undefined],
    ],
    see: async ({ sandbox }) => {
      const app = sandbox.seed.apps.find(({ clientId }) => clientId === expiring) ?? sandbox.seed.apps[0];
      const { accessToken, refreshToken = "" } = sandbox.issueTokens({ login: "octo-lena", clientId: expiring });
      await rest(sandbox, "/credentials/revoke", {
        method: "POST",
        body: JSON.stringify({ credentials: [accessToken] }),
      });
      return (await refresh(sandbox, app, { refresh_token: refreshToken })).body.error;
    },
  },
  deletingDeadToken: {
    sides: [
      [404, 404],
      [422, 422],
    ],
    see: (stage) => deleteToken(stage, "made up"),
  },
  wrongAppCredentials: {
    sides: [
      [401, 401],
      [404, 404],
    ],
    see: (stage) => askAsApp(stage, { method: "POST", token: tokenOf(stage.sandbox), secret: "made up" }),
  },
  foreignAppCredentials: {
    sides: [
      [404, 404],
      [401, 401],
    ],
    see: (stage) => {
      const another = stage.sandbox.seed.apps[1];
      if (another === undefined) throw new Error("the seed has one app only");
      const { clientId: id, clientSecret: secret } = another;
      return askAsApp(stage, { method: "POST", token: tokenOf(stage.sandbox), id, secret });
    },
  },
  limitedStatus: {
    sides: [
      [403, 403],
      [429, 429],
    ],
    see: async ({ sandbox }) => {
      for (let count = 0; count < 60; count += 1) await rest(sandbox, "/users/octo-lena");
      return (await rest(sandbox, "/users/octo-lena")).status;
    },
  },
  privateProfileScope: {
    sides: [
      ["read:user", ["private", "private"]],
      ["user", ["public", "private"]],
    ],
    see: async ({ sandbox }) =>
      Promise.all(
        ["read:user", "user"].map(async (scope) => {
          const { body } = await rest(sandbox, "/user", { token: tokenOf(sandbox, { scope }) });
          return (body as { user_view_type: string }).user_view_type;
        }),
      ),
  },
  unseenAcceptedScopes: {
    sides: [
      ["like_neighbours", ["", "", "repo", "repo", "", "repo"]],
      ["empty", ["", "", "", "", "", "repo"]],
      ["with_more_to_show", ["read:user, user", "repo", "repo", "repo", "repo", "repo"]],
    ],
    see: async ({ sandbox }) => {
      const token = tokenOf(sandbox);
      const place = "/repos/octo-lena/tide-tables";
      const paths = ["/user", "/user/repos", "/issues", `${place}/pulls`, "/search/issues?q=tide", `${place}/issues`];
      const answers = await Promise.all(paths.map((path) => rest(sandbox, path, { token })));
      return answers.map(({ headers }) => headers.get("X-Accepted-OAuth-Scopes"));
    },
  },
  issuesWithoutScope: {
    sides: [
      ["public", [200, 200]],
      ["not_found", [404, 200]],
    ],
    see: async ({ sandbox }) =>
      Promise.all(
        ["gist", "repo"].map(
          async (scope) => (await rest(sandbox, "/issues", { token: tokenOf(sandbox, { scope }) })).status,
        ),
      ),
  },
  missingUserAgent: {
    sides: [
      ["text", [403, "text/plain"]],
      ["json", [403, "application/json"]],
    ],
    see: async ({ sandbox }) => {
      const response = await sandbox.fetch(`${origin}/api/v3/`, { headers: { "User-Agent": " " } });
      return [response.status, response.headers.get("Content-Type")?.split(";")[0]];
    },
  },
  badCredentialsPerMinute: {
    sides: [
      [Number.POSITIVE_INFINITY, [401, 401, 401, 200, 200]],
      [2, [401, 401, 401, 403, 200]],
    ],
    see: async ({ sandbox }) => {
      const statuses = [];
      for (let count = 0; count < 3; count += 1) statuses.push(await statusWith(sandbox, "made-up"));
      const token = tokenOf(sandbox);
      statuses.push(await statusWith(sandbox, token));
      sandbox.clock.advance(60_000);
      return [...statuses, await statusWith(sandbox, token)];
    },
  },
  etagOutlivesToken: {
    sides: [
      [true, [304, 304]],
      [false, [304, 200]],
    ],
    see: async ({ sandbox }) => {
      const [token, another] = [tokenOf(sandbox), tokenOf(sandbox)];
      const etag = (await rest(sandbox, "/user", { token })).headers.get("ETag") ?? "";
      const headers = { "If-None-Match": etag };
      return Promise.all(
        [token, another].map(async (each) => (await rest(sandbox, "/user", { token: each, headers })).status),
      );
    },
  },
  perPageAboveMost: {
    sides: [
      ["clamped", [200, 200]],
      ["refused", [200, 422]],
    ],
    see: async ({ sandbox }) =>
      Promise.all(
        [100, 101].map(async (count) => (await rest(sandbox, `/users/octo-lena/repos?per_page=${count}`)).status),
      ),
  },
  issuesByPageNumber: {
    sides: [
      [Number.POSITIVE_INFINITY, { second: 200, relations: ["next", "last"] }],
      [20, { second: 422, relations: ["next"] }],
    ],
    see: async ({ sandbox }) => {
      const path = "/repos/octo-lena/tide-tables/issues?per_page=20";
      const { headers } = await rest(sandbox, path);
      const { status: second } = await rest(sandbox, `${path}&page=2`);
      return { second, relations: [...(headers.get("Link") ?? "").matchAll(/rel="(\w+)"/g)].map(([, name]) => name) };
    },
  },
  pageBehindLast: {
    sides: [
      ["empty", [200, 200]],
      ["not_found", [200, 404]],
    ],
    see: async ({ sandbox }) =>
      Promise.all([1, 99].map(async (page) => (await rest(sandbox, `/users/octo-lena/repos?page=${page}`)).status)),
  },
};
