import { createSandbox, type Listening, type Sandbox, type SandboxOptions } from "@dev-github-tool/sandbox";
import { onTestFinished } from "vitest";
import { recordEvidence } from "./evidence.ts";
import { recordSecret } from "./ledger.ts";
import { watchGitHubPort } from "./requests.ts";

export interface TestGitHub extends Listening {
  readonly sandbox: Sandbox;
}

/** A sandbox whose every secret is one of the run's: no code, token or client secret of it may turn up anywhere. */
export function createTestSandbox(options: Omit<SandboxOptions, "onSecret"> = {}): Sandbox {
  const onSecret = (secret: string): void => recordSecret(secret, { kind: "secret of the sandbox" });
  const sandbox = createSandbox({ ...options, onSecret });
  return {
    ...sandbox,
    fetch: (input, init) => {
      const request = new Request(input, init);
      recordEvidence({ place: "a request line", text: `${request.method} ${request.url}` });
      return sandbox.fetch(request);
    },
  };
}

/** Such a sandbox on a free port of 127.0.0.1, until the test ends. */
export async function startTestGitHub(options: Omit<SandboxOptions, "onSecret"> = {}): Promise<TestGitHub> {
  const sandbox = createTestSandbox(options);
  const listening = await sandbox.listen();
  watchGitHubPort(listening.port);
  onTestFinished(() => listening.close());
  return { ...listening, sandbox };
}
