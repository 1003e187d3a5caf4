import { type MakeItems, makeIssue, makePullRequest } from "./items.ts";

/** Old issues below more open pull requests than five of the largest pages hold. */
export const paradeItems: MakeItems = (random, until) => {
  const [issueCount, pullCount] = [8, 505];
  const issues = Array.from({ length: issueCount }, (_, index) =>
    makeIssue(random, { number: index + 1, until, age: 600 - index, isOpen: true }),
  );
  const pullRequests = Array.from({ length: pullCount }, (_, index) => {
    const number = issueCount + index + 1;
    const issue = makeIssue(random, { number, until, age: pullCount - index, isOpen: true });
    return makePullRequest(random, { ...issue, author: "otis-otter", assignees: [] });
  });
  return { issues, pullRequests };
};
