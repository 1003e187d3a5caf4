import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  impliedScopes,
  missingScopes,
  normalizeScopes,
  parseScopes,
  scopeCatalogue,
  suggestScope,
} from "../src/index.ts";

const names = scopeCatalogue.map(({ name }) => name);

describe("the catalogue", () => {
  it("names every scope once", () => {
    expect(new Set(names).size).toBe(names.length);
  });

  it("contains no scope that it does not describe", () => {
    expect(scopeCatalogue.flatMap(({ contains }) => contains).filter((name) => !names.includes(name))).toEqual([]);
  });

  it("says that a scope writes when one it contains does", () => {
    const access = new Map(scopeCatalogue.map(({ name, access: kind }) => [name, kind]));
    for (const { name, access: kind } of scopeCatalogue) {
      if (impliedScopes(name).some((implied) => access.get(implied) === "write")) {
        expect([name, kind]).toEqual([name, "write"]);
      }
    }
  });

  it("never presents repo, public_repo or user as read-only", () => {
    for (const { name, access, alsoAllows } of scopeCatalogue) {
      if (["repo", "public_repo", "user"].includes(name)) {
        expect(access).toBe("write");
        expect(alsoAllows).toMatch(/change/);
      }
    }
  });
});

it("knows what a scope contains, at any depth", () => {
  expect(impliedScopes("repo")).toEqual([
    "repo:status",
    "repo_deployment",
    "public_repo",
    "repo:invite",
    "security_events",
  ]);
  expect(impliedScopes("admin:org")).toEqual(["write:org", "read:org"]);
  expect(impliedScopes("read:user")).toEqual([]);
  expect(impliedScopes("no_such_scope")).toEqual([]);
});

it("finds what is missing", () => {
  expect(missingScopes(["read:user"], ["read:user", "repo"])).toEqual(["repo"]);
  expect(missingScopes(["user"], ["read:user", "user:email"])).toEqual([]);
  expect(missingScopes(["public_repo"], ["repo"])).toEqual(["repo"]);
  expect(missingScopes(["admin:org"], ["read:org"])).toEqual([]);
  expect(missingScopes([], [])).toEqual([]);
});

it("keeps scopes as GitHub does: user, gist and user:email are user and gist", () => {
  expect(normalizeScopes(["user", "gist", "user:email", "gist"])).toEqual(["user", "gist"]);
});

it("reads both of GitHub's ways to list scopes", () => {
  expect(parseScopes("gist, read:org, repo")).toEqual(["gist", "read:org", "repo"]);
  expect(parseScopes("gist,repo")).toEqual(["gist", "repo"]);
  expect(parseScopes("gist repo")).toEqual(["gist", "repo"]);
  expect(parseScopes("")).toEqual([]);
});

it.each([
  ["user:read", "read:user"],
  ["Read-User", "read:user"],
  ["email:user", "user:email"],
  ["public-repo", "public_repo"],
])("takes %s for a slip of %s", (misspelt, meant) => {
  expect(suggestScope(misspelt)).toBe(meant);
});

it("suggests nothing for a word that is no slip", () => {
  expect(suggestScope("everything")).toBeUndefined();
});

describe("whatever the scopes", () => {
  const scopes = fc.array(fc.oneof(fc.constantFrom(...names), fc.string({ minLength: 1 })), { maxLength: 12 });

  it("the normal form grants the same, and is its own normal form", () => {
    fc.assert(
      fc.property(scopes, (list) => {
        const normal = normalizeScopes(list);
        expect(missingScopes(normal, list)).toEqual([]);
        expect(missingScopes(list, normal)).toEqual([]);
        expect(normalizeScopes(normal)).toEqual(normal);
      }),
    );
  });

  it("no scope of the normal form implies another one of it", () => {
    fc.assert(
      fc.property(scopes, (list) => {
        const normal = normalizeScopes(list);
        for (const scope of normal) {
          expect(impliedScopes(scope).filter((implied) => normal.includes(implied))).toEqual([]);
        }
      }),
    );
  });

  it("nothing is missing from what is granted, and everything from nothing", () => {
    fc.assert(
      fc.property(scopes, (list) => {
        expect(missingScopes(list, list)).toEqual([]);
        expect(missingScopes([], list)).toEqual(list);
      }),
    );
  });
});
