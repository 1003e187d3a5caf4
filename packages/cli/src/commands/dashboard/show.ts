import type { GitHubClient } from "@dev-github-tool/github";
import { type Profile, parseRepositoryName, type Repository, type RepositoryName } from "@dev-github-tool/github";
import type { CommandContext } from "../../command-context.ts";
import { pickFields } from "../../fields.ts";
import { type FlowFlags, type FlowOptions, parseFlow, withFlow } from "../../flow/with-flow.ts";
import { keepSession } from "../../keep-session.ts";
import { type ListFlags, parseRepository } from "../../options.ts";
import { reach } from "../../progressive/hidden-repository.ts";
import { askWhich } from "../../prompt.ts";
import type { Entry } from "../../sign-in.ts";
import { completeSignOuts } from "../../sign-ins/sign-out.ts";
import { text } from "../../text.ts";
import { issueFields } from "../issues/view.ts";
import { profileFields, showProfile } from "../profile/view.ts";
import { pullRequestFields } from "../pull-requests/view.ts";
import { repositoryFields } from "../repositories/view.ts";
import { enter } from "./enter.ts";
import { offerPrivate } from "./offer-private.ts";
import { type Requests, requestWork, startRequests, type Work } from "./requests.ts";
import { showRepositories, showWork } from "./sections.ts";

export interface DashboardOptions {
  /** The repository to look into; undefined to be asked, or to take the first. */
  readonly repository: RepositoryName | undefined;
  readonly isJson: boolean;
  readonly flow: FlowOptions;
}

/** @throws UsageError; GitHubApiError `invalid_repository_name`. */
export function parseDashboard(flags: ListFlags & FlowFlags): DashboardOptions {
  const { repo, json } = flags;
  return { repository: parseRepository(repo), isJson: json !== undefined, flow: parseFlow(flags) };
}

/** The main run: signs in if needed, then shows profile, repositories, and the open work of one repository. */
export function runDashboard({ flow, ...options }: DashboardOptions, context: CommandContext): Promise<void> {
  return withFlow(flow, context, (observed) => runObserved(options, observed));
}

async function runObserved(
  { repository, isJson }: Omit<DashboardOptions, "flow">,
  context: CommandContext,
): Promise<void> {
  const { output, signal } = context;
  output.note(text.banner);
  output.note("");
  const entry = await enter({ maySignIn: !isJson }, context);
  const requests = startRequests(entry.client, { repository, signal });
  if (isJson) {
    output.json(await collect(entry.client, requests, signal));
  } else {
    await showEverything(entry, { requests, repository }, context);
  }
  await completeSignOuts(context);
}

async function showEverything(
  entry: Entry,
  { requests, repository }: { readonly requests: Requests; readonly repository: RepositoryName | undefined },
  context: CommandContext,
): Promise<void> {
  const { output } = context;
  const profile = await showPerson(entry, requests, context);
  // A token of the environment is not ours to replace.
  const account = entry.access.source === "environment" ? undefined : profile;
  const repositories = await requests.repositories;
  await showRepositories(repositories, output);
  const chosen = repository ?? (await chooseRepository(repositories, context));
  const client =
    chosen === undefined
      ? entry.client
      : await showChosen(chosen, { client: entry.client, account, work: requests.work }, context);
  if (account !== undefined) {
    await offerPrivate({ ...entry, client }, account, context);
  }
  output.note("");
  output.note(text.dashboard.closing);
}

async function showPerson({ approval }: Entry, requests: Requests, context: CommandContext): Promise<Profile> {
  const { output } = context;
  const profile = await requests.profile;
  if (approval === undefined) {
    output.note(text.signIn.connected(profile.login, profile.id));
  } else {
    await keepSession(approval, profile, context);
  }
  output.line("");
  showProfile(profile, output);
  return profile;
}

async function chooseRepository(
  [first, ...others]: readonly Repository[],
  { asking, output }: CommandContext,
): Promise<RepositoryName | undefined> {
  if (first === undefined) {
    return undefined;
  }
  if (asking === undefined) {
    output.note("");
    output.note(text.dashboard.took(first.nameWithOwner));
    return parseRepositoryName(first.nameWithOwner);
  }
  const chosen = await askWhich(text.dashboard.which, {
    choices: [
      ...[first, ...others].map(({ nameWithOwner }) => ({ value: nameWithOwner, label: nameWithOwner })),
      { value: "", label: text.dashboard.none },
    ],
    asking,
  });
  return chosen === "" ? undefined : parseRepositoryName(chosen);
}

/** Shows the work of a repository, and gives back the client that could see it. */
async function showChosen(
  repository: RepositoryName,
  { client, account, work }: Pick<Entry, "client"> & { account: Profile | undefined; work: Promise<Work> | undefined },
  context: CommandContext,
): Promise<GitHubClient> {
  const { output, signal } = context;
  const ask = (asked: GitHubClient): Promise<Work> => requestWork(asked, { repository, signal });
  const reached = await reach(work ?? ask(client), { repository, account, again: ask }, context);
  await showWork(reached.result, output);
  return reached.wider ?? client;
}

/** The whole run as one JSON value; without a repository named, it looks into the first. */
async function collect(client: GitHubClient, requests: Requests, signal: AbortSignal): Promise<unknown> {
  const [profile, repositories] = await Promise.all([requests.profile, requests.repositories]);
  const [first] = repositories;
  const fallback = first === undefined ? undefined : parseRepositoryName(first.nameWithOwner);
  const work = await (requests.work ?? (fallback && requestWork(client, { repository: fallback, signal })));
  return {
    profile: pickFields(profile, Object.keys(profileFields), profileFields),
    repositories: repositories.map((row) => pickFields(row, Object.keys(repositoryFields), repositoryFields)),
    repository: work?.repository.nameWithOwner ?? null,
    issues: work?.issues?.map((row) => pickFields(row, Object.keys(issueFields), issueFields)) ?? null,
    pullRequests:
      work?.pullRequests.map((row) => pickFields(row, Object.keys(pullRequestFields), pullRequestFields)) ?? null,
  };
}
