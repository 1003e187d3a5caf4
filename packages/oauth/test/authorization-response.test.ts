import {
  type AuthorizationRequest,
  buildAuthorizationRequest,
  DevGitHubError,
  judgeAuthorizationResponse,
  systemRuntime,
} from "@dev-github-tool/oauth";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { provider } from "../../../test/attacks/example-provider.ts";

let request: AuthorizationRequest;
beforeAll(async () => {
  request = await buildAuthorizationRequest(
    {
      provider,
      client: { clientId: "client" },
      redirectUri: "http://127.0.0.1:1/callback",
      scope: [],
    },
    systemRuntime,
  );
});

it("accepts the code of a redirect with the right state, and hands on the request it answers", () => {
  const accepted = judgeAuthorizationResponse(
    request,
    new URLSearchParams({ code: "x", state: request.state.reveal(), iss: "https://as.example" }),
  );
  expect(accepted.code.reveal()).toBe("x");
  expect(accepted.request).toBe(request);
});

it("refuses every query without the right state, whatever it is made of, with an error of its own", () => {
  const name = fc.oneof(fc.constantFrom("code", "state", "error", "iss", "code[]", "__proto__"), fc.string());
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.string({ unit: "binary" }))), (pairs) => {
      let thrown: unknown;
      try {
        judgeAuthorizationResponse(request, new URLSearchParams(pairs));
      } catch (error) {
        thrown = error;
      }
      return thrown instanceof DevGitHubError && thrown.name === "CallbackError";
    }),
    { numRuns: 5_000 },
  );
});
