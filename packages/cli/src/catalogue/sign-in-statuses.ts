import { type Family, loginAgain } from "./entry.ts";
import { gitHubDocs } from "./sources.ts";

/** What GitHub's sign-in pages answer before any redirect: the tool hears nothing of it. */
export const authorizationPage: Family<"302" | "404" | "Be careful!"> = {
  title: "GitHub's authorization page",
  intro: "What the browser shows where GitHub does not redirect. The tool hears nothing of it and waits.",
  steps: ["authorization URL"],
  source: gitHubDocs.authorizationErrors,
  entries: {
    "302": {
      meaning: "the browser is sent back at once, without a question",
      reason: "everything that is asked for was granted before.",
      fix: "nothing: it is the sign-in at work",
      next: ["dgt status"],
    },
    "404": {
      meaning: "a page that says there is nothing here, in place of the consent page",
      reason: "the client id is missing, or no app has it.",
      fix: "copy the client id from the app's page again",
      next: ["compare GITHUB_CLIENT_ID with the app's page at {baseUrl}/settings/developers"],
      steps: ["app registration", "authorization URL"],
    },
    "Be careful!": {
      meaning: "a page that says the redirect_uri is not associated with this application",
      reason: "the redirect URI is not among the registered callback addresses.",
      causes: [
        "a slash too many at the end, where the app matches exactly",
        "http in place of https, another host, or a path beside the registered one",
        "localhost in place of 127.0.0.1",
      ],
      fix: "register the address that is used",
      next: ["register http://127.0.0.1/callback as the app's callback URL (its port may differ, nothing else)"],
      github: "an HTML page and no redirect; other servers send redirect_uri_mismatch or invalid_request",
    },
  },
};

/** The statuses of GitHub's token endpoint. */
export const tokenEndpoint: Family<"200" | "404" | "415"> = {
  title: "GitHub's token endpoint",
  intro: "The status says little here: errors come with 200.",
  steps: ["token exchange"],
  source: gitHubDocs.tokenErrors,
  entries: {
    "200": {
      meaning: "a token, or an error: look for `error` before anything else",
      reason: "GitHub sends the errors of this endpoint with HTTP 200.",
      fix: "read the member error, and look that up",
      next: ["dgt explain bad_verification_code", "dgt explain incorrect_client_credentials"],
      github:
        "form encoding unless Accept asks for JSON, scopes with commas between them, no expires_in where nothing expires",
    },
    "404": {
      meaning: "no app has this client id",
      reason: "the client id is unknown, or missing.",
      fix: "copy the id from the app's page again",
      next: ["compare GITHUB_CLIENT_ID with the app's page at {baseUrl}/settings/developers"],
      github: '{"error":"Not Found"}, where the textbook has invalid_client with 401',
      steps: ["app registration", "token exchange"],
    },
    "415": {
      meaning: "the body is of a kind that the server does not read",
      reason: "Content-Type is none that OAuth servers know.",
      fix: "send application/x-www-form-urlencoded",
      next: loginAgain,
    },
  },
};
