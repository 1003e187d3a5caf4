import { type Client, revokeWith, Secret, type TokenSet } from "@dev-github-tool/oauth";
import { describe, expect, it } from "vitest";
import { provider } from "../attacks/example-provider.ts";
import { plant } from "../canary/ledger.ts";
import { testRuntime } from "../canary/test-runtime.ts";

const revoking = { ...provider, revocationEndpoint: "https://as.example/revoke" };

/** Gives tokens back to a server that answers the first time with `first`, and takes note of what it was sent. */
async function giveBack(first: () => Response): Promise<{ hints: (string | null)[]; outcome: unknown }> {
  const client: Client = { clientId: "client", clientSecret: new Secret(plant("client secret")) };
  const tokens: TokenSet = {
    accessToken: new Secret(plant("access token")),
    tokenType: "bearer",
    scope: undefined,
    expiresAt: undefined,
    refreshToken: new Secret(plant("client secret")),
    refreshTokenExpiresAt: undefined,
  };
  const hints: (string | null)[] = [];
  const runtime = testRuntime({
    fetch: async (_input, init) => {
      const body = new URLSearchParams(String(init?.body));
      const sent = [tokens.refreshToken, tokens.accessToken].map((token) => token?.reveal());
      expect(sent[hints.length]).toBe(body.get("token"));
      hints.push(body.get("token_type_hint"));
      return hints.length === 1 ? first() : new Response("");
    },
  });
  const outcome = await revokeWith(revoking, client, runtime)(tokens).catch((error: unknown) => error);
  return { hints, outcome };
}

const refusal = (error: string, status = 400): Response => Response.json({ error }, { status });

describe("T-22: tokens are given back at the revocation endpoint, the refresh token first", () => {
  it("also to a server that does not know the token, or does not revoke its kind", async () => {
    for (const answer of [() => new Response(""), () => refusal("unsupported_token_type")]) {
      expect(await giveBack(answer)).toEqual({ hints: ["refresh_token", "access_token"], outcome: undefined });
    }
  });

  it.each([
    ["is unavailable", () => new Response("", { status: 503 }), "unavailable"],
    ["refuses the client", () => refusal("invalid_client", 401), "invalid_client"],
    ["answers with something else", () => new Response("", { status: 302 }), "unexpected_status"],
  ])("and are not taken for given back by a server that %s", async (_name, answer, code) => {
    expect(await giveBack(answer)).toMatchObject({ hints: ["refresh_token"], outcome: { code } });
  });
});
