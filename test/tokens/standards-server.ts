import { createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import {
  type Client,
  type Provider as OAuthProvider,
  type ProviderTraits,
  rfcTraits,
  Secret,
} from "@dev-github-tool/oauth";
import Provider from "oidc-provider";
import { onTestFinished } from "vitest";
import { plant } from "../canary/ledger.ts";

/** An authorization server that nobody here has written: rotation, reuse detection and revocation as the RFCs have them. */
export interface StandardsServer {
  readonly provider: OAuthProvider;
  readonly client: Client;
  /** An API that takes the access tokens. */
  readonly apiUrl: string;
  /** What the token endpoint did: `refresh_token granted`, `refresh_token refused`, and so on. */
  readonly journal: readonly string[];
  /** What the browser of the person does. */
  openUrl(url: string): Promise<void>;
  /** What the person does with the code of a device. */
  typeCode(verificationUri: string, userCode: string): Promise<void>;
}

const CLIENT_ID = "tool-of-the-test";
const ACCOUNT = "octo-lena";

/** Starts it on loopback, until the test ends. */
export async function startStandardsServer({
  clientAuthentication = "client_secret_basic",
  decision = "approve",
}: {
  readonly clientAuthentication?: ProviderTraits["clientAuthentication"];
  /** What the person does when asked for consent. */
  readonly decision?: "approve" | "cancel";
} = {}): Promise<StandardsServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clientSecret = plant("client secret");
  const authorizationServer = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: clientSecret,
        token_endpoint_auth_method: clientAuthentication,
        application_type: "native",
        redirect_uris: ["http://127.0.0.1/callback"],
        grant_types: ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
        response_types: ["code"],
      },
    ],
    features: { devInteractions: { enabled: false }, deviceFlow: { enabled: true }, revocation: { enabled: true } },
    interactions: { url: (_context, { uid }) => `/agree/${uid}` },
    issueRefreshToken: (_context, client) => client.grantTypeAllowed("refresh_token"),
    expiresWithSession: () => false,
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    rotateRefreshToken: true,
    ttl: { AccessToken: 3600, RefreshToken: 86_400, Grant: 86_400, Interaction: 600, Session: 86_400 },
  });
  const journal: string[] = [];
  const note = (outcome: string) => (context: { oidc: { params?: Record<string, unknown> | undefined } }) =>
    journal.push(`${context.oidc.params?.grant_type} ${outcome}`);
  authorizationServer.on("grant.success", note("granted"));
  authorizationServer.on("grant.error", note("refused"));
  const answer = authorizationServer.callback();
  server.on("request", (request: IncomingMessage, response: ServerResponse) =>
    request.url?.startsWith("/agree/")
      ? decide(authorizationServer, { request, response, decision })
      : answer(request, response),
  );
  return {
    provider: {
      name: "a server of others",
      issuer,
      authorizationEndpoint: `${issuer}/auth`,
      tokenEndpoint: `${issuer}/token`,
      deviceAuthorizationEndpoint: `${issuer}/device/auth`,
      revocationEndpoint: `${issuer}/token/revocation`,
      traits: { ...rfcTraits, issuerParameter: "required", clientAuthentication },
    },
    client: { clientId: CLIENT_ID, clientSecret: new Secret(clientSecret) },
    apiUrl: `${issuer}/me`,
    journal,
    openUrl: async (url) => void (await createBrowser().visit(url)),
    typeCode: async (verificationUri, userCode) => {
      const browser = createBrowser();
      const entered = await browser.submit(await browser.visit(verificationUri), { user_code: userCode });
      await browser.submit(entered, {});
    },
  };
}

interface Question {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly decision: "approve" | "cancel";
}

/** Signs in and decides, in place of pages. */
async function decide(server: Provider, { request, response, decision }: Question): Promise<void> {
  const { prompt, params } = await server.interactionDetails(request, response);
  if (prompt.name === "login") {
    await server.interactionFinished(request, response, { login: { accountId: ACCOUNT } });
    return;
  }
  if (decision === "cancel") {
    await server.interactionFinished(request, response, { error: "access_denied" });
    return;
  }
  const grant = new server.Grant({ accountId: ACCOUNT, clientId: String(params.client_id) });
  grant.addOIDCScope(String(params.scope));
  await server.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
}

/** A page and where it was found. */
interface Visited {
  readonly url: string;
  readonly html: string;
}

/** Follows redirects with the cookies that come on the way. Not by `fetch`, which tells that it is no browser. */
function createBrowser() {
  const cookies = new Map<string, string>();

  async function go(address: string, form?: URLSearchParams): Promise<Visited> {
    const headers = {
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      ...(form && { "content-type": "application/x-www-form-urlencoded" }),
    };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const method = form === undefined ? "GET" : "POST";
      send(address, { method, headers, agent: false }, resolve).once("error", reject).end(form?.toString());
    });
    for (const line of answer.headers["set-cookie"] ?? []) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const html = await text(answer);
    const { location } = answer.headers;
    return location === undefined ? { url: address, html } : go(new URL(location, address).href);
  }

  return {
    visit: (url: string): Promise<Visited> => go(url),
    /** Sends the form of a page with what it holds already, and these values. */
    submit: ({ url, html }: Visited, values: Readonly<Record<string, string>>): Promise<Visited> => {
      const [, action = ""] = /action="([^"]+)"/.exec(html) ?? [];
      const hidden = [...html.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [
        name,
        value,
      ]);
      return go(new URL(action, url).href, new URLSearchParams({ ...Object.fromEntries(hidden), ...values }));
    },
  };
}
