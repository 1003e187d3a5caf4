import { parseScopes } from "@dev-github-tool/github";
import { fill } from "../../../advice/advise.ts";
import { gitHubApi } from "../../../catalogue/github-api.ts";
import type { Examination } from "../examination.ts";
import { type Check, type Finding, ok, skipped } from "../finding.ts";
import { type Answer, whyNotAnswered } from "../probe.ts";
import { hasScopes, judgeToken } from "../token-answer.ts";

export const hiddenResults: Check = {
  id: "hidden-results",
  title: "Results that are left out",
  step: "API request",
  run: async (examination) => {
    const { answer } = await judgeToken(examination);
    if (answer.kind !== "answered" || answer.status !== 200) {
      return skipped(answer.kind === "answered" ? `HTTP ${answer.status}` : whyNotAnswered(answer));
    }
    const { provider, accessToken, ask } = examination;
    const list = await ask({ url: `${provider.apiUrl}/user/repos?per_page=1`, accessToken });
    if (list.kind !== "answered" || list.status !== 200) {
      return skipped(list.kind === "answered" ? `HTTP ${list.status}` : whyNotAnswered(list));
    }
    const hidden = /^partial-results;\s*organizations=([\d,]+)$/.exec(list.headers.get("x-github-sso") ?? "")?.[1];
    if (hidden === undefined) {
      return ok(`GET /user/repos: HTTP ${list.status}, and no organisation is left out for want of single sign-on`);
    }
    const ids = hidden.split(",");
    return {
      mark: "warn",
      evidence: `HTTP ${list.status}, but ${ids.length === 1 ? "an organisation is" : `${ids.length} organisations are`} left out (${ids.join(", ")})`,
      reason: "they want single sign-on for this token first.",
      command: "sign in to the organisation in your browser, then: dgt login",
      code: "partial-results",
    };
  },
};

export const repositoryVisible: Check = {
  id: "repository",
  title: "Repository",
  step: "API request",
  run: async (examination) => {
    const { repository, provider, accessToken, ask } = examination;
    if (repository === undefined) {
      return skipped("none was named: -R owner/name");
    }
    const token = await judgeToken(examination);
    const isUsable = token.answer.kind === "answered" && token.answer.status === 200;
    const path = `/repos/${repository.owner}/${repository.name}`;
    const answer = await ask({
      url: `${provider.apiUrl}${path}`,
      accessToken: isUsable ? accessToken : undefined,
    });
    if (answer.kind !== "answered") {
      return skipped(whyNotAnswered(answer));
    }
    return judgeRepository({ path, answer, granted: token.granted, examination });
  },
};

function judgeRepository({
  path,
  answer,
  granted,
  examination,
}: {
  readonly path: string;
  readonly answer: Extract<Answer, { readonly kind: "answered" }>;
  readonly granted: readonly string[] | undefined;
  readonly examination: Examination;
}): Finding {
  const evidence = `GET ${path}: HTTP ${answer.status}`;
  const { host } = examination.context;
  if (answer.status === 301) {
    return {
      mark: "warn",
      evidence,
      reason: "the repository was renamed or transferred.",
      command: `open ${host.baseUrl}${path.slice("/repos".length)}`,
      code: "301",
    };
  }
  if (answer.status === 403) {
    const isRestricted = /OAuth App access restrictions/.test(answer.body);
    const code = isRestricted
      ? "organization_restricted"
      : answer.headers.has("x-github-sso")
        ? "sso_required"
        : "forbidden";
    const { reason, next } = fill(gitHubApi.entries[code], host);
    const link = /^required;\s*url=(\S+)$/.exec(answer.headers.get("x-github-sso") ?? "")?.[1];
    const isOurs = link !== undefined && URL.canParse(link) && new URL(link).origin === new URL(host.baseUrl).origin;
    return { mark: "fail", evidence, reason, command: isOurs ? `open ${link}` : next[0], code };
  }
  if (answer.status === 404 && !hasScopes(examination.accessToken)) {
    return {
      mark: "fail",
      evidence,
      reason: "GitHub answers 404 to hide private repositories: it does not exist, or the app is not installed there.",
      command: `open ${host.baseUrl}/settings/installations`,
      code: "not_found",
    };
  }
  if (answer.status === 404) {
    const lacksRepo = granted !== undefined && !granted.includes("repo");
    return {
      mark: "fail",
      evidence: `${evidence}; granted: ${granted?.join(", ") || "none"}; wanted: ${parseScopes(answer.headers.get("x-accepted-oauth-scopes") ?? "").join(", ") || "repo"}`,
      reason: `GitHub answers 404 to hide private repositories: it does not exist, or ${lacksRepo ? "this sign-in may see public ones only" : "your account or the app may not see it"}.`,
      command: lacksRepo ? "dgt login --private" : "check the name",
      code: "not_found",
    };
  }
  return ok(evidence);
}
