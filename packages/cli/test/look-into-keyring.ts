import { join } from "node:path";
import { runProcess } from "../../../test/processes/running-process.ts";

/** Evaluates an expression about the keyring, with `Entry`, `findCredentials` and `input` at hand, in a process that can reach it. */
export async function lookIntoKeyring(
  env: Readonly<Record<string, string>>,
  expression: string,
  input = "",
): Promise<unknown> {
  const script = `
    const { Entry, findCredentials } = require("@napi-rs/keyring");
    const input = require("node:fs").readFileSync(0, "utf8");
    console.log(JSON.stringify(${expression} ?? null));`;
  const { stdout } = await runProcess(process.execPath, {
    args: ["-e", script],
    env,
    input,
    cwd: join(import.meta.dirname, ".."),
    name: "a look into the keyring",
  });
  return JSON.parse(stdout);
}
