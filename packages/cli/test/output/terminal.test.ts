import { describe, expect, it } from "vitest";
import type { Column, Text } from "../../src/output/index.ts";
import { bold, green, link, neutralise } from "../../src/output/index.ts";
import { captureOutput } from "./captured-stream.ts";
import { HOSTILE, variantsOf } from "./hostile-text.ts";
import { type Screen, showOnTerminal } from "./terminal.ts";

const env = { TERM: "xterm-kitty" };
const shortEnough = Object.entries(HOSTILE).filter(([, text]) => text.length < 300);

describe("in a terminal emulator", () => {
  it("the emulator obeys what is sent to it raw", async () => {
    const screen = await showOnTerminal("before\n\x1b]0;title\x07\x1b[6n\x07\x1b[?1049h", { columns: 80 });
    expect(screen).toMatchObject({ titles: ["title"], answers: ["\x1b[2;1R"], bells: 1, isMainScreen: false });
  });

  it.each(shortEnough)(
    "X-20: text that %s leaves title, screen, cursor and input untouched",
    async (_name, hostile) => {
      for (const text of variantsOf(hostile)) {
        const { output, stdout } = captureOutput({ columns: 700, env });
        output.line(bold("before"));
        output.line(
          typeof text === "string" ? [green(text), "|"] : [green(text[0]), link(text[1], "https://a.test"), "|"],
        );
        output.line("after");
        const screen = await showOnTerminal(stdout.text(), { columns: 700 });
        const shown = typeof text === "string" ? neutralise(text) : text.map(neutralise).join("");
        expect(screen).toMatchObject({
          rows: ["before", `${shown}|`, "after"],
          answers: [],
          titles: [],
          bells: 0,
          cursor: { row: 3, column: 0 },
          isMainScreen: true,
        });
      }
    },
  );

  it.each(Object.entries(HOSTILE))("X-20: text that %s stays in its cell", async (_name, hostile) => {
    for (const text of variantsOf(hostile)) {
      const { cells } = await showTable([text], 40);
      expect(cells).toHaveLength(2);
      expect(columnOf(cells[1], "3 days ago")).toBe(columnOf(cells[0], "UPDATED"));
    }
  });

  it("a status and what steps in front of it leave only the lines", async () => {
    const { output, stderr } = captureOutput({ columns: 80, env });
    const status = output.status("Waiting for GitHub… 5:00");
    output.note("A request with a wrong state was turned away.");
    status.update("Waiting for GitHub… 4:59");
    status.done();
    output.note("Signed in.");
    const screen = await showOnTerminal(stderr.text(), { columns: 80 });
    expect(screen.rows).toEqual(["A request with a wrong state was turned away.", "Signed in."]);
  });
});

describe("columns in a terminal emulator", () => {
  const titles = [
    "plain",
    "👨‍👩‍👧‍👦 family and 👩🏽‍💻 coder",
    "❤️ ✔️ 1️⃣ 🇩🇪🇫🇷 with selectors and flags",
    "古い記事についての長い長い長い題名がここにあります",
    "e\u0301te\u0301 in pieces",
    "שלום עולם 123",
    "हिन्दी में एक शीर्षक क्षत्रिय",
    "한국어 제목",
    "👍".repeat(60),
    "👨‍👩‍👧‍👦".repeat(40),
    "x".repeat(300),
  ];

  it.each([40, 60, 80, 100, 120, 160, 200])("stand in one line beside any title, %i columns wide", async (columns) => {
    const { cells } = await showTable(titles, columns);
    expect(cells).toHaveLength(titles.length + 1);
    for (const row of cells.slice(1)) {
      expect(columnOf(row, "3 days ago")).toBe(columnOf(cells[0], "UPDATED"));
    }
  });
});

async function showTable(titles: readonly Text[], columns: number): Promise<Screen> {
  const { output, stdout } = captureOutput({ columns, env });
  const layout: Column<Text>[] = [
    { label: "Number", value: () => green("1"), essential: true, align: "right" },
    { label: "Title", value: (title) => title, flexible: true, essential: true },
    { label: "Updated", value: () => new Date("2026-03-07T11:00:00Z") },
  ];
  await output.table({ columns: layout, rows: titles });
  return showOnTerminal(stdout.text(), { columns });
}

function columnOf(row: readonly string[] | undefined, text: string): number | undefined {
  return row?.findIndex((_, column) => row.slice(column, column + text.length).join("") === text);
}
