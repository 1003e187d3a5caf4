import type { CipherKey } from "./cipher.ts";
import type { PostgresConnection } from "./postgres-connection.ts";
import type { NamedRow, Rows } from "./postgres-rows.ts";
import type { Steps } from "./postgres-steps.ts";
import { readName } from "./sealed-entry.ts";

const PATIENCE_MS = 15_000;
/** Rows on their way at once: together they wait for the disk once. */
const AT_ONCE = 50;

/**
 * Seals everything with another key, row by row and beside the others' work: no lock is held, and each row is at every moment
 * sealed with one key or the other. Stopped in the middle, it goes on when it is called again.
 */
export async function changeKey(
  key: CipherKey,
  options: {
    readonly connection: PostgresConnection;
    readonly schema: string;
    readonly rows: Rows;
    readonly steps: Steps;
  },
): Promise<void> {
  const { connection, schema, rows, steps } = options;
  const patiently = <Result>(work: () => Promise<Result>): Promise<Result> =>
    connection.patiently(PATIENCE_MS, async () => ({ answer: await work() }));
  await patiently(() => connection.run(announceText(schema, key.id)));

  const failures: unknown[] = [];
  const reseal = async (row: NamedRow): Promise<void> => {
    try {
      await steps.take<undefined>({
        key: readName(row),
        patienceMs: PATIENCE_MS,
        decide: ({ open }) => {
          const entry = open();
          return entry === undefined ? { answer: undefined } : { answer: undefined, entry };
        },
      });
    } catch (error) {
      // A damaged record must not keep the others under a key that is to be thrown away.
      failures.push(error);
    }
  };
  for (let after: Buffer | undefined = Buffer.of(); after !== undefined; ) {
    const from: Buffer = after;
    const batch = [...(await patiently(() => rows.listSealedOtherwise(key.id, from)))];
    after = batch.at(-1)?.id;
    const work = async (): Promise<void> => {
      for (let row = batch.pop(); row !== undefined; row = batch.pop()) {
        await reseal(row);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }
  if (failures.length > 0) {
    throw failures[0];
  }
}

/**
 * From here on all writes use the new key. The lock lets those finish that began under the former one, and lasts as long as
 * this text, which is one transaction. The name of a key is hexadecimal digits of our own making.
 */
function announceText(schema: string, keyId: string): string {
  return `
    LOCK TABLE ${schema}.sign_ins IN SHARE MODE;
    UPDATE ${schema}.vault_keys SET state = 'retired' WHERE id <> '${keyId}' AND state = 'current';
    INSERT INTO ${schema}.vault_keys (id, state) VALUES ('${keyId}', 'current')
      ON CONFLICT (id) DO UPDATE SET state = 'current';`;
}
