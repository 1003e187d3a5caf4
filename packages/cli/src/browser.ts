import { existsSync } from "node:fs";
import { decideBrowserLaunch, type NoLaunchReason } from "./browser-launch.ts";
import type { Environment } from "./environment.ts";
import type { Output } from "./output/index.ts";
import { text } from "./text.ts";

/** An authorization page that the person should see. */
export interface PageToShow {
  readonly url: string;
  readonly output: Output;
  /** Aborts when the page is no longer waited for. */
  readonly signal: AbortSignal;
}

/** The way to the person's own browser. */
export interface Browser {
  /** Why none can be opened here; undefined where one can. */
  readonly absence: NoLaunchReason | undefined;
  /** Says where the page is, always, and opens it where that makes sense. */
  show(page: PageToShow): Promise<void>;
  /** Opens an address that the person was told before; undefined where none can be opened. */
  readonly open?: ((url: string) => Promise<void>) | undefined;
}

/** The browser of this machine, as far as its surroundings let the tool open one. */
export function createSystemBrowser(env: Environment): Browser {
  const insideContainer = isInsideContainer();
  const decision = decideBrowserLaunch({ env, platform: process.platform, insideContainer });
  const absence = decision.launch ? undefined : decision.reason;
  return {
    absence,
    open: decision.launch ? openInBrowser : undefined,
    show: async ({ url, output }) => {
      output.note("");
      output.note(absence === undefined ? text.signIn.opening : text.signIn.notOpening(absence, redirectPort(url)));
      output.note(text.url(url));
      if (absence === undefined) {
        await openInBrowser(url).catch(() => output.note(text.signIn.openedNothing));
      }
    },
  };
}

/** Whether this process runs in a Docker or Podman container, which has no desktop of its own. */
export function isInsideContainer(): boolean {
  return existsSync("/.dockerenv") || existsSync("/run/.containerenv");
}

/** The port on this machine that the redirect will come to; over SSH it has to be forwarded. */
function redirectPort(url: string): string {
  return new URL(new URL(url).searchParams.get("redirect_uri") ?? url).port;
}

async function openInBrowser(url: string): Promise<void> {
  const { protocol, href } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") {
    throw new TypeError("only http and https addresses are opened");
  }
  const { default: open } = await import("open");
  await open(href);
}
