import type { IncomingMessage, ServerResponse } from "node:http";
import { bindLoopback, type LoopbackHost } from "./bind.ts";
import { buildPage, type PageText, pageHeaders } from "./pages.ts";
import { judgeRequest } from "./request.ts";

/** Where the redirect is caught. */
export interface RedirectOptions {
  /** `127.0.0.1` unless given, or `[::1]` on a machine without IPv4. `localhost` binds both families or refuses. */
  readonly host?: LoopbackHost | undefined;
  /** A free port unless given. */
  readonly port?: number | undefined;
  /** `/callback` unless given. */
  readonly path?: string | undefined;
}

/** What becomes of one well-formed redirect: it ends the waiting with a value, or gets a page and changes nothing. */
export type Judgement<Value> =
  | { readonly kind: "accepted"; readonly value: Value }
  | { readonly kind: "refused"; readonly page: PageText };

/** An open loopback port that waits for the redirect of one login. */
export interface Listener {
  /** The redirect URI as it must be registered and sent, such as `http://127.0.0.1:53127/callback`. */
  readonly redirectUri: string;
  /** Resolves with the value of the first redirect that `judge` accepts. Redirects before this call are refused. */
  waitForRedirect<Value>(judge: (query: URLSearchParams) => Judgement<Value>): Promise<Value>;
  /** Whether the accepted browser has asked for its page and waits for it. */
  isResultAwaited(): boolean;
  /** Gives the accepted browser its page, if there is one; resolves when it has the page, or did not ask in time. */
  showResult(page: PageText): Promise<void>;
  /** Lets the process end while the port is open. A page that is being sent is sent all the same. */
  unref(): void;
  /** Closes the port and every socket. */
  close(): Promise<void>;
}

/** How long the accepted browser may take to ask for the result page once the result is known. */
const RESULT_PAGE_TIMEOUT_MS = 700;

/**
 * Opens the port the redirect will come to. The browser that brings the accepted one is sent on to `resultPath`, so that
 * the code leaves its address bar; nobody else can know that path.
 *
 * @throws LoginError `port_unavailable`.
 */
export async function openListener(redirect: RedirectOptions, resultPath: string): Promise<Listener> {
  const { host, port = 0, path = "/callback" } = redirect;
  const resultRequests = new Set<ServerResponse>();
  let judge = (_query: URLSearchParams): PageText | undefined => notThisSignIn;
  let accepted = false;
  let result: PageText | undefined;
  let onShown = (): void => {};

  function onRequest(request: IncomingMessage, response: ServerResponse): void {
    const verdict = judgeRequest(request, { authority: bound.authority, path, resultPath });
    if (verdict.kind === "refused") {
      response.writeHead(verdict.status, { ...pageHeaders, ...(verdict.status === 405 && { Allow: "GET" }) }).end();
    } else if (verdict.kind === "result") {
      resultRequests.add(response);
      response.once("close", () => resultRequests.delete(response));
      answerResultRequests();
    } else {
      const refusal = accepted ? alreadyUsed : judge(verdict.query);
      if (refusal === undefined) {
        accepted = true;
        response.writeHead(303, { ...pageHeaders, Location: resultPath }).end();
      } else {
        answer(response, refusal);
      }
    }
  }

  function answerResultRequests(): void {
    if (result !== undefined) {
      for (const response of resultRequests) {
        resultRequests.delete(response);
        response.once("close", () => onShown());
        answer(response, result);
      }
    }
  }

  const bound = await bindLoopback({ host, port }, onRequest);
  return {
    redirectUri: `http://${bound.authority}${path}`,
    waitForRedirect: (judgeRedirect) =>
      new Promise((resolve, reject) => {
        judge = (query) => {
          try {
            const judgement = judgeRedirect(query);
            if (judgement.kind === "refused") {
              return judgement.page;
            }
            resolve(judgement.value);
          } catch (error) {
            reject(error);
          }
          return undefined;
        };
      }),
    isResultAwaited: () => resultRequests.size > 0,
    showResult: async (page) => {
      if (!accepted) {
        return;
      }
      let timer: NodeJS.Timeout | undefined;
      const shown = new Promise<void>((resolve) => {
        onShown = resolve;
        // The open port keeps the process waiting, where it should wait.
        timer = setTimeout(resolve, RESULT_PAGE_TIMEOUT_MS).unref();
      });
      result = page;
      answerResultRequests();
      await shown;
      clearTimeout(timer);
    },
    unref: bound.unref,
    close: bound.close,
  };
}

function answer(response: ServerResponse, page: PageText): void {
  response.writeHead(page.tone === "success" ? 200 : 400, pageHeaders).end(buildPage(page));
}

/** The page for a redirect that answers no sign-in, or another one. */
export const notThisSignIn: PageText = {
  title: "This is not the sign-in that is waiting",
  paragraphs: [
    "The address you came from belongs to another sign-in, or to none. Nothing was taken from it.",
    "If you started one in a terminal, go on in the browser tab that it opened last.",
  ],
  tone: "neutral",
};

const alreadyUsed: PageText = {
  title: "This sign-in was already used",
  paragraphs: ["Its answer has arrived and is not taken a second time.", "The terminal shows how it ended."],
  tone: "neutral",
};
