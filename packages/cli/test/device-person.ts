import { setImmediate } from "node:timers/promises";
import { walkSignIn } from "@dev-github-tool/sandbox";
import { testRuntime } from "../../../test/canary/test-runtime.ts";
import { createSurroundings, type Scene, type Surroundings, type SurroundingsOptions } from "./surroundings.ts";

/** Without the secret: a sign-in with a device code needs none. */
export function withoutSecret({ env }: Scene): Readonly<Record<string, string | undefined>> {
  return { ...env, GITHUB_CLIENT_SECRET: undefined };
}

/** The address and the code as they stand in what the tool has said. */
export function readCode(said: string): { readonly url: string; readonly userCode: string } {
  const [, url = "", userCode = ""] = /^(http\S+)\n(?:.*\n)*? {2}([B-Z]{4}-[B-Z]{4})$/m.exec(said) ?? [];
  return { url, userCode };
}

/**
 * Surroundings whose person reads the code and decides, as they would on another machine, before the tool first asks whether
 * they have; `undefined` decides nothing. The tool sleeps no longer than that takes.
 */
export function createDevicePerson(
  { github, env }: Scene,
  options: SurroundingsOptions & { readonly decision?: "approve" | "cancel" | undefined } = { decision: "approve" },
): Surroundings {
  const [person] = github.sandbox.seed.people;
  let sleptMs = 0;
  let isDecided = false;
  const base = testRuntime();
  const here: Surroundings = createSurroundings({
    env,
    absence: "ssh",
    runtime: {
      ...base,
      now: () => base.now() + sleptMs,
      sleep: async (ms, signal) => {
        if (isDecided) {
          return base.sleep(ms, signal);
        }
        // The tool shows the code while it waits to ask for the first time.
        await setImmediate();
        signal?.throwIfAborted();
        sleptMs += ms;
        const { url, userCode } = readCode(here.said());
        if (options.decision !== undefined && userCode !== "") {
          isDecided = true;
          const { decision } = options;
          await walkSignIn({ url, userCode, login: person?.login ?? "", password: person?.password ?? "", decision });
        }
      },
    },
    ...options,
  });
  return here;
}
