import { fileURLToPath } from "node:url";
import type { TokenKey } from "@dev-github-tool/oauth";

/** The sign-in that the programs of these tests share. */
export const octocat: TokenKey = { issuer: "https://github.com", clientId: "Iv1.client", account: "octocat" };

const program = fileURLToPath(new URL("store-program.fixture.ts", import.meta.url));

/** The arguments that make Node run the fixture from its sources. */
export function storeProgram(...args: readonly (string | number)[]): string[] {
  const tsx = import.meta.resolve("tsx");
  return ["--conditions=source", "--import", tsx, program, ...args.map(String)];
}
