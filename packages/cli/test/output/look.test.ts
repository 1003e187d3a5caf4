import { describe, expect, it } from "vitest";
import { createOutput, green, link } from "../../src/output/index.ts";
import { captureOutput, captureStream } from "./captured-stream.ts";

type Case = [columns: number | undefined, env: Record<string, string>, color: boolean | undefined, colored: boolean];

const terminal = 80;
const pipe = undefined;

const cases: Case[] = [
  [terminal, {}, undefined, true],
  [terminal, { TERM: "xterm" }, undefined, true],
  [pipe, {}, undefined, false],
  [terminal, { NO_COLOR: "1" }, undefined, false],
  [terminal, { NO_COLOR: "0" }, undefined, false],
  [terminal, { NO_COLOR: "" }, undefined, true],
  [terminal, { TERM: "dumb" }, undefined, false],
  [terminal, { TERM: "dumb", FORCE_COLOR: "1" }, undefined, true],
  [pipe, { FORCE_COLOR: "1" }, undefined, true],
  [pipe, { FORCE_COLOR: "" }, undefined, false],
  [pipe, { CLICOLOR_FORCE: "1" }, undefined, true],
  [pipe, { CLICOLOR_FORCE: "0" }, undefined, false],
  [terminal, { FORCE_COLOR: "0" }, undefined, false],
  [terminal, { NO_COLOR: "1", FORCE_COLOR: "1", CLICOLOR_FORCE: "1" }, undefined, false],
  [terminal, {}, false, false],
  [pipe, { FORCE_COLOR: "1" }, false, false],
];

describe("colour", () => {
  it.each(cases)("with %s columns, environment %j and option %s is %s", (columns, env, color, colored) => {
    const { output, stdout, stderr } = captureOutput({
      ...(columns === undefined ? {} : { columns }),
      ...(color === undefined ? {} : { color }),
      env,
    });
    output.line(green("data"));
    output.note(green("talk"));
    expect(stdout.text()).toBe(colored ? "\x1b[32mdata\x1b[39m\n" : "data\n");
    expect(stderr.text()).toBe(colored ? "\x1b[32mtalk\x1b[39m\n" : "talk\n");
  });

  it("is decided for each stream", () => {
    const stdout = captureStream("pipe");
    const stderr = captureStream({ columns: 80 });
    const output = createOutput({ stdout, stderr, env: { TERM: "xterm-kitty" } });
    output.line(green("data"));
    output.note(green("talk"));
    expect(stdout.text()).toBe("data\n");
    expect(stderr.text()).toBe("\x1b[32mtalk\x1b[39m\n");
    expect([output.stdoutIsTerminal, output.stderrIsTerminal]).toEqual([false, true]);
  });
});

describe("hyperlinks", () => {
  it.each([
    { TERM: "xterm-kitty" },
    { TERM: "xterm-256color", TERM_PROGRAM: "vscode" },
    { TERM: "xterm-256color", VTE_VERSION: "7600" },
    { TERM: "xterm-256color", WT_SESSION: "1" },
  ])("are drawn where the terminal knows them (%j)", (env) => {
    const { output, stdout } = captureOutput({ columns: 80, env });
    output.line(link("text", "https://github.com/octocat"));
    expect(stdout.text()).toBe("\x1b]8;;https://github.com/octocat\x1b\\text\x1b]8;;\x1b\\\n");
  });

  it.each([
    { TERM: "xterm-256color" },
    { TERM: "linux" },
    { TERM: "tmux-256color", VTE_VERSION: "7600" },
    { TERM: "xterm-256color", VTE_VERSION: "5000" },
    { TERM: "dumb", TERM_PROGRAM: "vscode" },
    { TERM: "xterm-kitty", NO_COLOR: "1" },
    { TERM: "xterm-kitty", DGT_ACCESSIBLE: "1" },
  ])("are plain text elsewhere (%j)", (env) => {
    const { output, stdout } = captureOutput({ columns: 80, env });
    output.line(link("text", "https://github.com/octocat"));
    expect(stdout.text()).toBe("text\n");
  });

  it("never reach a pipe", () => {
    const { output, stdout } = captureOutput({ env: { TERM: "xterm-kitty", FORCE_COLOR: "1" } });
    output.line(link("text", "https://github.com/octocat"));
    expect(stdout.text()).toBe("text\n");
  });
});
