import { isPrivateName } from "../host-check.ts";
import { InputError } from "./input.ts";
import type { ControlOperation } from "./operation.ts";

/** Who is there, and what they do. */
export const peopleOperations: readonly ControlOperation[] = [
  {
    name: "tokens/issue",
    summary: "Issues tokens as if a person had signed in and approved.",
    reads: false,
    fields: { login: "text", clientId: "text", scope: "text?" },
    run: (control, { login, clientId, scope }) =>
      control.issueTokens({
        login: String(login),
        clientId: String(clientId),
        scope: scope === undefined ? "" : String(scope),
      }),
  },
  {
    name: "grants/revoke",
    summary: "Takes back what a person granted to an app: all its tokens end.",
    reads: false,
    fields: { login: "text", clientId: "text" },
    run(control, { login, clientId }) {
      control.revokeGrant({ login: String(login), clientId: String(clientId) });
      return {};
    },
  },
  {
    name: "apps/suspend",
    summary: "Suspends an app, or lifts its suspension.",
    reads: false,
    fields: { clientId: "text", suspended: "flag?" },
    run(control, { clientId, suspended = true }) {
      control.suspendApp({ clientId: String(clientId), suspended: suspended === true });
      return {};
    },
  },
  {
    name: "sign-in",
    summary: "Walks the pages as a person would, from url on, or from a request of an app to its callback.",
    reads: false,
    fields: { as: "text?", approve: "flag?", url: "text?", userCode: "text?", clientId: "text?", scope: "text?" },
    async run(control, { url, ...order }) {
      if (url !== undefined && !isNearby(String(url))) throw new InputError('the "url" is none of this machine');
      const { reached, response } = await control.signIn({
        ...order,
        ...(url === undefined ? {} : { url: String(url) }),
      });
      return { reached: reached.href, status: response.status };
    },
  },
  {
    name: "seed",
    summary: "Tells who is there, with passwords, and which apps, with secrets.",
    reads: true,
    fields: {},
    run: ({ seed: { people, apps } }) => ({ people, apps }),
  },
];

/** The sandbox asks for nobody the pages of the internet. */
function isNearby(url: string): boolean {
  return URL.canParse(url) && /^https?:/.test(url) && isPrivateName(new URL(url).hostname);
}
