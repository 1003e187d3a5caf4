import type { GitHubProvider, RepositoryName } from "@dev-github-tool/github";
import { parseRepositoryName } from "@dev-github-tool/github";
import { buildAuthorizationRequest, DevGitHubError, type Secret, TokenStoreError } from "@dev-github-tool/oauth";
import type { CommandContext } from "../../command-context.ts";
import { type CredentialsWithSecret, findCredentials, readCredentials, requireSecret } from "../../credentials.ts";
import type { EnvironmentToken } from "../../environment.ts";
import { findEnvironmentToken } from "../../environment-token.ts";
import { readOriginRepository } from "../../git.ts";
import { providerOf } from "../../provider.ts";
import { scopeFor } from "../../scopes.ts";
import { listSignIns, type SignIn, type SignIns } from "../../sign-ins/accounts.ts";
import { findLooseFile } from "./loose-file.ts";
import { type Answer, createProbe, type Question } from "./probe.ts";

/** What is examined: everything that is known without asking anybody, and a way to ask GitHub. */
export interface Examination {
  readonly context: CommandContext;
  readonly provider: GitHubProvider;
  readonly clientId: string | undefined;
  /** The app's credentials, or what is wrong with them. */
  readonly credentials: CredentialsWithSecret | DevGitHubError;
  /** The registered redirect URI, as far as it is configured. */
  readonly redirectUri: string | undefined;
  /** The authorization URL to look at: one that was given, else one as `dgt login` would open. */
  readonly authorizationUrl: URL;
  readonly isOwnUrl: boolean;
  readonly fromEnvironment: EnvironmentToken | undefined;
  /** The sign-ins of this host, or why they cannot be read. */
  readonly signIns: SignIns | DevGitHubError;
  readonly signIn: SignIn | undefined;
  /** The token that a command would send, as it is: nothing is renewed. */
  readonly accessToken: Secret | undefined;
  readonly repository: RepositoryName | undefined;
  readonly ask: (question: Question) => Promise<Answer>;
}

/** What the person wants to have examined. */
export interface DoctorOptions {
  readonly isJson: boolean;
  readonly isOffline: boolean;
  readonly authorizationUrl: URL | undefined;
  readonly repository: RepositoryName | undefined;
}

/** Gathers what the checks look at. Writes nothing and renews nothing. */
export async function gather(options: DoctorOptions, context: CommandContext): Promise<Examination> {
  const { host, runtime } = context;
  const [found, credentials, signIns, origin] = await Promise.all([
    settle(findCredentials(context)),
    settle(readCredentials(context).then(requireSecret)),
    settle(readStore(context)),
    options.repository === undefined ? readOriginRepository(context, host) : undefined,
  ]);
  const known = found instanceof DevGitHubError ? undefined : found;
  const clientId = known?.clientId;
  const provider = providerOf(host, clientId ?? "");
  const fromEnvironment = findEnvironmentToken(context);
  const signIn = signIns instanceof DevGitHubError ? undefined : await pickSignIn(signIns, context);
  const own = await buildAuthorizationRequest(
    {
      provider,
      client: { clientId: clientId ?? "" },
      redirectUri: known?.redirectUri ?? "http://127.0.0.1/callback",
      scope: scopeFor({ isPrivate: false }),
    },
    runtime,
  );
  return {
    context,
    provider,
    clientId,
    credentials,
    redirectUri: known?.redirectUri,
    authorizationUrl: options.authorizationUrl ?? new URL(own.url),
    isOwnUrl: options.authorizationUrl === undefined,
    fromEnvironment,
    signIns,
    signIn,
    accessToken: fromEnvironment?.accessToken ?? signIn?.record.tokens.accessToken,
    repository: options.repository ?? (origin === undefined ? undefined : parseRepositoryName(origin)),
    ask: createProbe(context, options.isOffline),
  };
}

/** The vault as it is: one that others can reach is not opened, since opening would take their rights away. */
async function readStore(context: CommandContext): Promise<SignIns> {
  const place = await context.stores.describe();
  const loose = place.kind === "vault" ? await findLooseFile(place) : undefined;
  if (loose !== undefined) {
    throw new TokenStoreError(loose, { code: "insecure" });
  }
  return listSignIns(await context.stores.find(), context);
}

/** The sign-in that a command would use. Choosing it for a command remembers it; this does not. */
async function pickSignIn({ found }: SignIns, { account, host, config }: CommandContext): Promise<SignIn | undefined> {
  const active = found.filter(({ record }) => record.state === "active");
  const read = await settle(config.read());
  const wanted = account ?? (read instanceof DevGitHubError ? undefined : read.lastAccounts?.[host.name]);
  const named = active.find(({ key }) => key.account.toLowerCase() === wanted?.toLowerCase());
  return named ?? (account === undefined && active.length === 1 ? active[0] : undefined);
}

async function settle<Result>(promise: Promise<Result>): Promise<Result | DevGitHubError> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof DevGitHubError) {
      return error;
    }
    throw error;
  }
}
