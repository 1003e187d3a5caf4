import { join } from "node:path";
import { githubProvider } from "@dev-github-tool/github";
import {
  type Client,
  type Provider,
  type RefreshPolicy,
  type Runtime,
  rfcTraits,
  Secret,
  systemRuntime,
  type TokenKey,
  type TokenStore,
} from "@dev-github-tool/oauth";
import type { JournalEntry, PlantedApp, Sandbox } from "@dev-github-tool/sandbox";
import { openSqliteStore } from "@dev-github-tool/vault";
import type { WorkerSetup } from "./protocol.ts";
import { signIn } from "./sign-in.ts";
import { type Launch, openWorker, type Worker } from "./worker-process.ts";

export const HOUR_MS = 3_600_000;

/** An app of the sandbox whose tokens expire. */
const EXPIRING_APP = "Ov23liExpiring000004";

export interface FarmOptions {
  readonly sandbox: Sandbox;
  /** Where the sandbox listens. */
  readonly url: string;
  /** For the vault. */
  readonly folder: string;
  /** 32 bytes in base64, for the vault. */
  readonly vaultKey: string;
  readonly program: string;
  readonly launch: Launch;
  readonly policy?: RefreshPolicy;
  readonly runtime?: Runtime;
}

/** Many processes, one vault, one server with a journal. */
export interface Farm {
  readonly sandbox: Sandbox;
  readonly store: TokenStore;
  keyOf(account: string): TokenKey;
  addWorkers(count: number): Promise<readonly Worker[]>;
  addTwoWorkers(): Promise<readonly [Worker, Worker]>;
  /** Signs a person in, and gives back the journal's name for what goes back to that. */
  signIn(account: string): Promise<string>;
  /** How many refreshes of its last sign-in have come into the vault. */
  countStored(account: string): Promise<number>;
  /** Moves the clocks of the server and of every worker that is asked from now on. */
  jump(ms: number): void;
  readonly offsetMs: number;
  /** Asks workers at the same instant, and has them use what they get. `atMs` is that instant. */
  askTogether(
    workers: readonly Worker[],
    account: string,
  ): Promise<{ readonly answers: Awaited<ReturnType<Worker["ask"]>>[]; readonly at: number }>;
  askOne(worker: Worker, account: string): ReturnType<Worker["ask"]>;
  /** What the server decided about the refresh tokens of one sign-in, in order. */
  refreshes(family: string): readonly JournalEntry[];
  close(): Promise<void>;
}

/** How far ahead an instant must lie for every process to hear of it in time. */
const HEARING_MS = 30;

export function expiringApp(sandbox: Sandbox): PlantedApp {
  const app = sandbox.seed.apps.find(({ clientId }) => clientId === EXPIRING_APP);
  if (app === undefined) {
    throw new Error(`the seed has no app ${EXPIRING_APP}`);
  }
  return app;
}

/** The sandbox as a provider, in the dialect its app speaks. */
export function providerOf(url: string, app: PlantedApp): Provider {
  const github = githubProvider(url);
  return app.tokens.rotation === "github"
    ? github
    : {
        ...github,
        revocationEndpoint: `${url}/login/oauth/revoke`,
        traits: { ...rfcTraits, clientAuthentication: "client_secret_post" },
      };
}

export async function createFarm(options: FarmOptions): Promise<Farm> {
  const { sandbox, url, program, launch, folder, vaultKey, policy = {} } = options;
  let offsetMs = 0;
  const now = (): number => Date.now() + offsetMs;
  const runtime = { ...(options.runtime ?? systemRuntime), now };
  const app = expiringApp(sandbox);
  const provider = providerOf(url, app);
  const client: Client = { clientId: app.clientId, clientSecret: new Secret(app.clientSecret) };
  const vaultPath = join(folder, "vault", "tokens.db");
  const store = await openSqliteStore({ path: vaultPath, key: new Secret(vaultKey), now });
  const setup: WorkerSetup = {
    vaultPath,
    vaultKey,
    provider,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    apiUrl: `${url}/api/v3`,
    policy,
  };
  const workers: Worker[] = [];
  const firstGenerations = new Map<string, number>();
  const keyOf = (account: string): TokenKey => ({ issuer: provider.issuer, clientId: app.clientId, account });
  const ask = (worker: Worker, account: string, at: number): ReturnType<Worker["ask"]> =>
    worker.ask({ account, offsetMs, at, isUsed: true });
  const addWorker = async (): Promise<Worker> => {
    const worker = await openWorker(launch(program), setup);
    workers.push(worker);
    return worker;
  };
  return {
    sandbox,
    store,
    keyOf,
    addWorkers: (count) => Promise.all(Array.from({ length: count }, addWorker)),
    addTwoWorkers: () => Promise.all([addWorker(), addWorker()]),
    async signIn(account) {
      const tokens = await signIn({ sandbox, provider, client, runtime });
      const { generation } = await store.put(keyOf(account), { tokens, attributes: {} });
      firstGenerations.set(account, generation);
      return sandbox.journal.entries.findLast(({ decision }) => decision === "token_issued")?.family ?? "";
    },
    async countStored(account) {
      const record = await store.read(keyOf(account));
      return (record?.generation ?? Number.NaN) - (firstGenerations.get(account) ?? Number.NaN);
    },
    jump(ms) {
      offsetMs += ms;
      sandbox.clock.advance(ms);
    },
    get offsetMs() {
      return offsetMs;
    },
    async askTogether(asked, account) {
      const at = Date.now() + HEARING_MS;
      return { answers: await Promise.all(asked.map((worker) => ask(worker, account, at))), at };
    },
    askOne: (worker, account) => ask(worker, account, 0),
    refreshes: (family) =>
      sandbox.journal.entries.filter((entry) => entry.grant === "refresh_token" && entry.family === family),
    async close() {
      for (const worker of workers) {
        worker.kill("SIGKILL");
      }
      await Promise.all(workers.map(({ finished }) => finished));
      await store.close();
    },
  };
}
