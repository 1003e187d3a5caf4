import type { SeedApp } from "../seed.ts";

/**
 * GitHub's own command line. It is built with this id and a secret that everybody can read there, and signs in to nothing else:
 * whoever has gh sign in to a seed of their own needs it there.
 *
 * @see https://github.com/cli/cli/blob/trunk/internal/authflow/flow.go
 */
export const githubCli: SeedApp = {
  clientId: "178c6fc778ccc68e1d6a",
  anySecret: true,
  kind: "oauth-app",
  name: "GitHub CLI",
  owner: "tidepool-labs",
  homepageUrl: "https://cli.github.com",
  callbacks: [{ url: "http://127.0.0.1/callback", wildcard: false }],
  expiringTokens: false,
  deviceFlow: true,
  installedOn: [],
};

/** One app for each way in which GitHub's apps differ, and gh. */
export const apps: readonly SeedApp[] = [
  {
    clientId: "Ov23liDgtSandbox0001",
    kind: "oauth-app",
    name: "Dev GitHub Tool",
    owner: "tidepool-labs",
    homepageUrl: "https://dgt.example.com",
    callbacks: [{ url: "http://127.0.0.1/callback", wildcard: true }],
    expiringTokens: false,
    deviceFlow: true,
    installedOn: [],
  },
  {
    clientId: "Ov23liChapterBook001",
    kind: "oauth-app",
    name: "The chapter's Dev GitHub Tool",
    owner: "octo-lena",
    homepageUrl: "https://chapter.example.com",
    callbacks: [{ url: "http://localhost:8000/callback", wildcard: false }],
    expiringTokens: false,
    installedOn: [],
  },
  {
    clientId: "Iv23liDgtSandbox0003",
    kind: "github-app",
    name: "Harbor Pilot",
    owner: "harbor-works",
    homepageUrl: "https://pilot.example.com",
    callbacks: [{ url: "http://127.0.0.1/callback", wildcard: false }],
    expiringTokens: true,
    deviceFlow: true,
    installedOn: ["octo-lena", "harbor-works"],
  },
  {
    clientId: "Ov23liExpiring000004",
    kind: "oauth-app",
    name: "Short Tide",
    owner: "coral-kai",
    homepageUrl: "https://short-tide.example.com",
    callbacks: [
      { url: "http://127.0.0.1/callback", wildcard: true },
      { url: "https://short-tide.example.com/auth", wildcard: true },
    ],
    expiringTokens: true,
    deviceFlow: true,
    installedOn: [],
  },
  githubCli,
];
