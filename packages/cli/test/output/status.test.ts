import { describe, expect, it } from "vitest";
import { captureOutput } from "./captured-stream.ts";

describe("a status on a terminal", () => {
  it("is redrawn in place and leaves nothing behind", () => {
    const { output, stderr } = captureOutput({ columns: 80 });
    const status = output.status("waiting 5:00");
    status.update("waiting 4:59");
    status.done();
    status.update("too late");
    status.done();
    expect(stderr.text()).toBe("\rwaiting 5:00\x1b[K\rwaiting 4:59\x1b[K\r\x1b[K");
  });

  it("steps aside for other lines and comes back", () => {
    const { output, stdout, stderr } = captureOutput({ columns: 80 });
    output.status("waiting");
    output.note("talk");
    output.line("data");
    expect(stderr.text()).toBe("\rwaiting\x1b[K\r\x1b[Ktalk\n\rwaiting\x1b[K\r\x1b[K\rwaiting\x1b[K");
    expect(stdout.text()).toBe("data\n");
  });

  it("gives way to a newer one, and its end does not end the newer one", () => {
    const { output, stderr } = captureOutput({ columns: 80 });
    const old = output.status("old");
    const young = output.status("young");
    old.update("older");
    old.done();
    expect(stderr.text()).toBe("\rold\x1b[K\ryoung\x1b[K");
    young.done();
  });

  it("keeps to one line, however long the text", () => {
    const { output, stderr } = captureOutput({ columns: 20 });
    output.status("a text of more than twenty columns");
    expect(stderr.text()).toBe("\ra text of more than\x1b[K");
    output.status(["古い", "記事のタイトル 👨‍👩‍👧"]);
    expect(stderr.text().split("\r").at(-1)).toBe("古い記事のタイトル \x1b[K");
  });

  it("is taken away by flush", async () => {
    const { output, stderr } = captureOutput({ columns: 80 });
    output.status("waiting");
    await output.flush();
    output.note("Cancelled.");
    expect(stderr.text()).toBe("\rwaiting\x1b[K\r\x1b[KCancelled.\n");
  });
});

it.each([
  ["a pipe", {}],
  ["an accessible terminal", { columns: 80, env: { DGT_ACCESSIBLE: "1" } }],
  ["a dumb terminal", { columns: 80, env: { TERM: "dumb" } }],
  ["a terminal with DGT_SPINNER=0", { columns: 80, env: { DGT_SPINNER: "0" } }],
])("a status on %s is one plain line", async (_name, setting) => {
  const { output, stderr } = captureOutput(setting);
  const status = output.status("Waiting for GitHub…");
  status.update("Waiting for GitHub… 4:59");
  output.note("talk");
  status.done();
  await output.flush();
  expect(stderr.text()).toBe("Waiting for GitHub…\ntalk\n");
});
