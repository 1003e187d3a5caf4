import type { ApiPage } from "./client.ts";

/** Takes items from pages until there are `limit`, and asks for no page after that. */
export async function collectItems(
  pages: AsyncIterable<ApiPage>,
  { limit, accepts }: { readonly limit: number; readonly accepts: (item: unknown) => boolean },
): Promise<readonly unknown[]> {
  const taken: unknown[] = [];
  for await (const { items } of pages) {
    taken.push(...items.filter(accepts));
    if (taken.length >= limit) {
      break;
    }
  }
  return taken.slice(0, limit);
}
