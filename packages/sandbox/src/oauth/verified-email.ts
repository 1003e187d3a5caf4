import type { SeedPerson } from "../seed.ts";

/** GitHub gives no tokens for people whose primary address is not verified; a seed that names no addresses means a verified one. */
export function hasVerifiedEmail({ emails }: SeedPerson): boolean {
  return emails === undefined || emails.some(({ primary, verified }) => primary && verified);
}
