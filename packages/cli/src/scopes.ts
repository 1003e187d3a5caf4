/**
 * The scopes to ask for: the least there is, and `repo` only when private repositories are wanted. The parameter is never
 * left out, since GitHub would then grant everything the person ever granted to the app.
 */
export function scopeFor({ isPrivate }: { readonly isPrivate: boolean }): readonly string[] {
  return isPrivate ? ["read:user", "repo"] : ["read:user"];
}
