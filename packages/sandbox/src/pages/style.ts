import { createHash } from "node:crypto";

/** The whole look of the pages: no file, font or script is fetched. Every pair of text and ground has a contrast above 4.5:1. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #f3f6fa; --card: #ffffff; --line: #d5dce6; --text: #1b2330; --soft: #536074;
  --accent: #0b6b63; --on-accent: #ffffff; --tint: #e3f2f0; --field: #ffffff; --field-line: #7a8799;
  --alarm: #a32020; --alarm-tint: #fdecec; --writes: #8a4b00; --writes-tint: #fff1dc;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0f141c; --card: #18202b; --line: #2d3848; --text: #e8edf4; --soft: #a5b1c2;
    --accent: #4fd1c1; --on-accent: #04211e; --tint: #14322f; --field: #0f141c; --field-line: #7a8799;
    --alarm: #ff9d9d; --alarm-tint: #3a1a1d; --writes: #ffc069; --writes-tint: #3a2a12;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  overflow-wrap: anywhere;
}
.banner {
  margin: 0; padding: .6rem 1rem; background: #ffd75e; color: #2b2100; text-align: center; font-size: .9375rem;
  background-image: repeating-linear-gradient(-45deg, #ffd75e 0 1.25rem, #fbce46 1.25rem 2.5rem);
}
.banner strong { letter-spacing: .12em; }
main { width: 100%; max-width: 31rem; margin: 0 auto; padding: 2rem 1rem 3rem; }
.mark { display: block; width: 3.5rem; height: 3.5rem; margin: 0 auto 1rem; }
h1 { margin: 0 0 .5rem; font-size: 1.6rem; line-height: 1.25; text-align: center; text-wrap: balance; }
h2 { margin: 0 0 .75rem; font-size: 1rem; }
p { margin: 0 0 1rem; }
.lead { text-align: center; text-wrap: balance; color: var(--soft); margin-bottom: 1.5rem; }
.lead strong { display: inline-block; color: var(--text); }
.card {
  background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; margin: 0 0 1rem;
}
.card > :last-child { margin-bottom: 0; }
label { display: block; font-weight: 600; margin: 0 0 .3rem; }
input {
  display: block; width: 100%; margin: 0 0 1rem; padding: .6rem .75rem; border: 1px solid var(--field-line);
  border-radius: .5rem; background: var(--field); color: inherit; font: inherit;
}
button {
  display: block; width: 100%; min-height: 2.75rem; padding: .6rem 1rem; border: 1px solid var(--field-line);
  border-radius: .5rem; background: transparent; color: inherit; font: inherit; font-weight: 600; cursor: pointer;
}
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.plain { border-color: transparent; color: var(--accent); font-weight: 400; text-decoration: underline; }
button:hover { filter: brightness(1.08); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.actions { display: grid; gap: .6rem; margin: 1.25rem 0 1rem; }
@media (min-width: 26rem) { .actions { grid-template-columns: 1fr 1fr; } .actions .plain { grid-column: 1 / -1; } }
ul { list-style: none; margin: 0; padding: 0; }
.permissions li + li { border-top: 1px solid var(--line); margin-top: 1rem; padding-top: 1rem; }
.permissions .name { display: flex; flex-wrap: wrap; align-items: baseline; gap: .15rem .6rem; color: inherit; margin: 0; font-weight: 600; }
.permissions .meaning { margin: .25rem 0 0; color: var(--soft); }
.chip {
  padding: .05rem .55rem; border-radius: 1rem; font-size: .8125rem; font-weight: 600;
  background: var(--tint); color: var(--accent); white-space: nowrap;
}
.chip.writes { background: var(--writes-tint); color: var(--writes); }
code { font: .875em ui-monospace, "SF Mono", Menlo, "DejaVu Sans Mono", monospace; color: var(--soft); }
dl, .people { margin: 0; }
dl div, .people li { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 1rem; }
dl div { padding: .2rem 0; }
dt { color: var(--soft); }
dd { margin: 0; }
dd code, .alarm code { color: inherit; }
.alarm { background: var(--alarm-tint); color: var(--alarm); border: 1px solid; border-radius: .5rem; padding: .75rem 1rem; margin: 1rem 0; }
.people { font-size: .9375rem; }
.people li { padding: .3rem 0; }
.people li + li { border-top: 1px solid var(--line); }
.small { font-size: .875rem; color: var(--soft); }
main > .small { text-align: center; text-wrap: balance; }
a { color: var(--accent); text-underline-offset: .15em; }
main.wide { max-width: 46rem; padding-top: 1.5rem; }
.wide h1 { text-align: start; }
.wide .lead { text-align: start; text-wrap: pretty; }
.wide h2 { font-size: 1.125rem; }
.head {
  display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.25rem; padding: .5rem 1rem;
  background: var(--card); border-bottom: 1px solid var(--line);
}
.head .home { display: flex; align-items: center; gap: .5rem; min-height: 2.75rem; color: var(--text); font-weight: 700; text-decoration: none; }
.head .mark { width: 1.75rem; height: 1.75rem; margin: 0; }
.head nav { flex: 1 1 auto; }
.head ul { display: flex; flex-wrap: wrap; gap: 0 .25rem; }
.head nav a { display: flex; align-items: center; min-height: 2.75rem; padding: 0 .6rem; color: var(--text); text-decoration: none; border-bottom: 3px solid transparent; }
.head nav a:hover, .head .home:hover { text-decoration: underline; }
.head nav a[aria-current] { border-bottom-color: var(--accent); font-weight: 600; }
.who { display: flex; align-items: center; gap: .75rem; color: var(--soft); font-size: .9375rem; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; padding: .5rem 1rem; background: var(--card); z-index: 1; }
button.small-button, .who button { display: inline-block; width: auto; min-height: 2.25rem; padding: .3rem .9rem; font-size: .9375rem; }
button.danger { border-color: var(--alarm); color: var(--alarm); }
.button {
  display: inline-flex; align-items: center; justify-content: center; min-height: 2.75rem; padding: .6rem 1rem;
  border-radius: .5rem; background: var(--accent); color: var(--on-accent); font-weight: 600; text-decoration: none;
}
.button:hover { filter: brightness(1.08); }
.field { margin: 0 0 1.1rem; }
.field input { margin: 0; }
.field input[aria-invalid] { border: 2px solid var(--alarm); }
.hint { margin: 0 0 .35rem; color: var(--soft); font-size: .9375rem; }
.error { margin: 0 0 .35rem; color: var(--alarm); font-size: .9375rem; }
.optional { color: var(--soft); font-weight: 400; font-size: .875rem; }
.check { display: flex; align-items: flex-start; gap: .75rem; margin: 0 0 .9rem; }
.check > div { flex: 1; min-width: 0; }
.check label { display: inline; margin: 0; }
.check .hint { margin: .1rem 0 0; }
input[type="checkbox"], input[type="radio"] { flex: none; width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--accent); }
fieldset { margin: 0 0 1.1rem; padding: 0; border: 0; min-width: 0; }
legend { padding: 0; margin: 0 0 .5rem; font-weight: 600; }
textarea {
  display: block; width: 100%; margin: 0 0 1rem; padding: .6rem .75rem; border: 1px solid var(--field-line); border-radius: .5rem;
  background: var(--field); color: inherit; font: .875rem/1.5 ui-monospace, "SF Mono", Menlo, "DejaVu Sans Mono", monospace; resize: vertical;
}
summary { min-height: 1.75rem; font-weight: 600; cursor: pointer; }
details[open] > summary { margin-bottom: .5rem; }
fieldset.card { padding: 1.25rem; border: 1px solid var(--line); }
fieldset.card > legend { float: left; width: 100%; font-size: 1.125rem; }
fieldset.card > legend + * { clear: both; }
dl + p { margin-top: .75rem; }
form + p { margin-top: 1.25rem; }
.rows + .small, .rows + form { margin-top: 1rem; }
.permissions .check { margin-bottom: 0; }
.stacked div { display: block; }
.whole { white-space: nowrap; }
fieldset > .hint { margin-bottom: .75rem; }
@media (min-width: 26rem) { .wide form > button:not(.small-button), .wide .actions button:only-child { width: auto; min-width: 9rem; } }
.small + .actions, .scroll + .small { margin-top: 1rem; }
.callback { border-inline-start: 3px solid var(--line); padding-inline-start: 1rem; margin-block-end: 1.1rem; }
.callback .field { margin-bottom: .6rem; }
.scroll { max-height: 22rem; overflow: auto; border-top: 1px solid var(--line); padding: .9rem .25rem 0; }
input.code { font: 600 1.5rem/1.4 ui-monospace, "SF Mono", Menlo, "DejaVu Sans Mono", monospace; letter-spacing: .12em; text-align: center; text-transform: uppercase; }
.choices { display: grid; gap: .6rem; }
button.choice { display: grid; gap: .1rem; text-align: start; font-weight: 400; }
.rows > li { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 1rem; padding: .9rem 0; }
.rows > li:first-child { padding-top: 0; }
.rows > li:last-child { padding-bottom: 0; }
.rows > li + li { border-top: 1px solid var(--line); }
.rows > li > div { flex: 1 1 14rem; min-width: 0; }
.rows p { margin: 0; }
.rows .name { font-weight: 600; }
.good { background: var(--tint); color: var(--text); border: 1px solid var(--accent); border-radius: .5rem; padding: .75rem 1rem; margin: 0 0 1rem; }
.good p { margin: 0 0 .5rem; }
.good p:last-child { margin: 0; }
.secret { display: block; margin: .5rem 0; padding: .6rem .75rem; border: 1px dashed var(--field-line); border-radius: .5rem; background: var(--field); color: var(--text); font-size: 1rem; user-select: all; }
.wide dl div { justify-content: flex-start; }
.wide dt { flex: 0 0 11rem; }
.alarm ul { margin: 0; }
.alarm a { color: inherit; }
.alarm p { margin: 0 0 .25rem; }
@media (prefers-reduced-motion: no-preference) { button { transition: filter .12s; } }
`;

/** What the content security policy names, so that this style is applied and no other. */
export const styleHash = `'sha256-${createHash("sha256").update(style).digest("base64")}'`;
