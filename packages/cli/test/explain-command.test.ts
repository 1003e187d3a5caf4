import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { credentials } from "../src/catalogue/credentials.ts";
import { listed } from "../src/catalogue/find-entries.ts";
import { differences } from "../src/catalogue/textbook.ts";
import { createSurroundings } from "./surroundings.ts";

const codes = [...new Set(listed.map(({ code }) => code))];

describe("dgt explain CODE", () => {
  it.each(codes)("explains %s, without asking anybody", async (code) => {
    const { exitCode, stdout, stderr } = await createSurroundings().run("explain", code);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^ {2}means: +\S.+/m);
    expect(stdout).toMatch(/^ {2}why: +\S.+/m);
    expect(stdout).toMatch(/^ {2}fix: +\S.+/m);
    expect(stdout).toMatch(/^ {2}next: +\S.+/m);
    expect(stdout).not.toMatch(/undefined|\[object|\{host|\{base|`|\]\(/);
  });

  it.each([
    ["BAD_verification_CODE", "bad_verification_code"],
    ["Bad credentials", "Bad credentials"],
    ["bad_credentials", "Bad credentials"],
    ["resource not accessible by integration.", "Resource not accessible by integration"],
    ["insufficient_scopes", "INSUFFICIENT_SCOPES"],
    ["be careful", "Be careful!"],
    ["API rate limit exceeded for user ID 1001.", "API rate limit exceeded"],
    [
      "Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.",
      "Resource protected by organization SAML enforcement",
    ],
  ])("takes %s for %s", async (word, code) => {
    expect((await createSurroundings().run("explain", word)).stdout.split(" · ")[0]).toBe(code);
  });

  it("takes a message whose quotation marks were forgotten", async () => {
    expect((await createSurroundings().run("explain", "bad", "credentials")).stdout).toMatch(
      /^Bad credentials · at the API request/,
    );
  });

  it("shows a code of several places at each of them, in the order of the steps", async () => {
    const { stdout } = await createSurroundings().run("explain", "redirect_uri_mismatch");
    expect(stdout.match(/^redirect_uri_mismatch · .*/gm)).toEqual([
      "redirect_uri_mismatch · at the authorization URL or callback validation",
      "redirect_uri_mismatch · at the token exchange",
    ]);
    expect(stdout).toMatch(/Be careful!/);
  });

  it("sets the textbook beside GitHub", async () => {
    const { stdout } = await createSurroundings().run("explain", "invalid_client");
    expect(stdout).toMatch(/^ {2}textbook: invalid_client\n {2}GitHub: +incorrect_client_credentials with HTTP 200/m);
  });

  it("names the address of the host that is asked about", async () => {
    const { stdout } = await createSurroundings().run(
      "explain",
      "incorrect_client_credentials",
      "--host",
      "github.example.com",
    );
    expect(stdout).toContain("https://github.example.com/settings/developers");
  });

  it("as JSON, an object with every entry", async () => {
    const { stdout } = await createSurroundings().run("explain", "404", "--json");
    const { entries } = JSON.parse(stdout);
    expect(entries.map(({ from }: { from: string }) => from)).toEqual([
      "GitHub's authorization page",
      "GitHub's token endpoint",
      "HTTP statuses of GitHub's API",
    ]);
    expect(entries[0]).toEqual({
      code: "404",
      from: expect.any(String),
      steps: ["app registration", "authorization URL"],
      meaning: expect.any(String),
      reason: expect.any(String),
      causes: [],
      fix: expect.any(String),
      next: [expect.any(String)],
      github: null,
      exitCode: 1,
      source: { title: expect.any(String), url: expect.stringMatching(/^https:/) },
    });
  });
});

describe("dgt explain of a word that is no code", () => {
  it.each([
    ["bad_verfication_code", /next: {2}dgt explain bad_verification_code, or/],
    ["refresh_token", /next: {2}dgt explain bad_refresh_token, or/],
    ["bad credential", /next: {2}dgt explain "Bad credentials", or/],
    ["xyzzyxyzzy", /next: {2}dgt explain, which lists them, or/],
    ["999", /next: {2}dgt explain, which lists them, or/],
  ])("%s leads to the nearest", async (word, next) => {
    const { exitCode, stdout, stderr } = await createSurroundings().run("explain", word);
    expect({ exitCode, stdout }).toEqual({ exitCode: 64, stdout: "" });
    expect(stderr).toMatch(/\[unknown_code\]/);
    expect(stderr).toMatch(next);
  });

  it("shows no secret that was typed in its place", async () => {
    const secret = plant("access token");
    const { exitCode, stderr } = await createSurroundings().run("explain", secret);
    expect(exitCode).toBe(64);
    expect(stderr).not.toContain(secret);
  });
});

describe("dgt explain alone", () => {
  it("lists every code with the step it is likeliest to happen in, a line each for a program", async () => {
    const rows = (await createSurroundings().run("explain")).stdout.trimEnd().split("\n");
    expect(rows).toHaveLength(listed.length);
    expect(rows[0]).toMatch(/^app registration\t\S+\t/);
    expect(rows.map((row) => row.split("\t")[1])).toEqual(listed.map(({ code }) => code));
  });

  it("is JSON when asked", async () => {
    const { stdout } = await createSurroundings().run("explain", "--json");
    expect(JSON.parse(stdout).entries).toHaveLength(listed.length);
  });
});

describe("dgt explain credentials", () => {
  it("F2: says of each what it is, when it is used, how long it lives and how secret it is", async () => {
    const { exitCode, stdout } = await createSurroundings().run("explain", "credentials");
    expect(exitCode).toBe(0);
    for (const name of ["client id", "client secret", "authorization code", "access token", "refresh token"]) {
      expect(stdout).toMatch(
        new RegExp(
          `^${name}\n {2}what: .+\n(?: {12}.+\n)* {2}used: .+\n(?: {12}.+\n)* {2}lives: .+\n(?: {12}.+\n)* {2}secrecy: `,
          "m",
        ),
      );
    }
  });

  it("F2: is a table in docs/explain.md, in the same words, and JSON when asked", async () => {
    const page = readFileSync(new URL("../../../docs/explain.md", import.meta.url), "utf8");
    const rows = credentials.map(({ name, what, used, lives, secrecy }) =>
      [name, what, used, lives, secrecy].join(" | "),
    );
    expect(page).toContain(rows.map((row) => `| ${row} |`).join("\n"));
    const { stdout } = await createSurroundings().run("explain", "credentials", "--json");
    expect(JSON.parse(stdout)).toEqual({ credentials });
  });
});

describe("the catalogue", () => {
  it("knows every code that the textbook's table leads to", () => {
    expect(differences.flatMap((each) => each.codes).filter((code) => !codes.includes(code))).toEqual([]);
  });

  it.each([
    ...["access_denied", "invalid_request", "unauthorized_client", "unsupported_response_type", "invalid_scope"],
    ...["server_error", "temporarily_unavailable", "invalid_client", "invalid_grant", "unsupported_grant_type"],
    ...["invalid_token", "insufficient_scope", "authorization_pending", "slow_down", "expired_token"],
    ...["issuer_mismatch", "issuer_missing", "pkce_unsupported", "state_mismatch", "redirect_uri_mismatch"],
    ...["bad_verification_code", "incorrect_client_credentials", "bad_refresh_token", "unverified_user_email"],
    ...["application_suspended", "incorrect_device_code", "device_flow_disabled", "Bad credentials", "401"],
  ])("E: knows %s, with its source", (code) => {
    const found = listed.filter((each) => each.code === code);
    expect(found).not.toEqual([]);
    expect(found.every(({ source }) => source?.url.startsWith("https://") === true)).toBe(true);
  });
});
