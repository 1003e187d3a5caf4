// The GitHub service of emulate, for the load generator: the argument says how many repositories its first person has.
import { createEmulator } from "emulate";
import type { Stage } from "../stage.ts";

const clientId = "Ov23liEmulated00001";
const clientSecret = "for-the-bench-only";
const login = "octo-lena";
// It lets a token make 5 000 requests an hour, and that cannot be changed: so there are many.
const tokens = Array.from({ length: 600 }, (_, index) => `bench_${String(index).padStart(36, "0")}`);
const repositories = Number(process.argv[2]);
const github = await createEmulator({
  service: "github",
  port: 0,
  // An empty world is not what it starts with by itself: then the default one is taken.
  ...(repositories > 0 && {
    seed: {
      tokens: Object.fromEntries(tokens.map((token) => [token, { login, scopes: ["read:user", "repo"] }])),
      github: {
        users: [{ login, name: "Lena", email: "lena@example.com" }],
        oauth_apps: [
          {
            client_id: clientId,
            client_secret: clientSecret,
            name: "Bench",
            redirect_uris: ["http://127.0.0.1:53127/callback"],
          },
        ],
        repos: Array.from({ length: repositories }, (_, index) => ({
          owner: login,
          name: `repository-${index}`,
          language: "TypeScript",
          auto_init: false,
        })),
      },
    },
  }),
});
const stage: Stage = {
  origin: github.url.replace("localhost", "127.0.0.1"),
  userPath: "/user",
  repositoriesPath: "/user/repos?per_page=5",
  authorizePath: "/login/oauth/authorize",
  tokenPath: "/login/oauth/access_token",
  clientId,
  clientSecret,
  redirectUri: "http://127.0.0.1:53127/callback",
  scope: "read:user repo",
  login,
  password: "",
  tokens,
};
process.on("message", () => process.send?.(process.memoryUsage().rss));
process.send?.(stage);
