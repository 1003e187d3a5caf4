import { missingScopes, parseScopes, scopeCatalogue, suggestScope } from "@dev-github-tool/github";
import { closest } from "../../../closest.ts";
import { scopeFor } from "../../../scopes.ts";
import { type Check, ok } from "../finding.ts";
import { hasScopes, judgeToken } from "../token-answer.ts";

/** Not a scope of its own: it asks for a refresh token. */
const PSEUDO = "offline_access";

export const scopes: Check = {
  id: "scopes",
  title: "Scopes",
  step: "scope choice",
  run: async (examination) => {
    const { authorizationUrl } = examination;
    const list = authorizationUrl.searchParams.get("scope");
    if (list === null) {
      return {
        mark: "warn",
        evidence: "no scope parameter",
        reason: "GitHub then grants everything that was ever granted to this app.",
        command: "scope=read:user",
      };
    }
    const asked = parseScopes(list);
    const names = scopeCatalogue.map(({ name }) => name);
    const unknown = asked.find((scope) => scope !== PSEUDO && !names.includes(scope));
    if (unknown !== undefined) {
      const meant = suggestScope(unknown) ?? closest(unknown, names);
      const known = scopeCatalogue.find(({ name }) => name === meant);
      return {
        mark: "fail",
        evidence: `"${unknown}" is not a scope`,
        reason:
          known === undefined
            ? "GitHub leaves out what it does not know, and says nothing."
            : `${known.name} is${known.alsoAllows === null ? "" : `; it also allows to ${known.alsoAllows.split(":")[0]}`}. Public data needs none.`,
        command: known === undefined ? "dgt explain invalid_scope" : `scope=${known.name}`,
        code: "invalid_scope",
      };
    }
    if (!hasScopes(examination.accessToken)) {
      return ok("the token in use has permissions in place of scopes", "what the app may do stands on its page.");
    }
    const granted = (await judgeToken(examination)).granted ?? examination.signIn?.record.tokens.scope;
    if (granted === undefined) {
      return ok(`asked for: ${asked.join(", ") || "none"}`);
    }
    const missing = missingScopes(granted, asked);
    const evidence = `granted: ${granted.join(", ") || "none"}`;
    return missing.length === 0
      ? ok(
          evidence,
          missingScopes(granted, scopeFor({ isPrivate: true })).length === 0
            ? undefined
            : "private repositories stay hidden: dgt login --private asks for them.",
        )
      : {
          mark: "warn",
          evidence: `${evidence}; asked for: ${asked.join(", ")}`,
          reason: `${missing.join(", ")} was asked for and not granted, so what needs it is left out.`,
          command: "dgt login",
          code: "scope_missing",
        };
  },
};
