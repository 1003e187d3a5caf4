// One process of the farm: a token manager on the shared vault, told what to do line by line.
import { createInterface } from "node:readline";
import {
  createTokenManager,
  hasToken,
  refreshWith,
  revokeWith,
  Secret,
  systemRuntime,
  type TokenManager,
  type TokenStore,
  type Verdict,
} from "@dev-github-tool/oauth";
import { openSqliteStore } from "@dev-github-tool/vault";
import type { Command, Report, StopPoint, WorkerSetup } from "./protocol.ts";

let offsetMs = 0;
const now = (): number => Date.now() + offsetMs;
const runtime = { ...systemRuntime, now };

let stopPoint: StopPoint | undefined;
let goOn = (): void => {};

async function passPoint(point: StopPoint): Promise<void> {
  if (stopPoint === point) {
    stopPoint = undefined;
    const told = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    say({ kind: "stopped", point });
    await told;
  }
}

function say(report: Report): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

function withStops(store: TokenStore): TokenStore {
  return {
    ...store,
    acquireLease: async (key, request) => {
      const answer = await store.acquireLease(key, request);
      if (answer.kind === "acquired") {
        await passPoint("leased");
      }
      return answer;
    },
    commit: async (lease, tokens) => {
      await passPoint("answered");
      const record = await store.commit(lease, tokens);
      await passPoint("committed");
      return record;
    },
  };
}

async function openManagers(setup: WorkerSetup): Promise<(account: string) => TokenManager> {
  const store = withStops(await openSqliteStore({ path: setup.vaultPath, key: new Secret(setup.vaultKey), now }));
  const client = { clientId: setup.clientId, clientSecret: new Secret(setup.clientSecret) };
  const { provider, policy } = setup;
  const refresh = refreshWith(provider, client, runtime);
  const revoke = provider.revocationEndpoint === undefined ? undefined : revokeWith(provider, client, runtime);
  const managers = new Map<string, TokenManager>();
  return (account) => {
    const known =
      managers.get(account) ??
      createTokenManager({
        ...policy,
        store,
        key: { issuer: provider.issuer, clientId: setup.clientId, account },
        refresh: async (tokens, request) => {
          await passPoint("before_send");
          return refresh(tokens, request);
        },
        revoke,
        runtime,
      });
    managers.set(account, known);
    return known;
  };
}

async function statusOf(verdict: Verdict, apiUrl: string): Promise<number | undefined> {
  if (!hasToken(verdict)) {
    return undefined;
  }
  const headers = { authorization: `Bearer ${verdict.accessToken.reveal()}` };
  const { status, body } = await fetch(`${apiUrl}/user`, { headers });
  await body?.cancel();
  return status;
}

let setup: WorkerSetup | undefined;
let managerOf: Awaited<ReturnType<typeof openManagers>> | undefined;

async function obey(command: Command): Promise<void> {
  if (command.kind === "open") {
    setup = command.setup;
    managerOf = await openManagers(setup);
    say({ kind: "ready" });
  } else if (command.kind === "stop_at") {
    stopPoint = command.point;
  } else if (command.kind === "go_on") {
    goOn();
  } else if (setup !== undefined && managerOf !== undefined) {
    const manager = managerOf(command.account);
    const { id } = command;
    if (command.kind === "sign_out") {
      offsetMs = command.offsetMs;
      const { kind } = await manager.revoke();
      say({ kind: "answer", id, verdict: kind, reason: undefined, at: Date.now(), status: undefined });
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, command.at - Date.now()));
    offsetMs = command.offsetMs;
    const verdict = await manager.getAccessToken();
    const at = Date.now();
    const status = command.isUsed ? await statusOf(verdict, setup.apiUrl) : undefined;
    const reason = verdict.kind === "revoked" ? verdict.reason : undefined;
    say({ kind: "answer", id, verdict: verdict.kind, reason, at, status });
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  void obey(JSON.parse(line) as Command);
}
process.exit();
