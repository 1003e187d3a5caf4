// The sandbox, for the load generator: the argument says how many repositories its first person has beside those of the seed.
import { createSandbox, defaultSeed, type Seed } from "@dev-github-tool/sandbox";
import type { Stage } from "../stage.ts";

const more = Number(process.argv[2]);
const sandbox = createSandbox(more > 0 ? { seed: seedWith(more) } : {});
const github = await sandbox.listen();
const scope = "read:user repo";
const [{ clientId, clientSecret }] = sandbox.seed.apps;
const [{ login, password }] = sandbox.seed.people;
const stage: Stage = {
  origin: github.url,
  userPath: "/api/v3/user",
  repositoriesPath: "/api/v3/user/repos?per_page=5",
  authorizePath: "/login/oauth/authorize",
  tokenPath: "/login/oauth/access_token",
  clientId,
  clientSecret,
  redirectUri: "http://127.0.0.1:53127/callback",
  scope,
  login,
  password,
  tokens: [sandbox.issueTokens({ login, clientId, scope }).accessToken],
};
process.on("message", () => process.send?.(process.memoryUsage().rss));
process.send?.(stage);

/** The default seed with this many repositories more, and as many requests allowed as the run makes; they are counted all the same. */
function seedWith(count: number): Seed {
  const seed = defaultSeed();
  const [person] = seed.people;
  const [example] = seed.repositories;
  if (person === undefined || example === undefined) throw new Error("the seed is empty");
  const repositories = Array.from({ length: count }, (_, index) => ({
    ...example,
    id: 1_000_000 + index,
    owner: person.login,
    name: `repository-${index}`,
    formerNames: [],
    issues: [],
    pullRequests: [],
  }));
  return {
    ...seed,
    repositories: [...seed.repositories, ...repositories],
    rateLimit: { perUser: 1e9, anonymous: 1e9 },
  };
}
