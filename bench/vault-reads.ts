import { join } from "node:path";
import { startLineProgram } from "./line-program.ts";
import { compare, type Figures } from "./measure.ts";
import type { Workshop } from "./prepare.ts";

/** What reading one account costs, its tokens opened: from a file, and from a database. */
export async function measureVaultReads(
  workshop: Workshop,
  {
    databaseUrl,
    vaultKey,
    rounds,
  }: { readonly databaseUrl: string; readonly vaultKey: string; readonly rounds: number },
): Promise<Figures> {
  const reader = startLineProgram(workshop, "vault-readers");
  const read = async (vault: string): Promise<number> =>
    (await reader.ask<{ microseconds: number }>({ vault, vaultKey })).microseconds;
  const file = join(workshop.createHome(), "vault/tokens.db");
  try {
    return await compare(
      {
        title: "One read of one account, the median of 2 000",
        unit: "µs",
        contestants: [
          { name: "SQLite", run: () => read(file), budget: { of: "value", limit: 200 } },
          { name: "PostgreSQL", run: () => read(databaseUrl), budget: { of: "value", limit: 2_000 } },
        ],
      },
      rounds,
    );
  } finally {
    await reader.close();
  }
}
