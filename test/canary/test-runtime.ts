import { type Runtime, systemRuntime } from "@dev-github-tool/oauth";
import { recordSecret } from "./ledger.ts";

/**
 * The real runtime, whose random bytes are remembered: the code verifier is made of them and may turn up nowhere. The
 * `state` is made of them too; it is told apart by standing in a URL, where it belongs.
 */
export function testRuntime(changes: Partial<Runtime> = {}): Runtime {
  const runtime = { ...systemRuntime, ...changes };
  return {
    ...runtime,
    random: (bytes) => {
      const made = runtime.random(bytes);
      recordSecret(Buffer.from(made).toString("base64url"), { kind: "random bytes of the client", mayBeState: true });
      return made;
    },
  };
}
