import type { Host } from "./host.ts";
import type { Keyring } from "./keyring.ts";
import { formatSession, parseSession, type Session } from "./session-record.ts";

/** Where sign-ins rest, one per host. */
export interface SessionStore {
  /** `memory` lasts until the program ends. */
  readonly kind: "keyring" | "memory";
  /** @throws TokenStoreError `corrupt` (the record stays where it is), `unavailable`. */
  load(host: Host): Promise<Session | undefined>;
  save(host: Host, session: Session): Promise<void>;
  /** Gives back whether there was something to remove. */
  remove(host: Host): Promise<boolean>;
}

/** A store in the keyring of the operating system. */
export function createKeyringStore(keyring: Keyring): SessionStore {
  return {
    kind: "keyring",
    load: async (host) => {
      const text = await keyring.read(host.name);
      return text === undefined ? undefined : parseSession(text);
    },
    save: (host, session) => keyring.write(host.name, formatSession(session)),
    remove: (host) => keyring.remove(host.name),
  };
}

/** A store that ends with the program. */
export function createMemoryStore(): SessionStore {
  const sessions = new Map<string, Session>();
  return {
    kind: "memory",
    load: async (host) => sessions.get(host.name),
    save: async (host, session) => {
      sessions.set(host.name, session);
    },
    remove: async (host) => sessions.delete(host.name),
  };
}
