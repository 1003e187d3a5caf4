import { listEmails, listMyOrganizations, showAuthenticatedUser, showOrganization, showUser } from "../accounts.ts";
import { listReceivedEvents } from "../events.ts";
import { listInstallations, listRepositoriesOfInstallation } from "../installations.ts";
import { listNotifications } from "../notifications.ts";
import type { OperationSketch } from "../operation.ts";

/** What is about people and organisations. */
export const accountOperations: readonly OperationSketch[] = [
  {
    id: "users/get-authenticated",
    paths: ["/user"],
    page: "users/users#get-the-authenticated-user",
    wideningScopes: ["read:user", "user"],
    authentication: "token",
    handle: showAuthenticatedUser,
  },
  {
    id: "users/list-emails-for-authenticated-user",
    paths: ["/user/emails"],
    page: "users/emails#list-email-addresses-for-the-authenticated-user",
    acceptedScopes: ["user", "user:email"],
    acceptedPermissions: "email_addresses=read",
    authentication: "token",
    handle: listEmails,
  },
  {
    id: "orgs/list-for-authenticated-user",
    paths: ["/user/orgs"],
    page: "orgs/orgs#list-organizations-for-the-authenticated-user",
    acceptedScopes: ["admin:org", "read:org", "repo", "user", "write:org"],
    authentication: "token",
    handle: listMyOrganizations,
  },
  {
    id: "apps/list-installations-for-authenticated-user",
    paths: ["/user/installations"],
    page: "apps/installations#list-app-installations-accessible-to-the-user-access-token",
    authentication: "token",
    handle: listInstallations,
  },
  {
    id: "apps/list-installation-repos-for-authenticated-user",
    paths: ["/user/installations/:installation{[0-9]{1,12}}/repositories"],
    page: "apps/installations#list-repositories-accessible-to-the-user-access-token",
    acceptedPermissions: "metadata=read",
    authentication: "token",
    handle: listRepositoriesOfInstallation,
  },
  {
    id: "users/get-by-username",
    paths: ["/users/:username"],
    page: "users/users#get-a-user",
    handle: showUser,
  },
  {
    id: "users/get-by-id",
    paths: ["/user/:id{[0-9]{1,12}}"],
    page: "users/users#get-a-user-using-their-id",
    handle: showUser,
  },
  {
    id: "orgs/get",
    paths: ["/orgs/:org"],
    page: "orgs/orgs#get-an-organization",
    acceptedScopes: ["admin:org", "read:org", "repo", "user", "write:org"],
    handle: showOrganization,
  },
  {
    id: "activity/list-notifications-for-authenticated-user",
    paths: ["/notifications"],
    page: "activity/notifications#list-notifications-for-the-authenticated-user",
    acceptedScopes: ["notifications", "repo"],
    authentication: "token",
    handle: listNotifications,
  },
  {
    id: "activity/list-received-events-for-user",
    paths: ["/users/:username/received_events"],
    page: "activity/events#list-events-received-by-the-authenticated-user",
    handle: listReceivedEvents,
  },
];
