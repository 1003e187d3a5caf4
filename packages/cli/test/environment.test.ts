import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { isSecretName, splitEnvironment } from "../src/environment.ts";

describe("X-27, X-29: the environment", () => {
  it("hands on nothing whose name says that it is a secret", () => {
    const names = [
      "GITHUB_CLIENT_SECRET",
      "DGT_TOKEN",
      "GH_TOKEN",
      "DGT_VAULT_KEY",
      "NPM_TOKEN",
      "AWS_SECRET_ACCESS_KEY",
      "DB_PASSWORD",
      "OPENAI_API_KEY",
    ];
    expect(names.filter((name) => !isSecretName(name))).toEqual([]);
    const { env } = splitEnvironment(
      Object.fromEntries([...names, "PATH", "HOME", "LANG", "DGT_VAULT_KEY_FILE"].map((name) => [name, "x"])),
    );
    expect(Object.keys(env)).toEqual(["PATH", "HOME", "LANG", "DGT_VAULT_KEY_FILE"]);
  });

  it("X-23: keeps those that the tool needs where printing does not show them", () => {
    const value = plant("client secret");
    const { secrets } = splitEnvironment({ GITHUB_CLIENT_SECRET: value, DGT_TOKEN: value, DGT_VAULT_KEY: value });
    expect(inspect(secrets, { showHidden: true, depth: 9 }) + JSON.stringify(secrets)).not.toContain(value);
    expect(secrets.clientSecret?.reveal()).toBe(value);
  });
});
