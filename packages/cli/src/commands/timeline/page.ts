import { markup } from "../../flow/markup.ts";
import { framePage } from "../../flow/page-frame.ts";
import { drawTokenLives } from "../../flow/token-lives.ts";
import { text } from "../../text.ts";
import { describeEnvironmentToken, describeOrigin, livesOf, type Timeline } from "./view.ts";

/** A timeline as one page. It holds no token, only their times. */
export function buildTimelinePage(timeline: Timeline): string {
  const title = "How long the tokens live";
  if (timeline.kind === "environment") {
    const said = `${timeline.variable} · ${describeEnvironmentToken(timeline.tokenKind)}`;
    return framePage({ title, content: markup`<p>${said}</p>` });
  }
  const { host, now, signIn } = timeline;
  const content = markup`<p class="soft">${signIn.account} · ${host}, token ${text.status.kinds[signIn.kind]}</p>
<p class="safe">No token is on this page. It names the account, and the process that stored its tokens.</p>
${drawTokenLives(livesOf(timeline), now)}
<dl>${describeOrigin(timeline).map(([label, value]) => markup`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;
  return framePage({ title, content });
}
