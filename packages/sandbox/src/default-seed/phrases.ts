/** Building blocks of titles. */

export const issueSubjects = [
  "Tide curve",
  "Harbor picker",
  "Offline cache",
  "Moon phase",
  "CSV export",
  "Dark mode",
  "Settings page",
  "First start",
  "Command line help",
  "Time zone list",
  "Login screen",
  "Search box",
  "Map layer",
  "Release script",
  "Keyboard navigation",
] as const;

export const issueComplaints = [
  "is one hour off after the clock change",
  "crashes on an empty file",
  "forgets the last choice",
  "does not say what went wrong",
  "is too slow with ten thousand entries",
  "needs a test",
  "should work without a network",
  "shows the wrong unit in Norway",
  "cuts long names in half",
  "is unreadable at 320 pixels",
  "leaves a temporary file behind",
  "deserves a page in the documentation",
] as const;

/** Titles that a program which counts characters or trusts directions gets wrong. */
export const unusualTitles = [
  "🌊 Waves are drawn over the 🐚 shells 🦑🦑🦑",
  "👩‍🚀 astronaut and 🏴‍☠️ flag count as one column each",
  "تعليمات التشغيل غير واضحة",
  "יומן הגאות נעלם אחרי העדכון",
  "潮汐表の列がずれて表示される",
  "Ça déborde: Größe, naïveté, e\u0301 and ﬁ in one line",
] as const;

export const pullVerbs = ["Fix", "Rework", "Speed up", "Document", "Test", "Simplify", "Translate", "Remove"] as const;

export const branchWords = ["fix", "feature", "docs", "cleanup", "perf"] as const;

export const repositoryNames = [
  ...["anchor-bolts", "barnacle", "bell-buoy", "brine", "buoy-finder", "cormorant", "crab-walk", "current-map"],
  ...["depth-gauge", "drift-log", "driftwood", "eddy", "estuary", "fathom", "fish-ladder", "flotsam", "gull-notes"],
  ...["gulf-stream", "hull-check", "inlet", "jetty", "kelp-cli", "knot-calculator", "lagoon", "lifeboat", "limpet"],
  ...[
    "mooring",
    "neap",
    "oar",
    "oyster-cache",
    "pearl",
    "plankton",
    "porthole",
    "quay",
    "rigging",
    "sandbar",
    "sextant",
  ],
  ...["shoal", "slipway", "spindrift", "starfish", "surge", "tidal-flat", "wharf", "windlass"],
] as const;

export const languages = ["TypeScript", "Rust", "Go", "Python", "C", "Shell", "HTML", "Kotlin", null] as const;

export const descriptions = [
  "Small, sharp and well tested.",
  "What the harbor master always wanted.",
  "A weekend project that stayed.",
  "Reads the sea so that you do not have to get wet.",
  "Does one thing. Does it at high tide, too.",
  "Work in progress; the seagulls are patient.",
  null,
] as const;
