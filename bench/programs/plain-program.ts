// The straightforward way to do what `dgt -R owner/name` does after a sign-in: one request after another, each on a
// connection of its own. Arguments: the address of GitHub, then owner/name.
import { createHash, randomBytes } from "node:crypto";
import { createServer } from "node:http";

interface Item {
  readonly number: number;
  readonly title: string;
  readonly pull_request?: object;
  readonly user: { readonly login: string } | null;
  readonly head: { readonly ref: string };
  readonly base: { readonly ref: string };
}

const [github = "", repository = ""] = process.argv.slice(2);
const { GITHUB_CLIENT_ID: clientId = "", GITHUB_CLIENT_SECRET: clientSecret = "" } = process.env;

async function main(): Promise<void> {
  const state = randomBytes(32).toString("base64url");
  const verifier = randomBytes(32).toString("base64url");
  const { redirectUri, code } = await waitForCode(state, verifier);

  const answer = await fetch(`${github}/login/oauth/access_token`, {
    method: "POST",
    headers: { accept: "application/json", connection: "close" },
    body: new URLSearchParams({
      client_id: clientId,
      client_secret: clientSecret,
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };

  const profile = await get<{ login: string; name: string; followers: number }>("/user", token);
  console.log(`${profile.login} (${profile.name}), ${profile.followers} followers`);
  for (const { full_name, stargazers_count } of await get<{ full_name: string; stargazers_count: number }[]>(
    "/user/repos?sort=updated&per_page=5",
    token,
  )) {
    console.log(`${full_name} ${stargazers_count}`);
  }
  const { full_name: name } = await get<{ full_name: string }>(`/repos/${repository}`, token);
  console.log(`Open issues of ${name}`);
  const issues = await get<Item[]>(`/repos/${name}/issues?per_page=30`, token);
  for (const { number, title } of issues.filter((issue) => !issue.pull_request).slice(0, 5)) {
    console.log(`#${number} ${title}`);
  }
  console.log("Open pull requests");
  for (const { number, title, user, head, base } of await get<Item[]>(`/repos/${name}/pulls?per_page=5`, token)) {
    console.log(`#${number} ${title} ${user?.login} ${head.ref} -> ${base.ref}`);
  }
}

async function get<Answer>(path: string, token: string): Promise<Answer> {
  const answer = await fetch(`${github}/api/v3${path}`, {
    headers: { authorization: `Bearer ${token}`, connection: "close" },
  });
  return answer.json() as Promise<Answer>;
}

function waitForCode(state: string, verifier: string): Promise<{ redirectUri: string; code: string }> {
  return new Promise((resolve) => {
    let redirectUri = "";
    const server = createServer((request, response) => {
      const query = new URL(request.url ?? "", redirectUri).searchParams;
      response.setHeader("connection", "close").end("You can close this tab.");
      if (query.get("state") === state) {
        server.close();
        resolve({ redirectUri, code: query.get("code") ?? "" });
      }
    });
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      redirectUri = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/callback`;
      const query = new URLSearchParams({
        response_type: "code",
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: "read:user",
        state,
        code_challenge: createHash("sha256").update(verifier).digest("base64url"),
        code_challenge_method: "S256",
      });
      console.error(`${github}/login/oauth/authorize?${query}`);
    });
  });
}

await main();
