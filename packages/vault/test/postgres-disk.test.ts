import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, mkdtempSync, rmSync, statfsSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret } from "@dev-github-tool/oauth";
import pg from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type PostgresServer, startPostgres } from "../../../test/processes/postgres.ts";
import { runProcess, startProcess } from "../../../test/processes/running-process.ts";
import { openPostgresStore } from "../src/postgres.ts";
import { connectClient, createPostgresVault, withSetting } from "./postgres-vaults.ts";
import { hubot, octocat, plantTokens } from "./vaults.ts";

const unavailable = expect.objectContaining({ name: "TokenStoreError", code: "unavailable" });
let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgres();
});

afterAll(() => server.stop());

/** A place for tables on a disk of two megabytes, which only root may make; undefined where the machine does not let even root. */
async function mountSmallDisk(): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "disk-"));
  const mounting = await runProcess("mount", {
    args: ["-t", "tmpfs", "-o", "size=2m", "tmpfs", folder],
    name: "mount",
  }).catch(() => undefined);
  if (mounting?.exitCode !== 0) {
    return undefined;
  }
  onTestFinished(async () => {
    await runProcess("umount", { args: ["--lazy", folder], name: "umount" });
  });
  const place = join(folder, "table-space");
  mkdirSync(place, { mode: 0o700 });
  const { uid, gid } = statSync(server.data);
  chownSync(place, uid, gid);
  return place;
}

function fill(disk: string): () => void {
  const path = join(disk, "../ballast");
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(path, Buffer.alloc(bavail * bsize));
  return () => rmSync(path);
}

test.for([
  ["cannot keep", "fdatasync", "EIO"],
  ["has no room for", "pwrite64", "ENOSPC"],
] as const)(
  "S-13: a database that ends since its disk %s its log starts again, and the new tokens are written once",
  async ([, call, error]) => {
    const pool = new pg.Pool({ connectionString: server.url, max: 1 });
    pool.on("error", () => {});
    onTestFinished(() => pool.end());
    const { key, schema, store: watcher } = await createPostgresVault(server.url);
    const store = await openPostgresStore({ pool, key, schema });
    await store.put(octocat, { tokens: plantTokens(), attributes: {} });
    const answer = await store.acquireLease(octocat, { generation: 1, durationMs: 60_000 });
    const { rows } = await pool.query("SELECT pg_backend_pid() AS pid");
    const logged = server.log.length;
    const injector = startProcess("strace", {
      args: ["-o", "/dev/null", "-p", `${rows[0]?.pid}`, "-e", `inject=${call}:error=${error}:when=1`],
      name: "a disk that fails",
    });
    await injector.waitFor(/attached/, "stderr");
    const tokens = plantTokens();
    expect(answer.kind === "acquired" && (await store.commit(answer.lease, tokens))?.generation).toBe(2);
    expect(server.log.slice(logged)).toMatch(/PANIC: /);
    const record = await watcher.read(octocat);
    expect([record?.generation, record?.tokens.accessToken.reveal()]).toEqual([2, tokens.accessToken.reveal()]);
  },
);

test("S-13: a full disk under the database fails writes, loses nothing, and takes them when there is room again", async (context) => {
  const disk = await mountSmallDisk();
  if (disk === undefined) {
    context.skip("this machine lets nobody make a small disk");
    return;
  }
  const client = await connectClient(server.url);
  await client.query(`CREATE TABLESPACE small LOCATION '${disk}'`);
  const { store, reopen, schema } = await createPostgresVault(
    server.url,
    withSetting(server.url, "default_tablespace", "small"),
  );
  const first = plantTokens();
  await store.put(octocat, { tokens: first, attributes: {} });
  const answer = await store.acquireLease(octocat, { generation: 1, durationMs: 60_000 });
  const makeRoom = fill(disk);

  const second = plantTokens({ scope: [randomBytes(100_000).toString("hex")] });
  const commit = () => (answer.kind === "acquired" ? store.commit(answer.lease, second) : undefined);
  await expect(commit()).rejects.toEqual(unavailable);
  await expect(store.put(hubot, { tokens: second, attributes: {} })).rejects.toEqual(unavailable);
  for (const instance of [store, await reopen({ connect: new Secret(server.url) })]) {
    expect((await instance.read(octocat))?.tokens.accessToken.reveal()).toBe(first.accessToken.reveal());
    expect(await instance.read(hubot)).toBeUndefined();
  }
  makeRoom();
  expect((await commit())?.generation).toBe(2);
  expect((await store.read(octocat))?.tokens.accessToken.reveal()).toBe(second.accessToken.reveal());
  // The disk goes with the test, and the server would miss it.
  await client.query(`DROP SCHEMA ${schema} CASCADE`);
  await client.query("DROP TABLESPACE small");
});
