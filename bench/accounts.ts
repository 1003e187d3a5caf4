import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret } from "@dev-github-tool/oauth";
import { createKey } from "@dev-github-tool/vault";
import { openPostgresStore, type PostgresStore } from "@dev-github-tool/vault/postgres";
import { launchPostgres } from "../test/processes/postgres-server.ts";
import { cpuOfTree } from "./cpu-time.ts";
import { type LineProgram, startLineProgram } from "./line-program.ts";
import type { Figures } from "./measure.ts";
import type { Workshop } from "./prepare.ts";
import { measureVaultReads } from "./vault-reads.ts";

const PROCESSES = 8;
/** Of each process, at a time. */
const CALLERS = 64;
const CLIENT_ID = "bench";
/** How many accounts, how many of the processes want each of them, and how many times that is measured. */
const SCENES = [
  { accounts: 100, wantedBy: 2, times: 20 },
  { accounts: 1_000, wantedBy: 2, times: 5 },
  { accounts: 10_000, wantedBy: 2, times: 1 },
  { accounts: 10_000, wantedBy: PROCESSES, times: 1 },
] as const;
const WARM_UP = { accounts: 4_000, wantedBy: PROCESSES } as const;

/** Many sign-ins of a service in PostgreSQL end at once, and several of its processes want each of them. */
export async function measureAccounts(workshop: Workshop, rounds: number): Promise<readonly Figures[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-pg-"));
  const server = await launchPostgres(folder);
  const key = createKey();
  const store = await openPostgresStore({ connect: new Secret(server.url), key });
  const endpoint = startLineProgram(workshop, "token-endpoint");
  const programs = Array.from({ length: PROCESSES }, () => startLineProgram(workshop, "account-callers"));
  try {
    const reads = await measureVaultReads(workshop, {
      databaseUrl: server.url,
      vaultKey: key.reveal(),
      rounds: Math.min(rounds, 5),
    });
    const { port } = await endpoint.hear<{ port: number }>();
    const issuer = `http://127.0.0.1:${port}`;
    const setup = { databaseUrl: server.url, vaultKey: key.reveal(), tokenUrl: `${issuer}/token`, issuer };
    await Promise.all(programs.map((program) => program.ask({ ...setup, clientId: CLIENT_ID })));
    const service: Service = { store, programs, issuer, databasePid: server.pid };
    await expireAtOnce(service, WARM_UP);
    const notes: string[] = [];
    for (const { times, ...scene } of SCENES) {
      const found: Expiry[] = [];
      for (let time = 0; time < times; time += 1) {
        found.push(await expireAtOnce(service, scene));
      }
      notes.push(describe(scene, found));
    }
    return [
      reads,
      {
        title: `${PROCESSES} processes on one PostgreSQL get tokens for many accounts, all of which have ended`,
        unit: "ms",
        rounds: 1,
        rows: [],
        notes,
      },
    ];
  } finally {
    await Promise.all([...programs, endpoint].map((program) => program.close()));
    await store.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Service {
  readonly store: PostgresStore;
  readonly programs: readonly LineProgram[];
  readonly issuer: string;
  readonly databasePid: number;
}

/** What one such moment came to. Times are milliseconds. */
interface Expiry {
  /** As the server counted them. */
  readonly refreshes: number;
  readonly refused: number;
  /** Why callers had no token. */
  readonly failed: readonly string[];
  /** Until the last process had the last token. */
  readonly tookMs: number;
  readonly cpuMs: { readonly processes: number; readonly database: number; readonly endpoint: number };
}

interface Scene {
  readonly accounts: number;
  /** By how many processes each account is wanted. */
  readonly wantedBy: number;
}

let signedIn = 0;

async function expireAtOnce({ store, programs, issuer, databasePid }: Service, scene: Scene): Promise<Expiry> {
  const accounts = Array.from({ length: scene.accounts }, (_, at) => `${signedIn + at}`);
  signedIn += scene.accounts;
  await signIn(store, { issuer, accounts });
  const wanted = programs.map((): string[] => []);
  for (const account of accounts) {
    for (const list of shuffle(wanted).slice(0, scene.wantedBy)) {
      list.push(account);
    }
  }
  const before = await askEndpoint(issuer);
  const databaseBefore = cpuOfTree(databasePid);
  const startedAt = performance.now();
  const answers = await Promise.all(
    // Each in an order of its own, so that they meet all the time and nowhere by plan.
    programs.map((program, at) => program.ask<Served>({ accounts: shuffle(wanted[at] ?? []), callers: CALLERS })),
  );
  const tookMs = performance.now() - startedAt;
  const after = await askEndpoint(issuer);
  return {
    refreshes: after.refreshes - before.refreshes,
    refused: after.refused - before.refused,
    failed: answers.flatMap(({ failed }) => failed),
    tookMs,
    cpuMs: {
      processes: answers.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
      database: cpuOfTree(databasePid) - databaseBefore,
      endpoint: after.cpuMs - before.cpuMs,
    },
  };
}

interface Served {
  readonly failed: readonly string[];
  readonly cpuMs: number;
}

async function signIn(
  store: PostgresStore,
  { issuer, accounts }: { readonly issuer: string; readonly accounts: readonly string[] },
): Promise<void> {
  const waiting = [...accounts];
  const work = async (): Promise<void> => {
    for (let account = waiting.pop(); account !== undefined; account = waiting.pop()) {
      const tokens = {
        accessToken: new Secret(`a:${account}:1`),
        tokenType: "bearer",
        scope: ["repo"],
        expiresAt: Date.now() - 1_000,
        refreshToken: new Secret(`r:${account}:1`),
        refreshTokenExpiresAt: undefined,
      } as const;
      await store.put({ issuer, clientId: CLIENT_ID, account }, { tokens, attributes: { login: account } });
    }
  };
  await Promise.all(Array.from({ length: 32 }, work));
}

interface EndpointCounts {
  readonly refreshes: number;
  readonly refused: number;
  readonly cpuMs: number;
}

async function askEndpoint(issuer: string): Promise<EndpointCounts> {
  return (await (await fetch(issuer)).json()) as EndpointCounts;
}

function shuffle<Value>(values: readonly Value[]): Value[] {
  return values
    .map((value) => ({ value, place: Math.random() }))
    .sort((left, right) => left.place - right.place)
    .map(({ value }) => value);
}

function describe({ accounts, wantedBy }: Scene, found: readonly Expiry[]): string {
  const median = (read: (one: Expiry) => number): number =>
    found.map(read).sort((a, b) => a - b)[Math.floor(found.length / 2)] ?? Number.NaN;
  const total = (read: (one: Expiry) => number): number => found.reduce((sum, one) => sum + read(one), 0);
  const each = (read: (one: Expiry) => number): string => (median(read) / accounts).toFixed(3);
  const reasons = [...new Set(found.flatMap(({ failed }) => failed))].join("; ");
  return (
    `${accounts} accounts, each wanted by ${wantedBy} processes, ${found.length} times: ${total((one) => one.refreshes) / found.length} refreshes each time, ` +
    `${total((one) => one.refused)} refused, ${total((one) => one.failed.length)} without a token${reasons && ` (${reasons})`}; ` +
    `${Math.round((1_000 * accounts) / median((one) => one.tookMs))} a second until the last process had the last one, ` +
    `${each((one) => one.tookMs)} ms an account; CPU an account: ${each((one) => one.cpuMs.processes)} ms in the processes, ` +
    `${each((one) => one.cpuMs.database)} ms in PostgreSQL, ${each((one) => one.cpuMs.endpoint)} ms at the token endpoint`
  );
}
