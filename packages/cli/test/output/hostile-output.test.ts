import { describe, expect, it } from "vitest";
import type { Output, Text } from "../../src/output/index.ts";
import { bold, green, link } from "../../src/output/index.ts";
import { captureOutput } from "./captured-stream.ts";
import { FORBIDDEN, HOSTILE, variantsOf } from "./hostile-text.ts";

const AT_THE_EDGE = "x".repeat(14);

const settings = {
  "a terminal": { columns: 80 },
  "a narrow terminal": { columns: 20 },
  "a terminal without colour": { columns: 80, env: { TERM: "xterm", NO_COLOR: "1" } },
  "an accessible terminal": { columns: 80, env: { TERM: "xterm", DGT_ACCESSIBLE: "1" } },
  "a dumb terminal": { columns: 80, env: { TERM: "dumb" } },
  "a pipe": {},
};

const ways: Record<string, (output: Output, text: Text) => unknown> = {
  "a line": (output, text) => output.line(text),
  "a note": (output, text) => output.note(text),
  "a status": (output, text) => output.status(text),
  "a cell": (output, text) => writeTable(output, text),
  "an error": (output, text) => output.error(reportOf(plain(text))),
  "an error as JSON": (output, text) => output.error(reportOf(plain(text)), "json"),
  "a value as JSON": (output, text) => output.json({ [plain(text)]: [plain(text)] }),
};

describe.each(Object.entries(settings))("hostile text on %s", (_name, setting) => {
  it.each(Object.entries(HOSTILE))("X-20: text that %s writes no forbidden character", async (_name, hostile) => {
    for (const text of variantsOf(hostile)) {
      for (const [way, write] of Object.entries(ways)) {
        expect(await offenceOf(setting, write, text), `${way}: ${JSON.stringify(text).slice(0, 80)}`).toBeUndefined();
      }
    }
  });

  it.each(Object.entries(HOSTILE))("X-20: text that %s makes no row and no cell of its own", async (_name, hostile) => {
    for (const text of variantsOf(hostile)) {
      const { output, stdout } = captureOutput(setting);
      await writeTable(output, text);
      const tidy = captureOutput(setting);
      await writeTable(tidy.output, "tidy");
      expect(shapeOf(stdout.text())).toEqual(shapeOf(tidy.stdout.text()));
    }
  });
});

describe("hostile text beside its neighbours", () => {
  it("X-20: text cut where the room ends is neutralised before it is measured", async () => {
    for (const hostile of Object.values(HOSTILE)) {
      for (let lead = 0; lead < AT_THE_EDGE.length; lead += 1) {
        const { output, stdout } = captureOutput({ columns: 20, color: false });
        await writeTable(output, AT_THE_EDGE.slice(lead) + hostile);
        expect(FORBIDDEN.exec(stdout.text())).toBeNull();
      }
    }
  });

  it("X-20: text brings no style, and cannot end the style it stands in", () => {
    const { output, stdout } = captureOutput({ columns: 80 });
    output.line([bold("\x1b[22m\x1b[31mred"), " after"]);
    expect(stdout.text()).toBe("\x1b[1m␛[22m␛[31mred\x1b[22m after\n");
  });

  it("X-20: an address with anything but printable ASCII, or that is no web address, makes no link", () => {
    const env = { TERM: "xterm-kitty" };
    for (const url of ["https://a.test/\x1b\\", "https://a.test/\u009c", "javascript:alert(1)", "file:///etc/passwd"]) {
      const { output, stdout } = captureOutput({ columns: 80, env });
      output.line(link(green("text"), url));
      expect(stdout.text()).toBe("\x1b[32mtext\x1b[39m\n");
    }
  });
});

function writeTable(output: Output, text: Text): Promise<void> {
  return output.table({
    columns: [
      { label: "Number", value: (row) => row.number, essential: true },
      { label: "Title", value: (row) => row.title, flexible: true, essential: true },
    ],
    rows: [
      { number: "1", title: text },
      { number: "2", title: "tidy" },
    ],
  });
}

function reportOf(text: string) {
  return { message: text, reason: text, code: text, next: [text, text], requestId: text };
}

function plain(text: Text): string {
  return Array.isArray(text) ? text.join("") : String(text);
}

/** The first forbidden character written, beside the escape sequences that are the tool's own. */
async function offenceOf(
  setting: Parameters<typeof captureOutput>[0],
  write: (output: Output, text: Text) => unknown,
  text: Text,
): Promise<string | undefined> {
  const { output, stdout, stderr } = captureOutput(setting);
  await write(output, text);
  const written = (stdout.text() + stderr.text())
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences that the tool draws with
    .replaceAll(/\x1b\[(?:[12]|22|3[123]|39)m|\x1b\[\d+G/g, "")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: how a status takes the place of the one before
    .replaceAll(/^\r|\x1b\[K/g, "");
  return FORBIDDEN.exec(written)?.[0];
}

function shapeOf(written: string): number[] {
  return written.split("\n").map((row) => row.split("\t").length);
}
