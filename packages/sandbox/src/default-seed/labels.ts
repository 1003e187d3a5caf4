import type { SeedLabel } from "../seed.ts";

/** What GitHub gives to a new repository, and a few of our own. */
export const labels: readonly [SeedLabel, ...SeedLabel[]] = [
  { name: "bug", color: "d73a4a", description: "Something isn't working" },
  { name: "documentation", color: "0075ca", description: "Improvements or additions to documentation" },
  { name: "enhancement", color: "a2eeef", description: "New feature or request" },
  { name: "good first issue", color: "7057ff", description: "Good for newcomers" },
  { name: "help wanted", color: "008672", description: "Extra attention is needed" },
  { name: "question", color: "d876e3", description: "Further information is requested" },
  { name: "priority: high", color: "b60205", description: "Before the next spring tide" },
  { name: "🐙 tentacles", color: "fbca04", description: "Touches eight things at once" },
];
