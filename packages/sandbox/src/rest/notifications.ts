import type { SeedNotification, SeedRepository } from "../seed.ts";
import { repositoryApiUrl, repositoryBody } from "./bodies/repository.ts";
import type { RestAnswer, RestRequest } from "./operation.ts";
import { paginate, readPerPage } from "./pagination.ts";
import { readBoolean, readInstant } from "./query.ts";
import { notAccessibleByIntegration, RestRefusal } from "./refusal.ts";
import { viewOf } from "./rendering.ts";
import { signedIn } from "./viewer.ts";

const resource = "Notification";
const pollIntervalSeconds = 60;
const pageSize = { most: 50, byDefault: 50 };

/** `GET /notifications`: the unread ones, unless all are wanted. Clients are told how often they may ask. */
export function listNotifications(request: RestRequest): RestAnswer {
  const { core, viewer } = request;
  const person = signedIn(viewer);
  refuseWithoutScope(request);
  const isWanted = readFilter(request);
  const known = (person.notifications ?? []).flatMap((notification) => {
    const [owner = "", name = ""] = notification.repository.split("/");
    const repository = core.world.repositoryByName(owner, name)?.repository;
    return repository === undefined ? [] : [{ notification, repository }];
  });
  const found = known.filter(({ notification }) => isWanted(notification));
  const { entries, link } = paginate(request, found, {
    path: "/notifications",
    perPage: readPerPage(request, pageSize),
  });
  return {
    status: 200,
    link,
    body: entries.map((entry) => threadBody(request, entry)),
    lastModified: newestOf(found.map(({ notification }) => notification)),
    headers: { "X-Poll-Interval": String(pollIntervalSeconds) },
  };
}

/** GitHub's words; clients know the missing scope by them. */
function refuseWithoutScope({ viewer }: RestRequest): void {
  if (viewer.token?.app.kind === "github-app") throw notAccessibleByIntegration();
  if (viewer.scopes.has("notifications") || viewer.scopes.has("repo")) return;
  throw new RestRefusal({
    status: 403,
    message: "Missing the 'notifications' scope.",
    decision: "scope_missing",
  });
}

function readFilter(request: RestRequest): (notification: SeedNotification) => boolean {
  const all = readBoolean(request, { resource, field: "all" }) ?? false;
  const participating = readBoolean(request, { resource, field: "participating" }) ?? false;
  const since = readInstant(request, { resource, field: "since" }) ?? Number.NEGATIVE_INFINITY;
  const before = readInstant(request, { resource, field: "before" }) ?? Number.POSITIVE_INFINITY;
  return ({ unread, reason, updatedAt }) =>
    (all || unread) &&
    (!participating || (reason !== "subscribed" && reason !== "manual")) &&
    Date.parse(updatedAt) >= since &&
    Date.parse(updatedAt) < before;
}

function newestOf(notifications: readonly SeedNotification[]): string | undefined {
  return notifications
    .map(({ updatedAt }) => updatedAt)
    .toSorted()
    .at(-1);
}

/** GitHub's `thread`. */
function threadBody(
  request: RestRequest,
  { notification, repository }: { notification: SeedNotification; repository: SeedRepository },
) {
  const { core, exchange } = request;
  const { id, number, reason, unread, updatedAt, lastReadAt } = notification;
  const item = core.world.itemByNumber(repository, number);
  const api = repositoryApiUrl(exchange.address, repository);
  const isPull = item?.kind === "pull_request";
  const subject = `${api}/${isPull ? "pulls" : "issues"}/${number}`;
  const url = `${exchange.address.apiBase}/notifications/threads/${id}`;
  return {
    id,
    unread,
    reason,
    updated_at: updatedAt,
    last_read_at: lastReadAt,
    subject: {
      title: item?.title ?? "",
      url: subject,
      latest_comment_url: subject,
      type: isPull ? "PullRequest" : "Issue",
    },
    repository: repositoryBody(viewOf(request), repository),
    url,
    subscription_url: `${url}/subscription`,
  };
}
