import { createHash } from "node:crypto";

/** The whole look of the page: no file, font or script is fetched. Every pair of text and ground has a contrast above 4.5:1. */
export const pageStyle = `
:root { color-scheme: light dark; --ground: #f6f8fa; --card: #fff; --ink: #1f2328; --soft: #59636e; --edge: #d1d9e0;
  --accent: #0b6b63; --ok: #1a7f37; --bad: #b3202b; --safe: #e3f2f0 }
@media (prefers-color-scheme: dark) { :root { --ground: #0d1117; --card: #151b23; --ink: #f0f6fc; --soft: #9aa4af;
  --edge: #3d444d; --accent: #4fd1c1; --ok: #56c764; --bad: #ff8a84; --safe: #12302d } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere }
main { max-width: 52rem; margin: 0 auto; padding: 1.5rem 1rem 3rem }
h1 { margin: 0 0 .25rem; font-size: 1.6rem; line-height: 1.25 } h2 { margin: 2rem 0 .75rem; font-size: 1.2rem }
h3 { margin: 0; font-size: 1.05rem } p { margin: .35rem 0 }
.safe { margin: 1rem 0; padding: .6rem .9rem; background: var(--safe); border-left: 4px solid var(--accent); border-radius: .3rem }
.soft { color: var(--soft) } .ok { color: var(--ok) } .bad { color: var(--bad); font-weight: 600 }
figure { margin: 0; overflow-x: auto; background: var(--card); border: 1px solid var(--edge); border-radius: .5rem }
svg { display: block; width: 100% } svg.wide { min-width: 34rem; height: auto } .lives { padding: .5rem 1rem }
svg text { fill: var(--ink); font: 13px system-ui, sans-serif } svg .head { font-weight: 600 }
svg .life { stroke: var(--edge); stroke-width: 2 } svg .arrow { stroke: var(--accent); stroke-width: 1.5; fill: none }
svg .tip { fill: var(--accent) } svg .plate { fill: var(--card) } svg .wrong { stroke: var(--bad) } svg .wrongtip, svg text.wrong { fill: var(--bad); stroke: none }
svg .small { fill: var(--soft); font-size: 12px } svg .bar { fill: var(--edge) } svg .spent { fill: var(--accent) } svg .now { stroke: var(--ink); stroke-width: 2 } svg .open { stroke: var(--edge); stroke-width: 8; stroke-dasharray: 10 6 }
ol { list-style: none; margin: 0; padding: 0 } ol > li { margin: 0 0 .75rem; padding: .8rem 1rem; background: var(--card);
  border: 1px solid var(--edge); border-radius: .5rem; break-inside: avoid }
ul { margin: .35rem 0; padding-left: 1.2rem } code { font: .9em ui-monospace, monospace }
details { margin-top: .5rem } summary { cursor: pointer; color: var(--accent) }
dl { margin: .5rem 0 0; display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .15rem .75rem; font-size: .9rem }
dt { color: var(--soft) } dd { margin: 0 }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr } dd { margin-bottom: .35rem } }
@media print { :root { color-scheme: light; --ground: #fff; --card: #fff; --ink: #000; --soft: #444; --edge: #999; --accent: #064f49; --ok: #0a5a22; --bad: #8f111b; --safe: #fff }
  main { padding: 0; max-width: none } svg.wide { min-width: 0 } details::details-content { content-visibility: visible; display: block } }
`;

/**
 * Nothing is loaded, run, sent or framed, whatever the page holds.
 *
 * @see https://www.w3.org/TR/CSP3/#meta-element
 */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(pageStyle).digest("base64")}'; base-uri 'none'; form-action 'none'`;
