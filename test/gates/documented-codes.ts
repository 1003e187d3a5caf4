/** Compares the codes each error class can carry with the tables of `docs/errors.md`, one section per class. */
export function compareErrorCodes(codes: Readonly<Record<string, readonly string[]>>, document: string): string[] {
  const sections = new Map(
    document
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.split("\n", 1)[0]?.trim() ?? "", section] as const),
  );
  return Object.entries(codes).flatMap(([name, known]) => {
    const section = sections.get(name);
    if (section === undefined) {
      return [`${name} has no section`];
    }
    const documented = [...section.matchAll(/^\| `([a-z_]+)` \|/gm)].map((match) => match[1] ?? "");
    return [
      ...known.filter((code) => !documented.includes(code)).map((code) => `${name} ${code} is not documented`),
      ...documented.filter((code) => !known.includes(code)).map((code) => `${name} ${code} does not exist`),
    ];
  });
}
