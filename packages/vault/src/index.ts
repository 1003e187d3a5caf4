// The door. Where tokens rest:

// For stores that others write:
export { type ConformanceCase, type StoreUnderTest, tokenStoreConformance } from "./conformance/index.ts";
export type { LeaseReport } from "./entry.ts";
// The key to what rests, from one of four places:
export { type KeyCommandOptions, readKeyCommand } from "./key-command.ts";
export { type KeyFileOptions, readKeyFile } from "./key-file.ts";
export { createKey } from "./key-text.ts";
export { type KeyVariableOptions, readKeyVariable } from "./key-variable.ts";
export { type Keyring, type KeyringOptions, type NoKeyringReason, openKeyring } from "./keyring.ts";
export { type KeyringKeyOptions, readKeyringKey } from "./keyring-key.ts";
export { createMemoryStore } from "./memory.ts";
export { openSqliteStore, type SqliteStore, type SqliteStoreOptions } from "./sqlite.ts";
