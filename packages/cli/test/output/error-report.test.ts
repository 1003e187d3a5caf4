import { expect, it } from "vitest";
import { captureOutput } from "./captured-stream.ts";

const report = {
  message: "could not sign in",
  reason: "the client secret is wrong",
  code: "incorrect_client_credentials",
  next: ["dgt doctor", "dgt login"],
};

it("says what failed, why, and last what to do, on stderr", () => {
  const { output, stdout, stderr } = captureOutput();
  output.error(report);
  expect(stderr.text()).toBe(
    "error: could not sign in\n" +
      "why:   the client secret is wrong [incorrect_client_credentials]\n" +
      "next:  dgt doctor, or dgt login\n",
  );
  expect(stdout.text()).toBe("");
});

it("names the request of GitHub that it is about, where it is known", () => {
  const { output, stderr } = captureOutput();
  output.error({ ...report, requestId: "ABCD:1234", next: ["dgt login"] });
  expect(stderr.text().split("\n").slice(1)).toEqual([
    "why:   the client secret is wrong [incorrect_client_credentials] (GitHub request ABCD:1234)",
    "next:  dgt login",
    "",
  ]);
});

it("marks the error with a word as well as with colour", () => {
  const { output, stderr } = captureOutput({ columns: 80 });
  output.error(report);
  expect(
    stderr.text().startsWith("\x1b[1m\x1b[31merror:\x1b[39m\x1b[22m could not") ||
      stderr.text().startsWith("\x1b[31m\x1b[1merror:\x1b[22m\x1b[39m could not"),
  ).toBe(true);
});

it("is one object for callers who asked for JSON, with stdout left empty", () => {
  const { output, stdout, stderr } = captureOutput({ columns: 80 });
  output.error({ ...report, requestId: "ABCD:1234" }, "json");
  expect(stdout.text()).toBe("");
  expect(stderr.text().split("\n")).toHaveLength(2);
  expect(JSON.parse(stderr.text())).toEqual({ error: { ...report, requestId: "ABCD:1234" } });
});
