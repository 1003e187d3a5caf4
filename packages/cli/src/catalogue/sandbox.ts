import type { SandboxError, toolErrorCodes } from "../errors.ts";
import type { CodesOf, Family } from "./entry.ts";

export const sandbox: Family<CodesOf<typeof toolErrorCodes, "SandboxError">, SandboxError> = {
  title: "SandboxError",
  intro: "`dgt sandbox` could not start. The exit code is 1. Not a `DevGitHubError`: no step of a sign-in failed.",
  steps: [],
  entries: {
    sandbox_not_started: {
      meaning: "the port is taken, or the port or the socket may not be opened",
      reason: "the system did not give it what it was to listen on.",
      fix: "end the program that has it, or leave `--port` out, which takes a free one",
      next: ["end the program that has it", "dgt sandbox, which takes a free port"],
    },
  },
};
