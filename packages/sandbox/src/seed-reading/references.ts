import type { Seed, SeedRepository } from "../seed.ts";
import type { Report } from "./check.ts";

/** Judges what parts of a seed say about one another: names that must exist, and numbers that must be there once only. */
export function checkReferences(seed: Seed, report: Report): void {
  const { people, organizations, repositories, apps, tokens = [] } = seed;
  const person = known(
    people.map(({ login }) => login),
    "person",
  );
  const account = known(
    [...people, ...organizations].map(({ login }) => login),
    "user or organisation",
  );
  const repository = known(
    repositories.map(({ owner, name }) => `${owner}/${name}`),
    "repository",
  );
  const app = known(
    apps.map(({ clientId }) => clientId),
    "app",
    (clientId) => clientId,
  );

  if (people.length === 0) report("people", "nobody could sign in");
  if (apps.length === 0) report("apps", "there would be nothing to sign in to");
  unique([...accounts("people", people), ...accounts("organizations", organizations)], report);
  unique(
    repositories.flatMap(({ id, owner, name }, index) => [
      { path: `repositories[${index}].id`, value: id },
      { path: `repositories[${index}].name`, value: `${owner}/${name}`.toLowerCase() },
    ]),
    report,
  );
  unique(
    apps.map(({ clientId }, index) => ({ path: `apps[${index}].clientId`, value: clientId })),
    report,
  );
  unique(
    tokens.flatMap(({ token, refreshToken }, index) => [
      { path: `tokens[${index}].token`, value: token },
      ...(refreshToken === undefined ? [] : [{ path: `tokens[${index}].refreshToken`, value: refreshToken }]),
    ]),
    report,
  );

  for (const [index, { members, owners = [] }] of organizations.entries()) {
    person.all(members, `organizations[${index}].members`, report);
    person.all(owners, `organizations[${index}].owners`, report);
  }
  for (const [index, { notifications = [] }] of people.entries()) {
    const path = `people[${index}].notifications`;
    repository.all(
      notifications.map((each) => each.repository),
      path,
      report,
      ".repository",
    );
  }
  for (const [index, each] of repositories.entries()) {
    const path = `repositories[${index}]`;
    account.one(each.owner, `${path}.owner`, report);
    person.all(each.collaborators, `${path}.collaborators`, report);
    if (each.forkOf !== null) repository.one(each.forkOf, `${path}.forkOf`, report);
    checkItems(each, { path, person, report });
  }
  for (const [index, { owner, callbacks, installedOn }] of apps.entries()) {
    account.one(owner, `apps[${index}].owner`, report);
    if (callbacks.length === 0) report(`apps[${index}].callbacks`, "there must be one at least");
    for (const [place, target] of installedOn.entries()) {
      (target.includes("/") ? repository : account).one(target, `apps[${index}].installedOn[${place}]`, report);
    }
  }
  for (const [index, token] of tokens.entries()) {
    person.one(token.owner, `tokens[${index}].owner`, report);
    app.one(token.app, `tokens[${index}].app`, report);
  }
}

interface ItemGround {
  readonly path: string;
  readonly person: Known;
  readonly report: Report;
}

function checkItems(repository: SeedRepository, { path, person, report }: ItemGround): void {
  const label = known(
    repository.labels.map(({ name }) => name),
    "label of this repository",
  );
  const milestones = new Set(repository.milestones?.map(({ number }) => number));
  const items = [
    ...repository.issues.map((item, index) => ({ item, at: `${path}.issues[${index}]` })),
    ...repository.pullRequests.map((item, index) => ({ item, at: `${path}.pullRequests[${index}]` })),
  ];
  unique(
    items.map(({ item, at }) => ({ path: `${at}.number`, value: item.number })),
    report,
  );
  for (const { item, at } of items) {
    if (item.author !== null) person.one(item.author, `${at}.author`, report);
    person.all(item.assignees, `${at}.assignees`, report);
    label.all(item.labels, `${at}.labels`, report);
    if (item.milestone !== undefined && !milestones.has(item.milestone)) {
      report(`${at}.milestone`, `no milestone of this repository has the number ${item.milestone}`);
    }
  }
}

interface Known {
  one(name: string, path: string, report: Report): void;
  all(names: readonly string[], path: string, report: Report, field?: string): void;
}

function known(names: readonly string[], what: string, spell = (name: string) => name.toLowerCase()): Known {
  const all = new Set(names.map(spell));
  const one = (name: string, path: string, report: Report): void => {
    if (!all.has(spell(name))) report(path, `no ${what} ${JSON.stringify(name)}`);
  };
  return {
    one,
    all(list, path, report, field = "") {
      for (const [index, name] of list.entries()) one(name, `${path}[${index}]${field}`, report);
    },
  };
}

function accounts(
  kind: string,
  list: readonly { id: number; login: string }[],
): { path: string; value: string | number }[] {
  return list.flatMap(({ id, login }, index) => [
    { path: `${kind}[${index}].id`, value: id },
    { path: `${kind}[${index}].login`, value: login.toLowerCase() },
  ]);
}

function unique(values: readonly { path: string; value: string | number }[], report: Report): void {
  const first = new Map<string | number, string>();
  for (const { path, value } of values) {
    const earlier = first.get(value);
    if (earlier === undefined) first.set(value, path);
    // The value is not repeated: it may be a token.
    else report(path, `is the same as ${earlier}`);
  }
}
