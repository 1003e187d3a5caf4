import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../..", import.meta.url));

/** What is read as a page of its own. */
export interface Page {
  /** Seen from the repository. */
  readonly file: string;
  readonly title: string;
  /** Where the page lies in the site, without `.html`. */
  readonly address: string;
  readonly markdown: string;
  /** A folder whose page this is: links to it lead here. */
  readonly folder?: string;
}

export interface Chapter {
  readonly title: string;
  readonly pages: readonly Page[];
  /** Whether a newcomer need not see what is in it. */
  readonly isClosed?: boolean;
}

/** A package's door, and what its page in the reference is called. */
export interface Door {
  readonly file: string;
  readonly name: string;
  readonly address: string;
  /** The text above the list of what the door gives. */
  readonly readme?: string;
}

export const doors: readonly Door[] = [
  ...["oauth", "github", "vault", "sandbox"].map((name) => ({
    file: `packages/${name}/src/index.ts`,
    name: `@dev-github-tool/${name}`,
    address: `api/${name}`,
    readme: `packages/${name}/README.md`,
  })),
  {
    file: "packages/oauth/src/loopback/index.ts",
    name: "@dev-github-tool/oauth/loopback",
    address: "api/oauth-loopback",
  },
  {
    file: "packages/vault/src/postgres.ts",
    name: "@dev-github-tool/vault/postgres",
    address: "api/vault-postgres",
  },
];

/** All pages, in the order in which a newcomer meets them. */
export function readChapters(): readonly Chapter[] {
  const chapters: readonly Chapter[] = [
    { title: "Start", pages: [page("README.md", "What it is", "index")] },
    { title: "Lessons", pages: readCourse() },
    {
      title: "Guide",
      pages: [
        page("docs/register.md", "Register an app"),
        { ...page("packages/cli/README.md", "The tool, dgt", "dgt"), folder: "packages/cli" },
        page("docs/explain.md", "See the flow"),
        page("docs/doctor.md", "Find what is wrong"),
        page("docs/tokens.md", "Tokens that end"),
        page("docs/storage.md", "Where tokens rest"),
        page("docs/sandbox.md", "A GitHub of your own"),
        page("docs/recipes.md", "Recipes for tests"),
      ],
    },
    {
      title: "Reference",
      pages: [
        page("docs/errors.md", "Errors"),
        page("docs/performance.md", "Performance"),
        page("docs/dependencies.md", "Dependencies"),
        page("docs/architecture.md", "Architecture"),
        page("CONTRIBUTING.md", "Working here"),
        page("SECURITY.md", "Security"),
        page("CHANGELOG.md", "Changes"),
      ],
    },
    { title: "Programs of the lessons", pages: readPrograms(), isClosed: true },
    { title: "Decisions", pages: readDecisions(), isClosed: true },
  ];
  const told = new Set(chapters.flatMap(({ pages }) => pages.map(({ file }) => file)));
  const forgotten = markdownIn("docs").filter((file) => !told.has(file));
  if (forgotten.length > 0) {
    throw new Error(`no chapter of the site has ${forgotten.join(", ")}: add it in site/src/chapters.ts`);
  }
  return chapters;
}

/** The course: its first page, then the others by their number. */
function readCourse(): Page[] {
  const first = { ...page("lessons/README.md", "The course", "lessons/index"), folder: "lessons" };
  const others = markdownIn("lessons")
    .filter((file) => file !== first.file)
    .map((file) => page(file, headingOf(readText(file))));
  return [first, ...others.sort((one, other) => one.title.localeCompare(other.title))];
}

/** The programs of the course, to be read. */
function readPrograms(): Page[] {
  return readdirSync(join(repository, "lessons"))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => {
      const file = `lessons/${name}`;
      return { file, title: name, address: file, markdown: `# ${name}\n\n\`\`\`ts\n${readText(file)}\`\`\`\n` };
    });
}

function readDecisions(): Page[] {
  const records = markdownIn("docs/adr").map((file) => {
    return page(file, headingOf(readText(file)).replace(/^\d+\. /, ""));
  });
  const list = records.map(({ file, title }) => `- [${title}](${basename(file)})\n`).join("");
  const markdown = `# Decisions\n\n${list}`;
  return [
    { file: "docs/adr/all.md", title: "All decisions", address: "adr", markdown, folder: "docs/adr" },
    ...records,
  ];
}

function page(file: string, title: string, address = addressOf(file)): Page {
  return { file, title, address, markdown: readText(file) };
}

function addressOf(file: string): string {
  return file
    .replace(/^docs\//, "")
    .replace(/\.md$/, "")
    .toLowerCase();
}

function headingOf(markdown: string): string {
  return /^# (.+)$/m.exec(markdown)?.[1] ?? "";
}

function markdownIn(folder: string): string[] {
  return readdirSync(join(repository, folder))
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => `${folder}/${name}`);
}

export function readText(file: string): string {
  return readFileSync(join(repository, file), "utf8");
}
