/** Cookies of a walk, kept apart by origin. */
export interface CookieJar {
  /** Value of the `Cookie` header; undefined when there is nothing to send. */
  headerFor(url: URL): string | undefined;
  keep(url: URL, response: Response): void;
}

export function createCookieJar(): CookieJar {
  const jars = new Map<string, Map<string, string>>();
  return {
    headerFor(url) {
      const jar = jars.get(url.origin);
      return jar && [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    },
    keep(url, response) {
      const jar = jars.get(url.origin) ?? new Map<string, string>();
      for (const cookie of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=;]+)=([^;]*)/.exec(cookie) ?? [];
        if (name !== undefined && value !== undefined) jar.set(name.trim(), value.trim());
      }
      if (jar.size > 0) jars.set(url.origin, jar);
    },
  };
}
