import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { runDgt } from "../../../test/processes/dgt.ts";
import { createHome } from "../../../test/processes/home.ts";
import { startScene } from "./surroundings.ts";

/** The sources of all that a command line loads, as the bundle names them in its comments. */
async function loadedBy(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const home = createHome();
  const list = join(home.path, "loaded.txt");
  const hooks = `import { appendFileSync } from "node:fs";
    export const load = (url, context, next) => { appendFileSync(${JSON.stringify(list)}, url + "\\n"); return next(url, context); };`;
  const register = `import { register } from "node:module"; register(${JSON.stringify(dataUrl(hooks))});`;
  const NODE_OPTIONS = `--import=${dataUrl(register)}`;
  expect(await runDgt(args, { home, env: { ...env, NODE_OPTIONS } })).toMatchObject({ exitCode: 0 });
  const files = readFileSync(list, "utf8")
    .split("\n")
    .filter((url) => url.startsWith("file:"));
  expect(files[0]).toMatch(pathToFileURL("/").href);
  return files
    .map((url) =>
      readFileSync(new URL(url), "utf8")
        .match(/^\/\/ packages\/\S+$/gm)
        ?.join("\n"),
    )
    .join("\n");
}

function dataUrl(program: string): string {
  return `data:text/javascript,${encodeURIComponent(program)}`;
}

it("dgt repos loads no view of a flow, no diagnosis, and nothing of what is known about errors", async () => {
  const { github, env } = await startScene();
  const [person] = github.sandbox.seed.people;
  const { accessToken } = github.sandbox.issueTokens({
    login: person?.login ?? "",
    clientId: env.GITHUB_CLIENT_ID ?? "",
    scope: "read:user",
  });
  const loaded = await loadedBy(["repos"], { DGT_HOST: github.url, DGT_TOKEN: accessToken });
  expect(loaded).toContain("packages/cli/src/commands/repositories/list.ts");
  expect(loaded).not.toMatch(/cli\/src\/(?:flow|catalogue|commands\/(?:doctor|timeline|explain|trace))\//);
});

it("dgt --version loads what it prints and what prints it", async () => {
  const loaded = await loadedBy(["--version"]);
  expect(loaded).toContain("packages/cli/src/version.ts");
  expect(loaded).not.toMatch(/packages\/(?:oauth|github|vault|sandbox)\/|cli\/src\/(?!main|version|output\/)/);
});
