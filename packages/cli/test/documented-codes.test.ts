import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { compareErrorCodes } from "../../../test/gates/documented-codes.ts";
import { toolErrorCodes } from "../src/errors.ts";

it("every code of the tool's own errors is documented, and every documented one exists", () => {
  const document = readFileSync(new URL("../../../docs/errors.md", import.meta.url), "utf8");
  expect(compareErrorCodes(toolErrorCodes, document)).toEqual([]);
});
