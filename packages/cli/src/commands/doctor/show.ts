import type { RepositoryName } from "@dev-github-tool/github";
import type { CommandContext } from "../../command-context.ts";
import { ChecksFailed, UsageError } from "../../errors.ts";
import { knowsUtf8 } from "../../flow/glyphs.ts";
import { isNarrow } from "../../narrow-terminal.ts";
import { parseRepository } from "../../options.ts";
import { checks, likelihood } from "./checks/all.ts";
import { type DoctorOptions, gather } from "./examination.ts";
import { buildDiagnosis, showDiagnosis } from "./view.ts";

/** Options as commander gives them. */
export interface DoctorFlags {
  readonly json?: string | true | undefined;
  readonly offline?: boolean | undefined;
  readonly repo?: string | undefined;
}

/** @throws UsageError `invalid_value`; GitHubApiError `invalid_repository_name`. */
export function parseDoctor({ json, offline, repo }: DoctorFlags, [word, ...others]: readonly string[]): DoctorOptions {
  const repository: RepositoryName | undefined = parseRepository(repo);
  if (others.length > 0 || (word !== undefined && !(URL.canParse(word) && /^https?:$/.test(new URL(word).protocol)))) {
    throw new UsageError("dgt doctor takes an authorization URL, or nothing", {
      code: "invalid_value",
      hint: 'dgt doctor "https://github.com/login/oauth/authorize?…"',
    });
  }
  return {
    isJson: json !== undefined,
    isOffline: offline === true,
    authorizationUrl: word === undefined ? undefined : new URL(word),
    repository,
  };
}

/**
 * Looks at everything a sign-in and a request need, and says what is wrong. Changes nothing.
 *
 * @throws ChecksFailed after it has shown what there is, when something failed.
 */
export async function runDoctor(options: DoctorOptions, context: CommandContext): Promise<void> {
  const examination = await gather(options, context);
  const findings = await Promise.all(checks.map(async (check) => ({ check, finding: await check.run(examination) })));
  const diagnosis = buildDiagnosis({ host: context.host.name, findings, likelihood });
  if (options.isJson) {
    context.output.json(diagnosis);
  } else {
    const { output, env, stdout } = context;
    const hasGlyphs = knowsUtf8(env) && !output.accessible;
    showDiagnosis(diagnosis, { output, hasGlyphs, isNarrow: isNarrow(stdout) });
  }
  if (diagnosis.checks.some(({ mark }) => mark === "fail")) {
    throw new ChecksFailed();
  }
}
