import { type GitHubProvider, warmConnections } from "@dev-github-tool/github";
import type { Runtime } from "@dev-github-tool/oauth";
import type { LoginEvent } from "@dev-github-tool/oauth/loopback";
import type { CommandContext } from "./command-context.ts";
import type { Status, Text } from "./output/index.ts";
import { text } from "./text.ts";

/** What the tool does while the person is in the browser: it counts down, and opens the connections it will need. */
export interface Waiting {
  /** Aborts when the wait is over, however it ends. */
  readonly signal: AbortSignal;
  /** Begins the wait, which lasts until then, in milliseconds since the epoch. */
  begin(deadlineAt: number): void;
  readonly onEvent: (event: LoginEvent) => void;
  /** Shows the countdown, unless the wait is over already. */
  start(): void;
  /** Ends the wait; the connections stay when the person came back, because what follows needs them. */
  end(cameBack: boolean): void;
}

/** A server may close a connection that was unused this long. */
const CONNECTION_RESTS_MS = 3_000;
/** Most servers keep an unused connection for a minute. */
const REOPEN_AFTER_MS = 50_000;
const TICK_MS = 1_000;
/** What is still being opened this long after the person came back would come too late, and must not hold up the end. */
const LATE_MS = 1_000;

/** Creates the wait of one sign-in. `words` say what is waited for, and how long still. */
export function createWaiting(
  provider: GitHubProvider,
  {
    runtime,
    output,
    words,
  }: { readonly runtime: Runtime; readonly words: (remaining: string) => Text } & Pick<CommandContext, "output">,
): Waiting {
  const over = new AbortController();
  const warming = new AbortController();
  let deadlineAt = 0;
  let warmedAt = 0;
  let status: Status | undefined;
  let redirected = false;
  let ticking: NodeJS.Timeout | undefined;

  const remaining = () => words(formatRemaining(deadlineAt - runtime.now()));
  const warm = ({ isExchanging }: { readonly isExchanging: boolean }): void => {
    warmedAt = runtime.now();
    void warmConnections(provider, { runtime, signal: warming.signal, isExchanging });
  };

  const tick = (): void => {
    status?.update(remaining());
    if (runtime.now() - warmedAt > REOPEN_AFTER_MS) {
      warm({ isExchanging: false });
    }
  };

  const begin = (until: number): void => {
    deadlineAt = until;
    warm({ isExchanging: false });
  };

  return {
    signal: over.signal,
    begin,
    onEvent: (event) => {
      if (event.kind === "waiting") {
        begin(event.deadlineAt);
      } else if (event.kind === "foreign_callback") {
        output.note(text.signIn.foreignCallback(event.count));
      } else {
        redirected = true;
        clearInterval(ticking);
        status?.update(text.signIn.exchanging);
        if (runtime.now() - warmedAt > CONNECTION_RESTS_MS) {
          // Not before the exchange is sent: it would find its connection taken and have to open another.
          setImmediate(warm, { isExchanging: true });
        }
      }
    },
    start: () => {
      if (!over.signal.aborted && !redirected) {
        status = output.status(remaining());
        ticking = setInterval(tick, TICK_MS);
      }
    },
    end: (cameBack) => {
      clearInterval(ticking);
      status?.done();
      over.abort();
      // To abort a request is to close its connection.
      if (cameBack) {
        setTimeout(() => warming.abort(), LATE_MS).unref();
      } else {
        warming.abort();
      }
    },
  };
}

/** Minutes and seconds, such as `4:58`. */
function formatRemaining(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
