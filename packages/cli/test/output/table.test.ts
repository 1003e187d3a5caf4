import { describe, expect, it } from "vitest";
import { type Column, green, link, type Text } from "../../src/output/index.ts";
import { captureOutput } from "./captured-stream.ts";

interface Issue {
  readonly number: number;
  readonly title: Text;
  readonly author: string;
  readonly updatedAt: Date;
}

const columns: Column<Issue>[] = [
  { label: "Number", value: (issue) => green(`#${issue.number}`), essential: true },
  { label: "Title", value: (issue) => issue.title, flexible: true, essential: true },
  { label: "Author", value: (issue) => issue.author, flexible: true },
  { label: "Updated", value: (issue) => issue.updatedAt },
];

const updatedAt = new Date("2026-03-07T11:00:00Z");
const rows: Issue[] = [
  { number: 7, title: "Crash when the configuration is empty", author: "mona", updatedAt },
  { number: 1234, title: ["Fix ", link("the build", "https://a.test"), " on Windows"], author: "hubot", updatedAt },
];

async function draw(columnCount: number | undefined, table = rows): Promise<string[]> {
  const { output, stdout } = captureOutput({
    ...(columnCount === undefined ? {} : { columns: columnCount }),
    color: false,
  });
  await output.table({ columns, rows: table });
  return stdout.text().split("\n").slice(0, -1);
}

describe("a table on a terminal", () => {
  it("has an uppercase header and aligned columns", async () => {
    expect(await draw(80)).toEqual([
      "NUMBER  TITLE                                  AUTHOR  UPDATED",
      "#7      Crash when the configuration is empty  mona    3 days ago",
      "#1234   Fix the build on Windows               hubot   3 days ago",
    ]);
  });

  it("cuts the widest flexible column first", async () => {
    expect(await draw(50)).toEqual([
      "NUMBER  TITLE                   AUTHOR  UPDATED",
      "#7      Crash when the config…  mona    3 days ago",
      "#1234   Fix the build on Wind…  hubot   3 days ago",
    ]);
  });

  it("lets the last column that is not essential go when cutting is not enough", async () => {
    expect(await draw(30)).toEqual([
      "NUMBER  TITLE           AUTHOR",
      "#7      Crash when th…  mona",
      "#1234   Fix the build…  hubot",
    ]);
  });

  it("keeps the essential columns at twenty columns", async () => {
    expect(await draw(20)).toEqual(["NUMBER  TITLE", "#7      Crash when …", "#1234   Fix the bui…"]);
  });

  it("takes eighty columns for a terminal that does not tell its width", async () => {
    const { output, stdout } = captureOutput({ columns: 0, color: false });
    await output.table({ columns, rows: [{ number: 1, title: "x".repeat(200), author: "mona", updatedAt }] });
    expect(
      stdout
        .text()
        .split("\n")
        .map((line) => line.length),
    ).toEqual([77, 80, 0]);
  });

  it("writes label and value when not even the essential columns fit beside each other", async () => {
    const essential: Column<string>[] = [
      { label: "Repository", value: (name) => name, essential: true },
      { label: "Language", value: () => "TypeScript", essential: true },
    ];
    const { output, stdout } = captureOutput({ columns: 20, color: false });
    await output.table({ columns: essential, rows: ["octocat/hello", "octocat/world"] });
    expect(stdout.text()).toBe(
      "Repository: octocat/hello\nLanguage: TypeScript\n\nRepository: octocat/world\nLanguage: TypeScript\n",
    );
  });

  it.each(Array.from({ length: 161 }, (_, index) => index + 40))(
    "never takes more than %i columns",
    async (columnCount) => {
      const wide = [...rows, { number: 99, title: "y".repeat(300), author: "z".repeat(39), updatedAt }];
      const lines = await draw(columnCount, wide);
      expect(lines).toHaveLength(wide.length + 1);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(columnCount);
      expect(lines[0]).toMatch(/^NUMBER {2}TITLE/);
    },
  );

  it("sets numbers to the right where asked to", async () => {
    const { output, stdout } = captureOutput({ columns: 80, color: false });
    await output.table({
      columns: [
        { label: "Stars", value: (stars: number) => String(stars), align: "right" },
        { label: "Name", value: () => "x" },
      ],
      rows: [7, 123456],
    });
    expect(stdout.text()).toBe(" STARS  NAME\n     7  x\n123456  x\n");
  });

  it("follows the window when it is resized", async () => {
    const { output, stdout } = captureOutput({ columns: 80, color: false });
    stdout.columns = 20;
    await output.table({ columns, rows });
    expect(stdout.text().split("\n")[0]).toBe("NUMBER  TITLE");
  });

  it("is nothing without rows", async () => {
    expect(await draw(80, [])).toEqual([]);
  });
});

describe("a table elsewhere", () => {
  it("is tab-separated in a pipe, whole, without a header and with RFC 3339 times", async () => {
    const title = "y".repeat(300);
    expect(await draw(undefined, [...rows, { number: 3, title, author: "", updatedAt }])).toEqual([
      "#7\tCrash when the configuration is empty\tmona\t2026-03-07T11:00:00Z",
      "#1234\tFix the build on Windows\thubot\t2026-03-07T11:00:00Z",
      `#3\t${title}\t\t2026-03-07T11:00:00Z`,
    ]);
  });

  it("is label and value, whole, for people who listen to it", async () => {
    const { output, stdout } = captureOutput({ columns: 20, env: { DGT_ACCESSIBLE: "1" }, color: false });
    await output.table({ columns, rows });
    expect(stdout.text()).toBe(
      "Number: #7\nTitle: Crash when the configuration is empty\nAuthor: mona\nUpdated: 3 days ago\n\n" +
        "Number: #1234\nTitle: Fix the build on Windows\nAuthor: hubot\nUpdated: 3 days ago\n",
    );
  });
});

describe("right-to-left text", () => {
  const hebrew = "שלום 42";

  it("is closed in left-to-right marks on a terminal, so that it leaves its neighbours where they are", () => {
    const { output, stdout } = captureOutput({ columns: 80, color: false });
    output.line([hebrew, " 3 days ago"]);
    expect(stdout.text()).toBe(`\u200e${hebrew}\u200e 3 days ago\n`);
  });

  it("is written as it is to pipes, and to programs", () => {
    const { output, stdout } = captureOutput();
    output.line(hebrew);
    output.json(hebrew);
    expect(stdout.text()).toBe(`${hebrew}\n"${hebrew}"\n`);
  });
});
