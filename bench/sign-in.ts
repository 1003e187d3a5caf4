import type { ChildProcess } from "node:child_process";
import { walkSignIn } from "@dev-github-tool/sandbox";

export interface Person {
  readonly login: string;
  readonly password: string;
}

/**
 * Approves in the pages as the person would, and stops in front of the redirect to the program that asked.
 *
 * @returns The address of that redirect, with the code in it. `bringBack` completes the sign-in.
 */
export async function approve(authorizationUrl: string, person: Person): Promise<string> {
  const { origin } = new URL(authorizationUrl);
  const answer = await walkSignIn({
    ...person,
    url: authorizationUrl,
    decision: "approve",
    fetch: async (url, init) => (new URL(url).origin === origin ? fetch(url, init) : new Response(url)),
  });
  return answer.text();
}

/** Goes to the redirect's address as a browser would, and on to the result page. */
export async function bringBack(callbackUrl: string, person: Person): Promise<void> {
  await walkSignIn({ ...person, url: callbackUrl, decision: "approve" });
}

/** The address to open, as soon as a program prints it on standard error. */
export function readAuthorizationUrl(child: ChildProcess, github: string): Promise<string> {
  let printed = "";
  return new Promise((resolve, reject) => {
    child.stderr?.on("data", (text: string) => {
      printed += text;
      const line = printed.split("\n").find((each) => each.startsWith(`${github}/login/oauth/authorize?`));
      if (line !== undefined) {
        resolve(line);
      }
    });
    child.once("close", () => reject(new Error(`the program ended without an address to open:\n${printed}`)));
  });
}
