import type { PlantedSeed } from "./seed.ts";

/** Below this length a value cannot be told from an ordinary word, and looking for it would find it everywhere. */
const shortestSecret = 8;

/**
 * Returns a reporter that passes on what is secret: what the sandbox issues, and what it is sent as a secret.
 *
 * Client ids and the seed's passwords are left out even when sent as one: both are shown openly, the passwords on the
 * sign-in page itself. A password that is not in the seed is reported: somebody may have typed a real one.
 */
export function createSecretReporter(seed: PlantedSeed, onSecret: (secret: string) => void): (secret: string) => void {
  const shownOpenly = new Set([
    ...seed.apps.map((app) => app.clientId),
    ...seed.people.map((person) => person.password),
  ]);
  return (secret) => {
    if (secret.length >= shortestSecret && !shownOpenly.has(secret)) onSecret(secret);
  };
}
