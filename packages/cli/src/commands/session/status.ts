import { requestProfile } from "@dev-github-tool/github";
import { DevGitHubError } from "@dev-github-tool/oauth";
import { findAccess, openApi } from "../../api.ts";
import type { CommandContext } from "../../command-context.ts";
import { findEnvironmentToken } from "../../environment-token.ts";
import { UsageError } from "../../errors.ts";
import { hostOfIssuer } from "../../host.ts";
import { chooseSignIn, type DamagedSignIn, readSignIns, type SignIn } from "../../sign-ins/accounts.ts";
import { describeSignIn } from "../../sign-ins/describe-sign-in.ts";
import { completeSignOuts } from "../../sign-ins/sign-out.ts";
import { buildStatus, type HostStatus, showStatus } from "./status-view.ts";

export interface StatusOptions {
  readonly isJson: boolean;
}

export function parseStatus({ json }: { readonly json?: string | true | undefined }): StatusOptions {
  return { isJson: json !== undefined };
}

/**
 * Shows every sign-in, what it may do, until when, and where it rests, and asks GitHub whether the one that a command would
 * use here works.
 *
 * @throws after it has shown what there is, what keeps that one from working.
 */
export async function runStatus({ isJson }: StatusOptions, context: CommandContext): Promise<void> {
  const { output, stores, host, runtime } = context;
  const place = await stores.describe();
  const fromEnvironment = findEnvironmentToken(context);
  const { login, problem } = await check(context);
  const { hosts, damaged, failure } = await readStore(context);
  const status = buildStatus({ host, login, problem, place, fromEnvironment, hosts, damaged });
  if (isJson) {
    output.json(status);
  } else {
    showStatus(status, { output, now: runtime.now() });
  }
  if (failure !== undefined || problem !== undefined) {
    throw failure ?? problem;
  }
}

/** Damaged sign-ins are in the list that is shown. */
const leaveToList = (): void => {};

/** Whose token works here, or why none does. */
async function check(context: CommandContext): Promise<{
  readonly login: string | undefined;
  readonly problem: DevGitHubError | UsageError | undefined;
}> {
  try {
    const client = openApi(await findAccess(context, leaveToList), context);
    const { login } = await requestProfile(client, { signal: context.signal });
    await completeSignOuts(context);
    return { login, problem: undefined };
  } catch (error) {
    if (error instanceof DevGitHubError || error instanceof UsageError) {
      return { login: undefined, problem: error };
    }
    throw error;
  }
}

/** Every sign-in by host. A vault that cannot be opened is for the caller to report, beside what is known without it. */
async function readStore(context: CommandContext): Promise<{
  readonly hosts: readonly HostStatus[];
  readonly damaged: readonly DamagedSignIn[];
  readonly failure: DevGitHubError | undefined;
}> {
  try {
    const { found, damaged } = await readSignIns(await context.stores.find(), () => true);
    const issuers = new Set(found.map(({ key }) => key.issuer));
    const described = [...issuers].map((issuer) => {
      const signIns = found.filter(({ key }) => key.issuer === issuer);
      const lost = damaged.filter(({ key }) => key === undefined || key.issuer === issuer);
      return describeHost(issuer, { signIns, damaged: lost, context });
    });
    return { hosts: await Promise.all(described), damaged, failure: undefined };
  } catch (error) {
    if (error instanceof DevGitHubError) {
      return { hosts: [], damaged: [], failure: error };
    }
    throw error;
  }
}

async function describeHost(
  issuer: string,
  known: {
    readonly signIns: readonly SignIn[];
    readonly damaged: readonly DamagedSignIn[];
    readonly context: CommandContext;
  },
): Promise<HostStatus> {
  const { signIns, damaged, context } = known;
  const host = hostOfIssuer(issuer) ?? { name: issuer, baseUrl: issuer };
  const found = signIns.filter(({ record }) => record.state === "active");
  const question = { host, account: undefined, config: context.config };
  const current = await chooseSignIn({ found, damaged }, question).catch(() => undefined);
  return {
    host,
    signIns: signIns.map((signIn) => ({
      ...describeSignIn(signIn),
      isCurrent: signIn.key === current?.key,
    })),
  };
}
