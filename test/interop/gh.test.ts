import { githubCli } from "@dev-github-tool/sandbox";
import { describe, expect, it } from "vitest";
import { approveDevice, harbor, signInToGh, startGhScene, withoutDeviceFlow } from "./gh.ts";

describe("gh, as Debian packs it, beside a sandbox", () => {
  it("signs in by device, says who it is and what it may, asks for more, and signs out", async () => {
    const scene = await startGhScene();
    const { github, gh } = scene;
    expect(await signInToGh(scene)).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("Logged in as octo-lena"),
    });
    expect(github.journal.count({ operation: "oauth/device-code", clientId: githubCli.clientId })).toBe(1);
    const status = await gh("auth status");
    expect(status.exitCode).toBe(0);
    expect(`${status.stdout}${status.stderr}`).toMatch(/octo-lena.*Token scopes: gist, read:org, repo/s);
    expect(await gh("api user --jq .login")).toMatchObject({ exitCode: 0, stdout: "octo-lena\n" });

    const refreshed = await approveDevice(
      scene,
      scene.start("auth refresh --hostname github.localhost --scopes read:project,notifications"),
    );
    expect(refreshed.exitCode).toBe(0);
    expect((await gh("auth status")).stderr).toMatch(/Token scopes: .*notifications.*read:project/);

    expect(await gh("auth logout --hostname github.localhost")).toMatchObject({ exitCode: 0 });
    expect(await gh("auth token --hostname github.localhost")).toMatchObject({ exitCode: 1, stdout: "" });
    expect(unserved(github)).toEqual([]);
  });

  it("signs in in the browser where the app has no device flow", async () => {
    const { github, start, gh } = await startGhScene(withoutDeviceFlow);
    const running = start("auth login --web");
    const [, url = ""] = await running.waitFor(/in your web browser: (\S+)/, "stderr");
    const { reached, response } = await github.signIn({ url });
    expect(reached.hostname).toBe("127.0.0.1");
    expect(response.status).toBe(200);
    expect(await running.finished).toMatchObject({ exitCode: 0 });
    expect(await gh("api user --jq .login")).toMatchObject({ stdout: "octo-lena\n" });
    expect(github.journal.count({ grant: "authorization_code", decision: "token_issued" })).toBe(1);
  });

  it("takes a token from standard input, unless it may do too little", async () => {
    const { github, gh } = await startGhScene();
    const issue = (scope: string) =>
      github.issueTokens({ login: "coral-kai", clientId: githubCli.clientId, scope }).accessToken;
    expect(await gh("auth login --with-token", issue("gist"))).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("missing required scope"),
    });
    expect(await gh("auth login --with-token", issue("repo read:org"))).toMatchObject({ exitCode: 0 });
    expect(await gh("api user --jq .login")).toMatchObject({ stdout: "coral-kai\n" });
  });

  it("lists repositories, issues and pull requests, and says what is up", async () => {
    const scene = await startGhScene();
    const { github, gh } = scene;
    await signInToGh(scene);
    const repositories = await gh("repo list --limit 100 --json nameWithOwner,isPrivate --jq length");
    const own = github.seed.repositories.filter(({ owner }) => owner === "octo-lena");
    expect(repositories).toMatchObject({ exitCode: 0, stdout: `${own.length}\n` });
    const parade = "--repo octo-lena/pull-parade";
    const issues = await gh(`issue list ${parade} --limit 200`);
    const pulls = await gh(`pr list ${parade} --limit 150 --state all`);
    const seeded = own.find(({ name }) => name === "pull-parade");
    expect(issues.stdout.match(/\tOPEN\t/g)).toHaveLength(
      seeded?.issues.filter(({ state }) => state === "open").length ?? 0,
    );
    expect(pulls.stdout.trimEnd().split("\n")).toHaveLength(150);
    expect((await gh("repo list harbor-works")).stdout).toContain("harbor-works/foghorn");
    expect(await gh("status")).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/Assigned Issues.*Repository Activity/s),
    });
    for (const command of [
      "search issues tide",
      "search prs tide",
      "search repos tide",
      `issue status ${parade}`,
      `label list ${parade}`,
      "api user/orgs --paginate",
    ]) {
      expect({ command, exitCode: (await gh(command)).exitCode }).toEqual({ command, exitCode: 0 });
    }
    expect(unserved(github)).toEqual([]);
  });

  it("shows one repository, one issue and one pull request, and whose review is waited for, as the seed has them", async () => {
    const { github, gh } = await startGhScene(harbor);
    const { accessToken } = github.issueTokens({ login: "octo-lena", ...githubCli, scope: "repo read:org" });
    await gh("auth login --with-token", accessToken);
    const at = "--repo octo-lena/harbor";
    const shown = async (command: string) => {
      const { exitCode, stdout, stderr } = await gh(`${command} ${at}`);
      expect({ command, exitCode, stderr }).toEqual({ command, exitCode: 0, stderr: "" });
      return stdout;
    };
    expect((await gh("repo view octo-lena/harbor")).stdout).toMatch(
      /octo-lena\/harbor\ndescription:\tWhere boats sleep\n/,
    );
    expect(await shown("issue view 1")).toMatch(
      /title:\tThe lamp is out\nstate:\tOPEN\nauthor:\tcoral-kai\nlabels:\tbug\ncomments:\t1\n.*milestone:\tSpring\n/s,
    );
    expect(await shown("issue view 1 --comments")).toMatch(/author:\totis-otter\n.*\nI have a spare one\.\n/s);
    expect(await shown("issue list --milestone 1")).toMatch(/^1\tOPEN\tThe lamp is out\tbug/);
    expect(await shown("issue list --label bug")).toMatch(/^1\tOPEN\tThe lamp is out\tbug/);
    expect(await shown("pr view 2")).toMatch(
      /title:\tLight the lamp\nstate:\tOPEN\nauthor:\tcoral-kai\n.*reviewers:\tocto-lena \(Requested\)\n/s,
    );
    expect(await shown("pr view 2 --comments")).toMatch(/author:\totis-otter\n.*\nShall I look\?\n/s);
    const status = await shown("pr status");
    expect(status).toMatch(/Created by you\n +#3 +Paint the door \[door\]\n/);
    expect(status).toMatch(/Requesting a code review from you\n +#2 +Light the lamp \[lamp\]\n/);
    expect(await gh(`pr checks 2 ${at}`)).toMatchObject({
      exitCode: 1,
      stderr: "no checks reported on the 'lamp' branch\n",
    });
    expect(await shown("release list")).toBe("");
    const fields =
      "additions,baseRefName,commits,files,headRefOid,latestReviews,mergeCommit,mergeStateStatus,potentialMergeCommit,projectCards,reviewRequests,reviews,statusCheckRollup";
    const details = JSON.parse(await shown(`pr view 2 --json ${fields}`)) as {
      commits: readonly { oid: string; authors: readonly { login: string }[] }[];
      headRefOid: string;
    };
    expect(details).toMatchObject({
      ...{ files: null, latestReviews: [], mergeCommit: null, mergeStateStatus: "CLEAN", potentialMergeCommit: null },
      ...{ projectCards: [], reviews: [], statusCheckRollup: [] },
      reviewRequests: [{ __typename: "User", login: "octo-lena" }],
    });
    const api = await gh("api repos/octo-lena/harbor/pulls/2");
    const { commits, head } = JSON.parse(api.stdout) as { commits: number; head: { sha: string } };
    expect(details.commits).toHaveLength(commits);
    expect(details.commits.at(-1)).toMatchObject({ oid: head.sha, authors: [{ login: "coral-kai" }] });
    expect(details.headRefOid).toBe(head.sha);
    expect(await gh("api graphql -f query={viewer{login}} --jq .data.viewer.login")).toMatchObject({
      stdout: "octo-lena\n",
    });
    // GitHub answers 404 for a repository without one.
    expect(unserved(github)).toEqual(["/repos/octo-lena/harbor/readme"]);
  });

  it("stops waiting when the person refuses, and is told when the grant was taken back", async () => {
    const scene = await startGhScene();
    const { github, start, gh } = scene;
    const running = start("auth login --web");
    const [, userCode = ""] = await running.waitFor(/one-time code: ([A-Z]{4}-[A-Z]{4})/, "stderr");
    await github.signIn({ url: `${github.url}/login/device`, userCode, approve: false });
    expect(await running.finished).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("access_denied") });

    await signInToGh(scene);
    github.revokeGrant({ login: "octo-lena", clientId: githubCli.clientId });
    expect(await gh("api user")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("HTTP 401") });
    expect(await gh("auth status")).toMatchObject({ exitCode: 1 });
  });
});

/** What was asked for and is not there. */
function unserved({ journal }: { journal: { readonly entries: readonly { operation: string; path: string }[] } }) {
  return journal.entries.filter(({ operation }) => operation === "unknown").map(({ path }) => path);
}
