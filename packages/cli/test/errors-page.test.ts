import { expect, it } from "vitest";
import { buildErrorsPage } from "./errors-page.ts";

it("docs/errors.md says what the catalogue says", async () => {
  await expect(buildErrorsPage()).toMatchFileSnapshot("../../../docs/errors.md");
});
