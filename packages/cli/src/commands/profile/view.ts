import type { Profile } from "@dev-github-tool/github";
import type { Fields } from "../../fields.ts";
import type { Output } from "../../output/index.ts";
import { text } from "../../text.ts";

/** What `--json` shows of a profile. */
export const profileFields: Fields<Profile> = {
  login: ({ login }) => login,
  id: ({ id }) => id,
  name: ({ name }) => name,
  url: ({ url }) => url,
  publicRepos: ({ publicRepos }) => publicRepos,
  followers: ({ followers }) => followers,
  following: ({ following }) => following,
  createdAt: ({ createdAt }) => createdAt,
};

/** Draws whose account it is, in two lines. */
export function showProfile({ login, name, publicRepos, followers }: Profile, output: Output): void {
  output.line(text.profile.title(login, name));
  output.line(text.profile.numbers(publicRepos, followers));
}
