import type { RestAnswer, RestRequest } from "./operation.ts";
import { paginate } from "./pagination.ts";
import { notFound } from "./refusal.ts";

/** `GET /users/{username}/received_events`, for gh's status: a seed knows how things are, not what happened, so nothing did. */
export function listReceivedEvents(request: RestRequest): RestAnswer {
  const username = request.params.username ?? "";
  const person = request.core.world.person(username);
  if (person === undefined) throw notFound("not_found");
  const { entries, link } = paginate(request, [], `/users/${person.login}/received_events`);
  return { status: 200, link, body: entries };
}
