import { randomBytes } from "node:crypto";

/** A name for the holder of a lease that nobody else can guess, so that nobody else can write in its stead. */
export function createOwner(): string {
  return randomBytes(16).toString("base64url");
}
