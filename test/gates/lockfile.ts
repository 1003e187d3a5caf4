interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** P-02: every package of the lockfile is pinned by its content, comes from a registry, and none is missing. */
export function judgeLockfile({ packages }: Lockfile): string[] {
  return Object.entries(packages).flatMap(([path, entry]) => {
    const problems: string[] = [];
    if (path.includes("node_modules/") && entry.link !== true) {
      if (!entry.integrity?.startsWith("sha512-")) {
        problems.push(`${path} has no integrity`);
      }
      // Without an address npm asks the registry of its own configuration, whichever that is.
      if (entry.resolved !== undefined) {
        problems.push(`${path} is fetched from an address of its own`);
      }
    }
    const needed = Object.keys({ ...entry.dependencies, ...entry.optionalDependencies });
    const missing = needed.filter((name) => findLocked(packages, path, name) === undefined);
    return [...problems, ...missing.map((name) => `${path} needs ${name}, which is not in the lockfile`)];
  });
}

/** P-01: how many packages that are not ours come along with one of ours, not counting binaries for single platforms. */
export function countInstalledWith({ packages }: Lockfile, folder: string): number {
  const reached = new Set<string>();
  const visit = (path: string): void => {
    for (const name of Object.keys(packages[path]?.dependencies ?? {})) {
      const found = findLocked(packages, path, name);
      if (found !== undefined && !reached.has(found)) {
        reached.add(found);
        visit(packages[found]?.link === true ? (packages[found]?.resolved ?? "") : found);
      }
    }
  };
  visit(folder);
  return [...reached].filter((path) => packages[path]?.link !== true).length;
}

/** Looks where Node looks: beside the package, then one folder up, and so on. */
function findLocked(packages: Lockfile["packages"], path: string, name: string): string | undefined {
  for (let base = path; ; base = base.includes("/") ? base.slice(0, base.lastIndexOf("/")) : "") {
    const candidate = `${base === "" ? "" : `${base}/`}node_modules/${name}`;
    if (candidate in packages) {
      return candidate;
    }
    if (base === "") {
      return undefined;
    }
  }
}
