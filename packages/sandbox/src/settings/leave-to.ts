/** Returns an address with parameters added, its own left as they are; those that are undefined are left out. */
export function withParameters(address: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  return `${address}${address.includes("?") ? "&" : "?"}${query}`;
}
