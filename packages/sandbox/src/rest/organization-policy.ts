import type { Exchange } from "../core.ts";
import type { SeedRepository } from "../seed.ts";
import { type Access, accessTo } from "./access.ts";
import type { RestRequest } from "./operation.ts";
import { RestRefusal } from "./refusal.ts";

/** Says what an organisation's policy demands of a member whose token it keeps out. */
export function refusalByOrganization(
  { address }: Exchange,
  { access, login }: { access: Exclude<Access, "open" | "hidden">; login: string },
): RestRefusal {
  if (access === "app_restricted") {
    const page = "https://docs.github.com/articles/restricting-access-to-your-organization-s-data/";
    return new RestRefusal({
      status: 403,
      message: `Although you appear to have the correct authorization credentials, the \`${login}\` organization has enabled OAuth App access restrictions, meaning that data access to third-parties is limited. For more information on these restrictions, including how to enable this app, visit ${page}`,
      decision: "app_restricted",
      documentationUrl: page,
    });
  }
  return new RestRefusal({
    status: 403,
    message:
      "Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.",
    decision: "single_sign_on_needed",
    documentationUrl:
      "https://docs.github.com/articles/authenticating-to-a-github-organization-with-saml-single-sign-on/",
    headers: { "X-GitHub-SSO": `required; url=${address.webOrigin}/orgs/${login}/sso` },
  });
}

/** Tells a list apart that is not whole, because of organisations whose single sign-on the token has not passed. */
export function partialResults(
  { core, viewer }: RestRequest,
  repositories: readonly SeedRepository[],
): Record<string, string> {
  const missing = new Set<number>();
  for (const repository of repositories) {
    const organization = core.world.organization(repository.owner);
    if (organization?.singleSignOn === undefined) continue;
    if (accessTo(core, viewer, repository) === "single_sign_on") missing.add(organization.id);
  }
  return missing.size === 0 ? {} : { "X-GitHub-SSO": `partial-results; organizations=${[...missing].join(",")}` };
}
