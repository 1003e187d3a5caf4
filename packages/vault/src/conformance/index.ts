import type { TokenStore } from "@dev-github-tool/oauth";
import type { ConformanceCase, StoreUnderTest } from "./bench.ts";
import { concurrencyCases } from "./concurrency.ts";
import { leaseCases } from "./leases.ts";
import { recordCases } from "./records.ts";

export type { ConformanceCase, StoreUnderTest } from "./bench.ts";

/**
 * What every `TokenStore` must keep, as cases for any test runner. Each case gets an empty store from `createStore`, and
 * closes every instance it opened. Some wait for a lease to end, so the store's clock must run.
 *
 * @example
 * const cases = tokenStoreConformance(async () => {
 *   const folder = await mkdtemp(join(tmpdir(), "store-"));
 *   return { open: () => openMyStore(folder) };
 * });
 * for (const { title, run } of cases) test(title, run);
 */
export function tokenStoreConformance(createStore: () => Promise<StoreUnderTest>): readonly ConformanceCase[] {
  return [...recordCases, ...leaseCases, ...concurrencyCases].map(([title, runCase]) => ({
    title,
    run: async () => {
      const subject = await createStore();
      const opened: TokenStore[] = [];
      const openAnother = async (): Promise<TokenStore> => {
        const store = await subject.open();
        opened.push(store);
        return store;
      };
      try {
        await runCase({ store: await openAnother(), openAnother });
      } finally {
        await Promise.all(opened.map((store) => store.close()));
      }
    },
  }));
}
