// The door. Where tokens rest:

// For stores that others write:
export { type ConformanceCase, type StoreUnderTest, tokenStoreConformance } from "./conformance/index.ts";
export { createMemoryStore } from "./memory.ts";
