import { describe, expect, it } from "vitest";
import { createSurroundings, startScene } from "./surroundings.ts";

describe("the main run", () => {
  it("signs in, and shows profile, repositories, issues and pull requests in that order", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    const { exitCode, stdout, stderr } = await here.run("-R", "octo-lena/tide-tables");
    expect(stderr).toMatch(
      /Dev GitHub Tool[\s\S]*read:user[\s\S]*http:[\s\S]*Connected as octo-lena \(account 1001\)\. No password was shared\.[\s\S]*password was never used/,
    );
    expect(stdout).toMatch(
      /^\s*Lena Octopod · octo-lena\n\d+ public repositories · \d+ followers\n\nRecently updated repositories\n(?:.+\n){5}\nOpen issues · octo-lena\/tide-tables\n(?:\d+\t.+\n){5}\nOpen pull requests · octo-lena\/tide-tables\n(?:\d+\t.+ → .+\n){5}$/,
    );
    expect(exitCode).toBe(0);
  });
});
