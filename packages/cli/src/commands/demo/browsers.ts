import { walkSignIn } from "@dev-github-tool/sandbox";
import type { Browser } from "../../browser.ts";
import { type Asking, askWhether } from "../../prompt.ts";
import { text } from "../../text.ts";

/** An invented person of the sandbox; the password stands on the sandbox's sign-in page. */
export interface Person {
  readonly login: string;
  readonly password: string;
}

/** A browser without a window: it walks the pages over HTTP as the person would, forms and cookies included. */
export function createWalkingBrowser(person: Person): Browser {
  return {
    absence: undefined,
    show: async ({ url, output }) => {
      output.note("");
      output.note(text.demo.walking(person.login));
      output.note(text.url(url));
      await walk(url, person);
    },
  };
}

/** Shows the address, and offers to walk the pages; whoever opens the address instead ends the question. */
export function createOfferingBrowser(person: Person, asking: Asking): Browser {
  return {
    absence: undefined,
    show: async ({ url, output, signal }) => {
      output.note("");
      output.note(text.demo.offering(person.login));
      output.note(text.url(url));
      const question = { ...asking, signal: AbortSignal.any([asking.signal, signal]) };
      if (await askWhether(text.demo.approve(person.login), { initial: true, asking: question })) {
        await walk(url, person);
      }
    },
  };
}

async function walk(url: string, { login, password }: Person): Promise<void> {
  await walkSignIn({ url, login, password, decision: "approve" });
}
