import { describe, expect, test } from "vitest";
import { mendPage } from "../../site/src/mend-page.ts";
import { placePictures } from "../../site/src/place-pictures.ts";
import { parseSequence } from "../../site/src/sequence.ts";
import { drawSequence } from "../../site/src/sequence-picture.ts";

describe("a sequence diagram", () => {
  const source = [
    "sequenceDiagram",
    "  participant client as dgt",
    "  participant github as GitHub",
    "  client->>github: 6 code #43; verifier",
    "  github-->>client: 7 tokens",
    "  Note over client: kept<br/>#60;b#62;",
  ].join("\n");

  test("is read with its participants, messages, answers and notes", () => {
    expect(parseSequence(source)).toEqual({
      participants: ["dgt", "GitHub"],
      steps: [
        { kind: "message", from: 0, to: 1, text: "6 code + verifier", isAnswer: false },
        { kind: "message", from: 1, to: 0, text: "7 tokens", isAnswer: true },
        { kind: "note", over: [0], lines: ["kept", "<b>"] },
      ],
    });
  });

  test("is drawn with the same in words below it, and what a text holds is no markup", () => {
    const picture = drawSequence(parseSequence(source));
    expect(picture).toContain("<li>GitHub answers dgt: 7 tokens</li>");
    expect(picture).toContain("<li>dgt: kept · &lt;b&gt;</li>");
    expect(picture).not.toContain("<b>");
  });

  test.for([
    ["another diagram", "flowchart LR\n a --> b"],
    ["a line that would be missing from the picture", "sequenceDiagram\n loop every minute"],
  ] as const)("is refused when it is %s", ([, refused]) => {
    expect(() => parseSequence(refused)).toThrow(/^the site (cannot )?draw/);
  });
});

test("a picture that nobody takes cannot be placed", () => {
  const markdown = "one\n\n<!-- picture: nothing -->\n";
  expect(() => placePictures({ file: "docs/planted.md", markdown })).toThrow(
    "docs/planted.md places the picture nothing, which does not exist",
  );
});

test("headings of a page leave no level out, and what opens and closes holds no link", () => {
  const summary = '<summary><h2>Methods<a href="#m" class="tsd-anchor-icon"></a></h2></summary>';
  expect(mendPage(`<main><h1>x</h1><h4 id="a">a</h4><h5>b</h5><h3>c</h3>${summary}<th align="left"></th></main>`)).toBe(
    '<main><h1 data-level="1">x</h1><h2 data-level="4" id="a">a</h2><h3 data-level="5">b</h3><h2 data-level="3">c</h2>' +
      '<summary>Methods</summary><td align="left"></td></main>',
  );
});
