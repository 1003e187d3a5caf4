import { TokenStoreError } from "@dev-github-tool/oauth";
import { inBatches } from "./postgres-batches.ts";
import type { PostgresConnection } from "./postgres-connection.ts";
import type { SealedEntry } from "./sealed-entry.ts";

/** What the database says of one sign-in, at one instant. */
export interface SeenRow {
  /** The time of the database, in milliseconds since the epoch. */
  readonly now: number;
  /** When that was, by this process's own monotonic clock, or a little later. In milliseconds. */
  readonly seenAt: number;
  readonly currentKeyId: string;
  /** Of every key that anything was ever sealed with. */
  readonly keyIds: readonly string[];
  /** Absent when there never was such a sign-in. */
  readonly mark: RowMark | undefined;
  /** Absent when there is no such sign-in now. */
  readonly sealed: SealedEntry | undefined;
}

/** What stays of a row when its sign-in is removed: enough for its generations never to come twice. */
export interface RowMark {
  readonly generation: number;
  /** Another with every write, so that a write can tell whether anything came between, and whether it happened itself. */
  readonly revision: string;
  /** The revision with which this sign-in began. */
  readonly signIn: string;
}

/** One write to one row. */
export interface RowChange extends RowMark {
  readonly id: Buffer;
  /** The revision that must still be there; undefined when there must be no row. */
  readonly over: string | undefined;
  /** The key the fields were sealed with, which must still be the current one. */
  readonly keyId: string;
  /** Undefined to remove the sign-in. */
  readonly sealed: Pick<SealedEntry, "head" | "tokens" | "lease"> | undefined;
}

export interface Rows {
  find(id: Buffer): Promise<SeenRow>;
  list(): Promise<readonly NamedRow[]>;
  /** Some of the rows after an id, in order, that have anything sealed with another key than this one. */
  listSealedOtherwise(keyId: string, after: Buffer): Promise<readonly NamedRow[]>;
  /** Gives back whether nothing came between. Durable when it resolves. */
  write(change: RowChange): Promise<boolean>;
}

/** A row without what is sealed. */
export type NamedRow = Pick<SealedEntry, "id" | "head">;

/** How many rows are asked for at once where there may be very many. */
const BATCH = 500;

/** The statements. All values are parameters; texts and hexadecimal digits come back, whatever parsers the pool has. */
export function createRows(connection: PostgresConnection, schema: string): Rows {
  const find = `
    SELECT trunc(extract(epoch FROM clock_timestamp()) * 1000)::bigint::text AS now,
      (SELECT string_agg(id, ' ' ORDER BY state) FROM ${schema}.vault_keys) AS keys, encode(wanted.id, 'hex') AS id,
      generation::text, revision::text, sign_in::text,
      head, encode(tokens, 'hex') AS tokens, encode(lease, 'hex') AS lease
    FROM unnest($1::bytea[]) AS wanted (id) LEFT JOIN ${schema}.sign_ins USING (id)`;
  const currentKeyId = `(SELECT id FROM ${schema}.vault_keys WHERE state = 'current')`;
  const insert = `
    INSERT INTO ${schema}.sign_ins (id, generation, revision, sign_in, head, tokens, lease)
    SELECT $1::bytea, $2::bigint, $3::uuid, $4::uuid, $5::text, $6::bytea, $7::bytea WHERE $8::text = ${currentKeyId}
    ON CONFLICT (id) DO NOTHING ${DURABLE}`;
  // Who finds a row locked does not wait for it, since others wait in the same statement: that row counts as written by others.
  const update = `
    WITH change AS MATERIALIZED (
      SELECT change.* FROM
        unnest($1::bytea[], $2::bigint[], $3::uuid[], $4::uuid[], $5::text[], $6::bytea[], $7::bytea[], $8::text[], $9::uuid[])
        AS change (id, generation, revision, sign_in, head, tokens, lease, key_id, over)
        JOIN ${schema}.sign_ins AS present ON present.id = change.id AND present.revision = change.over
      WHERE change.key_id = ${currentKeyId} FOR UPDATE OF present SKIP LOCKED
    )
    UPDATE ${schema}.sign_ins AS present SET
      (generation, revision, sign_in, head, tokens, lease)
      = ROW(change.generation, change.revision, change.sign_in, change.head, change.tokens, change.lease)
    FROM change WHERE present.id = change.id AND present.revision = change.over ${DURABLE}, present.revision::text`;
  const list = `SELECT encode(id, 'hex') AS id, head FROM ${schema}.sign_ins WHERE head IS NOT NULL`;
  // The name of a key stands after the first byte of what it sealed.
  const listSealedOtherwise = `${list} AND id > $1::bytea AND (
      substring(tokens FROM 2 FOR 8) <> decode($2::text, 'hex') OR substring(lease FROM 2 FOR 8) <> decode($2::text, 'hex')
    ) ORDER BY id LIMIT ${BATCH}`;

  const findInBatches = inBatches(async (ids: readonly Buffer[]) => {
    const found = (await connection.run(find, [ids])) as readonly FoundRow[];
    const rows = new Map(found.map((row) => [row.id, row]));
    return ids.map((id) => readRow(id, rows.get(id.toString("hex"))));
  });
  const updateInBatches = inBatches(async (changes: readonly RowChange[]) => {
    const columns = FIELDS.map((field) => changes.map((change) => field(change)));
    const written = (await connection.run(update, columns)) as readonly { readonly revision: string }[];
    const revisions = new Set(written.map(({ revision }) => revision));
    return changes.map(({ revision }) => revisions.has(revision));
  });

  return {
    find: findInBatches,
    list: async () => (await connection.run(list)).map(readNamedRow),
    listSealedOtherwise: async (keyId, after) =>
      (await connection.run(listSealedOtherwise, [after, keyId])).map(readNamedRow),
    write: async (change) =>
      change.over === undefined
        ? (
            await connection.run(
              insert,
              FIELDS.slice(0, -1).map((field) => field(change)),
            )
          ).length > 0
        : updateInBatches(change),
  };
}

/** The parameters of a write, in the order of the statements. */
const FIELDS: readonly ((change: RowChange) => unknown)[] = [
  ({ id }) => id,
  ({ generation }) => generation,
  ({ revision }) => revision,
  ({ signIn }) => signIn,
  ({ sealed }) => sealed?.head ?? null,
  ({ sealed }) => sealed?.tokens ?? null,
  ({ sealed }) => sealed?.lease ?? null,
  ({ keyId }) => keyId,
  ({ over }) => over,
];

/**
 * Makes the transaction wait for the disk where the database or the role is set not to (`synchronous_commit = off`), and
 * leaves every stricter setting as it is. The setting is read when the transaction ends, and ends with it.
 *
 * @see https://www.postgresql.org/docs/current/wal-async-commit.html
 */
const DURABLE = `RETURNING set_config('synchronous_commit',
  CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, true)`;

interface FoundRow {
  readonly id: string;
  readonly now: string;
  readonly keys: string | null;
  readonly generation: string | null;
  readonly revision: string | null;
  readonly sign_in: string | null;
  readonly head: string | null;
  readonly tokens: string | null;
  readonly lease: string | null;
}

function readNamedRow(row: unknown): NamedRow {
  const { id, head } = row as { readonly id: string; readonly head: string };
  return { id: Buffer.from(id, "hex"), head };
}

function readRow(id: Buffer, row: FoundRow | undefined): SeenRow {
  const keyIds = row?.keys?.split(" ") ?? [];
  const [currentKeyId] = keyIds;
  if (row === undefined || currentKeyId === undefined) {
    throw new TokenStoreError("the store does not say with which key it is sealed", { code: "corrupt" });
  }
  const { now, generation, revision, sign_in: signIn, head, tokens, lease } = row;
  const mark =
    generation === null || revision === null || signIn === null
      ? undefined
      : { generation: Number(generation), revision, signIn };
  const sealed =
    mark === undefined || head === null || tokens === null
      ? undefined
      : {
          id,
          generation: mark.generation,
          head,
          tokens: Buffer.from(tokens, "hex"),
          lease: lease === null ? null : Buffer.from(lease, "hex"),
        };
  return { now: Number(now), seenAt: performance.now(), currentKeyId, keyIds, mark, sealed };
}
