// A file of its own, because a bundle keeps the whole of what is imported when it is called for, a suite for stores included.
export { createMemoryStore } from "@dev-github-tool/vault";
