import { buildSettingsUrl } from "@dev-github-tool/github";
import type { EnvironmentToken } from "../../environment.ts";
import { type Host, hostOfIssuer } from "../../host.ts";
import { type Output, relativeTime, rfc3339 } from "../../output/index.ts";
import { providerOf } from "../../provider.ts";
import type { DamagedSignIn } from "../../sign-ins/accounts.ts";
import { judgeTokenKind, type SignInDescription, type TokenKind } from "../../sign-ins/describe-sign-in.ts";
import type { RestingPlace } from "../../sign-ins/stores.ts";
import { text } from "../../text.ts";

/** The sign-ins to one host. */
export interface HostStatus {
  readonly host: Host;
  readonly signIns: readonly (SignInDescription & { readonly isCurrent: boolean })[];
}

/** What `dgt status --json` prints. Instants are RFC 3339; null where something is not known or not there. */
export interface Status {
  readonly host: string;
  /** Whether a command would find a token here, and GitHub takes it. */
  readonly usable: boolean;
  /** Whose token GitHub answered to. */
  readonly login: string | null;
  /** The code of what keeps it from being usable. */
  readonly problem: string | null;
  readonly environment: { readonly variable: string; readonly tokenKind: TokenKind } | null;
  readonly storage: {
    readonly kind: "vault" | "memory";
    readonly path: string | null;
    readonly key: "keyring" | "file" | "variable" | "command" | null;
    /** The key's file, the variable's name, or the program that gives the key. */
    readonly keyFrom: string | null;
  };
  readonly accounts: readonly AccountStatus[];
  /** Sign-ins that are kept here and cannot be read; null where not even their names can. */
  readonly damaged: readonly { readonly host: string | null; readonly account: string | null }[];
}

interface AccountStatus {
  readonly host: string;
  readonly account: string;
  readonly current: boolean;
  readonly state: SignInDescription["state"];
  readonly tokenKind: TokenKind;
  readonly scopes: readonly string[] | null;
  readonly missingScopes: readonly string[];
  readonly expiresAt: string | null;
  readonly renewable: boolean;
  readonly refreshTokenExpiresAt: string | null;
  readonly signedInAt: string | null;
  readonly renewedAt: string | null;
  readonly clientId: string;
  readonly settingsUrl: string;
}

/** Puts together what is known. */
export function buildStatus(known: {
  readonly host: Host;
  readonly login: string | undefined;
  readonly problem: { readonly code: string } | undefined;
  readonly place: RestingPlace;
  readonly fromEnvironment: EnvironmentToken | undefined;
  readonly hosts: readonly HostStatus[];
  readonly damaged: readonly DamagedSignIn[];
}): Status {
  const { host, login, problem, place, fromEnvironment, hosts, damaged } = known;
  return {
    host: host.name,
    usable: problem === undefined,
    login: login ?? null,
    problem: problem?.code ?? null,
    environment:
      fromEnvironment === undefined
        ? null
        : { variable: fromEnvironment.variable, tokenKind: judgeTokenKind(fromEnvironment.accessToken) },
    storage:
      place.kind === "memory"
        ? { kind: "memory", path: null, key: null, keyFrom: null }
        : { kind: "vault", path: place.path, key: place.key.kind, keyFrom: describeKey(place.key) },
    accounts: hosts.flatMap((each) => each.signIns.map((signIn) => buildAccount(signIn, each.host))),
    damaged: damaged.map(({ key }) => ({
      host: key === undefined ? null : (hostOfIssuer(key.issuer)?.name ?? key.issuer),
      account: key?.account ?? null,
    })),
  };
}

function describeKey(key: Extract<RestingPlace, { kind: "vault" }>["key"]): string | null {
  switch (key.kind) {
    case "keyring":
      return null;
    case "file":
      return key.path;
    case "variable":
      return key.variable;
    case "command":
      return key.command[0];
  }
}

function buildAccount(signIn: HostStatus["signIns"][number], host: Host): AccountStatus {
  const { account, isCurrent, state, kind, scopes, missing, isRenewable, clientId } = signIn;
  return {
    host: host.name,
    account,
    current: isCurrent,
    state,
    tokenKind: kind,
    scopes: scopes ?? null,
    missingScopes: missing,
    expiresAt: instant(signIn.expiresAt),
    renewable: isRenewable,
    refreshTokenExpiresAt: instant(signIn.refreshTokenExpiresAt),
    signedInAt: instant(signIn.signedInAt),
    renewedAt: instant(signIn.renewedAt),
    clientId,
    settingsUrl: buildSettingsUrl(providerOf(host, clientId), { clientId }),
  };
}

function instant(at: number | undefined): string | null {
  return at === undefined ? null : rfc3339(new Date(at));
}

/** Shows the status to a person. */
export function showStatus(status: Status, { output, now }: { readonly output: Output; readonly now: number }): void {
  const { environment, storage, accounts, damaged, host, login } = status;
  const words = text.status;
  const hosts = new Set([
    ...(environment === null ? [] : [host]),
    ...[...accounts, ...damaged].flatMap((each) => each.host ?? []),
  ]);
  const line = lineOf(output);
  for (const name of hosts) {
    output.line(words.host(name));
    if (environment !== null && name === host) {
      output.line(words.environment(environment.variable));
      line("token", words.kinds[environment.tokenKind]);
    }
    for (const account of accounts.filter((each) => each.host === name)) {
      showAccount(account, { output, now });
    }
    for (const { account } of damaged.filter((each) => each.host === name)) {
      output.line(words.account(account ?? "", false));
      line("state", words.damaged);
    }
  }
  output.line(words.vault);
  line("sign-ins", storage.path ?? words.memory);
  if (storage.key !== null) {
    const key = words.key[storage.key];
    line("key", typeof key === "string" ? key : key(storage.keyFrom ?? ""));
  }
  const nameless = damaged.filter((each) => each.host === null).length;
  if (nameless > 0) {
    line("damaged", words.nameless(nameless));
  }
  if (login !== null) {
    output.note(words.works(login, host));
  }
}

function showAccount(account: AccountStatus, { output, now }: { readonly output: Output; readonly now: number }): void {
  const words = text.status;
  const at = (instantText: string, say: (relative: string, absolute: string) => string): string =>
    say(relativeTime(new Date(instantText), now), instantText);
  const line = lineOf(output);
  output.line(words.account(account.account, account.current));
  if (account.state === "revocation_pending") {
    line("state", words.pending);
  }
  line("token", words.kinds[account.tokenKind]);
  const { scopes } = account;
  line(
    "scopes",
    scopes === null ? words.permissions : words.more(scopes.join(", ") || words.publicOnly, account.missingScopes),
  );
  line("access token", account.expiresAt === null ? words.noEnd : at(account.expiresAt, words.until));
  line(
    "refresh token",
    !account.renewable
      ? words.noRenewal
      : account.refreshTokenExpiresAt === null
        ? words.unknownEnd
        : at(account.refreshTokenExpiresAt, words.until),
  );
  if (account.signedInAt !== null) {
    line("signed in", at(account.signedInAt, words.since));
  }
  if (account.renewedAt !== null) {
    line("renewed", at(account.renewedAt, words.since));
  }
  line("app", account.clientId);
  line("settings", account.settingsUrl);
}

/** What writes one line under an account: a label, and beside it what there is to say, on as many lines as it takes. */
function lineOf(output: Output): (label: string, value: string) => void {
  return (label, value) => output.line(text.status.line(label, value), text.status.lineIndent);
}
