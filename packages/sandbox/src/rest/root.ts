import type { RestAnswer, RestRequest } from "./operation.ts";

const search = "{&page,per_page,sort,order}";

/** `GET /`: addresses of what GitHub's API offers; clients use it to read the headers of their token. */
export function showRoot({ exchange: { address } }: RestRequest): RestAnswer {
  const { apiBase, webOrigin } = address;
  return {
    status: 200,
    body: {
      current_user_url: `${apiBase}/user`,
      current_user_authorizations_html_url: `${webOrigin}/settings/connections/applications{/client_id}`,
      authorizations_url: `${apiBase}/authorizations`,
      code_search_url: `${apiBase}/search/code?q={query}${search}`,
      commit_search_url: `${apiBase}/search/commits?q={query}${search}`,
      emails_url: `${apiBase}/user/emails`,
      emojis_url: `${apiBase}/emojis`,
      events_url: `${apiBase}/events`,
      feeds_url: `${apiBase}/feeds`,
      followers_url: `${apiBase}/user/followers`,
      following_url: `${apiBase}/user/following{/target}`,
      gists_url: `${apiBase}/gists{/gist_id}`,
      hub_url: `${apiBase}/hub`,
      issue_search_url: `${apiBase}/search/issues?q={query}${search}`,
      issues_url: `${apiBase}/issues`,
      keys_url: `${apiBase}/user/keys`,
      label_search_url: `${apiBase}/search/labels?q={query}&repository_id={repository_id}{&page,per_page}`,
      notifications_url: `${apiBase}/notifications`,
      organization_url: `${apiBase}/orgs/{org}`,
      organization_repositories_url: `${apiBase}/orgs/{org}/repos{?type,page,per_page,sort}`,
      organization_teams_url: `${apiBase}/orgs/{org}/teams`,
      public_gists_url: `${apiBase}/gists/public`,
      rate_limit_url: `${apiBase}/rate_limit`,
      repository_url: `${apiBase}/repos/{owner}/{repo}`,
      repository_search_url: `${apiBase}/search/repositories?q={query}${search}`,
      current_user_repositories_url: `${apiBase}/user/repos{?type,page,per_page,sort}`,
      starred_url: `${apiBase}/user/starred{/owner}{/repo}`,
      starred_gists_url: `${apiBase}/gists/starred`,
      topic_search_url: `${apiBase}/search/topics?q={query}{&page,per_page}`,
      user_url: `${apiBase}/users/{user}`,
      user_organizations_url: `${apiBase}/user/orgs`,
      user_repositories_url: `${apiBase}/users/{user}/repos{?type,page,per_page,sort}`,
      user_search_url: `${apiBase}/search/users?q={query}${search}`,
    },
  };
}
