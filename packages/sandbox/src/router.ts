/** Something that is found by method and path. Parts of a path may be named, `:owner`, and limited, `:id{[0-9]+}`. */
export interface Routed {
  readonly method: string;
  readonly paths: readonly string[];
}

export interface Found<Target> {
  readonly target: Target;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the first of the targets that a request means. */
export type Router<Target> = (method: string, path: string) => Found<Target> | undefined;

interface Pattern<Target> {
  readonly target: Target;
  readonly parts: readonly Part[];
}

type Part = { readonly text: string } | { readonly name: string; readonly limit: RegExp | undefined };

const none = {};

export function createRouter<Target extends Routed>(targets: readonly Target[]): Router<Target> {
  const fixed = new Map<string, Found<Target>>();
  // By method and number of parts: few are left then, and they are looked at in turn.
  const patterns = new Map<string, Pattern<Target>[]>();
  for (const target of targets) {
    for (const path of target.paths) {
      const parts = path.split("/").map(readPart);
      if (parts.every((part) => "text" in part)) {
        fixed.set(`${target.method} ${path}`, { target, params: none });
        continue;
      }
      const key = `${target.method} ${parts.length}`;
      patterns.set(key, [...(patterns.get(key) ?? []), { target, parts }]);
    }
  }
  return (method, path) => {
    const known = fixed.get(`${method} ${path}`);
    if (known !== undefined) return known;
    const texts = path.split("/");
    for (const { target, parts } of patterns.get(`${method} ${texts.length}`) ?? []) {
      const params = match(parts, texts);
      if (params !== undefined) return { target, params };
    }
    return undefined;
  };
}

function readPart(text: string): Part {
  const [, name, limit] = /^:(\w+)(?:\{(.+)\})?$/.exec(text) ?? [];
  if (name === undefined) return { text };
  return { name, limit: limit === undefined ? undefined : new RegExp(`^${limit}$`) };
}

function match(parts: readonly Part[], texts: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const text = texts[index] ?? "";
    if ("text" in part) {
      if (part.text !== text) return undefined;
      continue;
    }
    if (text === "" || part.limit?.test(text) === false) return undefined;
    params[part.name] = decoded(text);
  }
  return params;
}

function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
