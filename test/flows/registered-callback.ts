import { defaultSeed, type SeedApp } from "@dev-github-tool/sandbox";
import { expect } from "vitest";
import { startTestGitHub, type TestGitHub } from "../canary/test-github.ts";

/** What a server makes of a redirect address. */
export type Verdict = "accepts" | "refuses";

const CLIENT_ID = "Ov23liCheckpoint0003";

/** A GitHub whose only app has one callback address. */
export function startRegistered(url: string, how: "exact" | "wildcard" | "strict"): Promise<TestGitHub> {
  const app: SeedApp = {
    clientId: CLIENT_ID,
    kind: "oauth-app",
    name: "Registered Once",
    owner: "octo-lena",
    homepageUrl: "https://dgt.example.com",
    callbacks: [{ url, wildcard: how === "wildcard" }],
    expiringTokens: false,
    installedOn: [],
  };
  return startTestGitHub({
    profile: how === "strict" ? "strict" : "github",
    seed: { ...defaultSeed(), apps: [app] },
  });
}

/** An authorization request of that app, with everything it needs. */
export function buildUrl(origin: string, redirectUri: string): string {
  const query = {
    response_type: "code",
    client_id: CLIENT_ID,
    redirect_uri: redirectUri,
    scope: "read:user",
    state: "s".repeat(43),
    code_challenge: "c".repeat(43),
    code_challenge_method: "S256",
  };
  return `${origin}/login/oauth/authorize?${new URLSearchParams(query)}`;
}

/** Asks a server as a browser does; a refusal must be a page, and lead nowhere. */
export async function ask(origin: string, redirectUri: string): Promise<Verdict> {
  const answer = await fetch(buildUrl(origin, redirectUri), { redirect: "manual" });
  const { pathname, origin: next } = new URL(answer.headers.get("location") ?? "none:", origin);
  if (answer.status === 302 && next === origin && pathname === "/login") return "accepts";
  expect({ status: answer.status, location: answer.headers.get("location") }).toEqual({ status: 400, location: null });
  expect(await answer.text()).toContain("Be careful!");
  return "refuses";
}
