import type { Core } from "../core.ts";
import type { SeedPerson } from "../seed.ts";
import type { Account } from "../world.ts";

/** Accounts a person may register apps for and install apps on: the own one, and the organisations the person owns. */
export function accountsManagedBy(core: Core, person: SeedPerson): readonly Account[] {
  const organizations = core.seed.organizations.filter(({ members, owners = members.slice(0, 1) }) =>
    owners.some((login) => isSameLogin(login, person.login)),
  );
  return [person.login, ...organizations.map(({ login }) => login)].flatMap((login) => {
    const account = core.world.account(login);
    return account === undefined ? [] : [account];
  });
}

export function manages(core: Core, person: SeedPerson, login: string): boolean {
  return accountsManagedBy(core, person).some((account) => isSameLogin(account.login, login));
}

export function isSameLogin(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
