import { TokenStoreError } from "@dev-github-tool/oauth";
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
      (SELECT string_agg(id, ' ' ORDER BY state) FROM ${schema}.vault_keys) AS keys,
      generation::text, revision::text, sign_in::text,
      head, encode(tokens, 'hex') AS tokens, encode(lease, 'hex') AS lease
    FROM (VALUES ($1::bytea)) AS wanted (id) LEFT JOIN ${schema}.sign_ins USING (id)`;
  const isKeyCurrent = `EXISTS (SELECT FROM ${schema}.vault_keys WHERE id = $8::text AND state = 'current')`;
  const values = "$2::bigint, $3::uuid, $4::uuid, $5::text, $6::bytea, $7::bytea";
  const insert = `
    INSERT INTO ${schema}.sign_ins (id, generation, revision, sign_in, head, tokens, lease)
    SELECT $1::bytea, ${values} WHERE ${isKeyCurrent}
    ON CONFLICT (id) DO NOTHING ${DURABLE}`;
  const update = `
    UPDATE ${schema}.sign_ins SET (generation, revision, sign_in, head, tokens, lease) = ROW(${values})
    WHERE id = $1::bytea AND revision = $9::uuid AND ${isKeyCurrent} ${DURABLE}`;
  const list = `SELECT encode(id, 'hex') AS id, head FROM ${schema}.sign_ins WHERE head IS NOT NULL`;
  // The name of a key stands after the first byte of what it sealed.
  const listSealedOtherwise = `${list} AND id > $1::bytea AND (
      substring(tokens FROM 2 FOR 8) <> decode($2::text, 'hex') OR substring(lease FROM 2 FOR 8) <> decode($2::text, 'hex')
    ) ORDER BY id LIMIT ${BATCH}`;

  return {
    find: async (id) => readRow(id, (await connection.run(find, [id]))[0]),
    list: async () => (await connection.run(list)).map(readNamedRow),
    listSealedOtherwise: async (keyId, after) =>
      (await connection.run(listSealedOtherwise, [after, keyId])).map(readNamedRow),
    write: async ({ id, generation, revision, signIn, sealed, keyId, over }) => {
      const { head = null, tokens = null, lease = null } = sealed ?? {};
      const fields = [id, generation, revision, signIn, head, tokens, lease, keyId];
      const written = over === undefined ? connection.run(insert, fields) : connection.run(update, [...fields, over]);
      return (await written).length > 0;
    },
  };
}

/**
 * Makes the transaction wait for the disk where the database or the role is set not to (`synchronous_commit = off`), and
 * leaves every stricter setting as it is. The setting is read when the transaction ends, and ends with it.
 *
 * @see https://www.postgresql.org/docs/current/wal-async-commit.html
 */
const DURABLE = `RETURNING set_config('synchronous_commit',
  CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, true)`;

interface FoundRow {
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

function readRow(id: Buffer, row: unknown): SeenRow {
  const { now, keys, generation, revision, sign_in: signIn, head, tokens, lease } = row as FoundRow;
  const keyIds = keys?.split(" ") ?? [];
  const [currentKeyId] = keyIds;
  if (currentKeyId === undefined) {
    throw new TokenStoreError("the store does not say with which key it is sealed", { code: "corrupt" });
  }
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
