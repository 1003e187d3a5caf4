import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordEvidence } from "../canary/evidence.ts";
import { launchPostgres, type PostgresServer } from "./postgres-server.ts";

export type { PostgresServer } from "./postgres-server.ts";

/** Starts a real, empty server. Whoever starts it stops it, once for a whole file of tests; what it logged is searched for secrets. */
export async function startPostgres(settings?: Readonly<Record<string, string>>): Promise<PostgresServer> {
  const server = await launchPostgres(mkdtempSync(join(tmpdir(), "pg-")), settings);
  return {
    ...server,
    get pid() {
      return server.pid;
    },
    get log() {
      return server.log;
    },
    stop: async () => {
      await server.stop();
      recordEvidence({ place: "the log of a database server", text: server.log });
    },
  };
}
