import { createHash } from "node:crypto";

/** The look of the journal's page. Every pair of text and ground has a contrast above 4.5:1. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #f3f6fa; --card: #ffffff; --line: #c3ccd9; --text: #1b2330; --soft: #536074;
  --accent: #0b6b63; --on-accent: #ffffff; --good: #0b6b63; --bad: #a32020; --bad-tint: #fdecec; --good-tint: #e3f2f0; --field-line: #7a8799;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0f141c; --card: #18202b; --line: #364458; --text: #e8edf4; --soft: #a5b1c2;
    --accent: #4fd1c1; --on-accent: #04211e; --good: #4fd1c1; --bad: #ff9d9d; --bad-tint: #3a1a1d; --good-tint: #14322f; --field-line: #7a8799;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; overflow-wrap: anywhere;
}
.banner {
  margin: 0; padding: .6rem 1rem; background: #ffd75e; color: #2b2100; text-align: center; font-size: .9375rem;
  background-image: repeating-linear-gradient(-45deg, #ffd75e 0 1.25rem, #fbce46 1.25rem 2.5rem);
}
.banner strong { letter-spacing: .12em; }
main { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
main.narrow { max-width: 31rem; }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 0; font-size: 1.0625rem; }
p { margin: 0 0 1rem; }
.soft { color: var(--soft); }
.bar { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; justify-content: space-between; margin-bottom: 1.25rem; }
.bar p { margin: 0; }
a { color: var(--accent); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.1rem 1.25rem; margin: 0 0 1.25rem; }
.verdict { border: 1px solid; border-radius: .5rem; padding: .6rem .9rem; margin: .9rem 0 0; }
.verdict.good { color: var(--good); background: var(--good-tint); }
.verdict.bad { color: var(--bad); background: var(--bad-tint); }
.lanes, .step { display: grid; grid-template-columns: repeat(4, 1fr); }
.lanes { margin: 1rem 0 .25rem; padding: 0; list-style: none; font-weight: 600; font-size: .875rem; text-align: center; }
.lanes li { padding: 0 .25rem; }
.steps { list-style: none; margin: 0; padding: .25rem 0; }
.diagram {
  background-image: linear-gradient(var(--line), var(--line)), linear-gradient(var(--line), var(--line)),
    linear-gradient(var(--line), var(--line)), linear-gradient(var(--line), var(--line));
  background-size: 1px 100%; background-repeat: no-repeat; background-position: 12.5% 0, 37.5% 0, 62.5% 0, 87.5% 0;
}
.step { padding: .3rem 0; }
.text { padding: .1rem .5rem; margin: 0 auto; text-align: center; background: var(--card); font-size: .875rem; line-height: 1.35; max-width: 100%; }
.text .note { display: block; color: var(--soft); font-size: .8125rem; }
.good .note { color: var(--good); } .bad .note { color: var(--bad); }
.who { display: none; }
.span { display: grid; }
.s0-1 { grid-column: 1 / 3; } .s0-2 { grid-column: 1 / 4; } .s1-2 { grid-column: 2 / 4; } .s1-3 { grid-column: 2 / 5; }
.arrow { display: block; position: relative; height: .7rem; margin: 0 25%; border-bottom: 2px solid var(--soft); }
.s0-2 .arrow, .s1-3 .arrow { margin: 0 16.667%; }
.good .arrow { border-color: var(--good); } .bad .arrow { border-color: var(--bad); border-bottom-style: dashed; }
.arrow::after {
  content: ""; position: absolute; bottom: -.375rem; right: -1px; border: .3125rem solid transparent; border-left: .5rem solid var(--soft); border-right: 0;
}
.left .arrow::after { right: auto; left: -1px; border: .3125rem solid transparent; border-right: .5rem solid var(--soft); border-left: 0; }
.good .arrow::after { border-left-color: var(--good); } .bad .arrow::after { border-left-color: var(--bad); }
.left.good .arrow::after { border-left-color: transparent; border-right-color: var(--good); }
.left.bad .arrow::after { border-left-color: transparent; border-right-color: var(--bad); }
label { display: block; font-weight: 600; margin: 0 0 .3rem; }
input {
  display: block; width: 100%; margin: 0 0 1rem; padding: .6rem .75rem; border: 1px solid var(--field-line);
  border-radius: .5rem; background: var(--ground); color: inherit; font: inherit;
}
button {
  display: block; width: 100%; min-height: 2.75rem; padding: .6rem 1rem; border: 1px solid var(--accent);
  border-radius: .5rem; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer;
}
.alarm { color: var(--bad); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@media (max-width: 44rem) {
  .lanes { display: none; }
  .diagram { background: none; }
  .step { display: block; padding: .5rem 0; border-top: 1px solid var(--line); }
  .span { display: block; }
  .arrow { display: none; }
  .who { display: block; color: var(--soft); font-size: .8125rem; }
  .text { padding: 0; margin: 0; text-align: left; }
}
`;

/** What the content security policy names, so that this style is applied and no other. */
export const styleHash = `'sha256-${createHash("sha256").update(style).digest("base64")}'`;
