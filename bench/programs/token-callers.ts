// Callers of one library who want a token. Told what to do by one line of JSON on its input, it prints one line of JSON.
import { createInterface } from "node:readline";
import type { TokenManager, Verdict } from "@dev-github-tool/oauth";

interface Task {
  readonly library: string;
  readonly mode: "hot path" | "expiry" | "shared store" | "holder killed";
  readonly tokenUrl: string;
  readonly webUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** One for warming up, one to measure. */
  readonly tokens: readonly [Tokens, Tokens];
  readonly callers: number;
  /** How long the server answers a spent refresh token with its successor. */
  readonly graceMs: number;
  /** For our own library: the vault that processes share. */
  readonly vault?: { readonly path: string; readonly key: string };
}

interface Tokens {
  readonly access: string;
  readonly refresh: string;
  readonly isExpired: boolean;
}

type GetToken = () => Promise<unknown>;

const HOUR_MS = 3_600_000;
const expiresAt = ({ isExpired }: Tokens): number => Date.now() + (isExpired ? -1_000 : HOUR_MS);

async function createManager(
  { tokenUrl, webUrl, clientId, clientSecret, graceMs, vault }: Task,
  tokens: Tokens,
): Promise<{ manager: TokenManager; readToken: (verdict: Verdict) => string }> {
  const { createTokenManager, hasToken, refreshWith, rfcTraits, Secret } = await import("@dev-github-tool/oauth");
  const { createMemoryStore, openSqliteStore } = await import("@dev-github-tool/vault");
  const provider = {
    name: "bench",
    issuer: webUrl,
    authorizationEndpoint: `${webUrl}/login/oauth/authorize`,
    tokenEndpoint: tokenUrl,
    traits: rfcTraits,
  };
  const key = { issuer: webUrl, clientId, account: "octo-lena" };
  const store =
    vault === undefined ? createMemoryStore() : await openSqliteStore({ path: vault.path, key: new Secret(vault.key) });
  if ((await store.read(key)) === undefined) {
    const stored = {
      accessToken: new Secret(tokens.access),
      tokenType: "bearer",
      scope: undefined,
      expiresAt: expiresAt(tokens),
      refreshToken: new Secret(tokens.refresh),
      refreshTokenExpiresAt: undefined,
    } as const;
    await store.put(key, { tokens: stored, attributes: {} });
  }
  const refresh = refreshWith(provider, { clientId, clientSecret: new Secret(clientSecret) });
  const manager = createTokenManager({ store, key, refresh, graceMs });
  const readToken = (verdict: Verdict): string => {
    if (!hasToken(verdict)) {
      throw new Error(verdict.kind);
    }
    return verdict.accessToken.reveal();
  };
  return { manager, readToken };
}

/** Each library as its own documentation says, with nothing added. */
const libraries: Readonly<Record<string, (task: Task, tokens: Tokens) => Promise<GetToken>>> = {
  "an async function": async ({ tokenUrl, clientId, clientSecret }, tokens) => {
    const client = { client_id: clientId, client_secret: clientSecret };
    const send = async (): Promise<string> => {
      const body = new URLSearchParams({ ...client, grant_type: "refresh_token", refresh_token: tokens.refresh });
      const answer = await fetch(tokenUrl, { method: "POST", body, headers: { accept: "application/json" } });
      return ((await answer.json()) as { access_token: string }).access_token;
    };
    if (!tokens.isExpired) {
      return async () => tokens.access;
    }
    let sent: Promise<string> | undefined;
    return async () => {
      sent ??= send();
      return sent;
    };
  },
  "this library": async (task, tokens) => {
    const { manager, readToken } = await createManager(task, tokens);
    return async () => readToken(await manager.getAccessToken());
  },
  "this library, verdict as it is": async (task, tokens) => {
    const { manager } = await createManager(task, tokens);
    return () => manager.getAccessToken();
  },
  "openid-client": async ({ tokenUrl, webUrl, clientId, clientSecret }, tokens) => {
    const client = await import("openid-client");
    const configuration = new client.Configuration(
      { issuer: webUrl, token_endpoint: tokenUrl },
      clientId,
      clientSecret,
    );
    client.allowInsecureRequests(configuration);
    let current = { access: tokens.access, refresh: tokens.refresh, expiresAt: expiresAt(tokens) };
    return async () => {
      if (Date.now() >= current.expiresAt) {
        const granted = await client.refreshTokenGrant(configuration, current.refresh);
        current = {
          access: granted.access_token,
          refresh: granted.refresh_token ?? current.refresh,
          expiresAt: Date.now() + (granted.expires_in ?? 0) * 1000,
        };
      }
      return current.access;
    };
  },
  "simple-oauth2": async ({ tokenUrl, webUrl, clientId, clientSecret }, tokens) => {
    const { AuthorizationCode } = await import("simple-oauth2");
    const client = new AuthorizationCode({
      client: { id: clientId, secret: clientSecret },
      auth: { tokenHost: webUrl, tokenPath: new URL(tokenUrl).pathname },
    });
    const { access, refresh } = tokens;
    const ends = new Date(expiresAt(tokens));
    let current = client.createToken({ access_token: access, refresh_token: refresh, expires_at: ends });
    return async () => {
      if (current.expired()) {
        current = await current.refresh();
      }
      return String(current.token.access_token);
    };
  },
  "google-auth-library": async ({ tokenUrl, clientId, clientSecret }, tokens) => {
    const { OAuth2Client } = await import("google-auth-library");
    const client = new OAuth2Client({ clientId, clientSecret, endpoints: { oauth2TokenUrl: tokenUrl } });
    const { access, refresh } = tokens;
    client.setCredentials({ access_token: access, refresh_token: refresh, expiry_date: expiresAt(tokens) });
    return async () => String((await client.getAccessToken()).token);
  },
  "@badgateway/oauth2-client": async ({ tokenUrl, webUrl, clientId, clientSecret }, tokens) => {
    const { OAuth2Client, OAuth2Fetch } = await import("@badgateway/oauth2-client");
    const authenticationMethod = "client_secret_post";
    const client = new OAuth2Client({
      server: webUrl,
      tokenEndpoint: tokenUrl,
      clientId,
      clientSecret,
      authenticationMethod,
    });
    const { access, refresh } = tokens;
    const stored = { accessToken: access, refreshToken: refresh, expiresAt: expiresAt(tokens) };
    const options = { client, getNewToken: () => null, getStoredToken: () => stored, scheduleRefresh: false };
    // Created at the first question: it begins to refresh on its own as soon as it is there.
    let wrapper: InstanceType<typeof OAuth2Fetch> | undefined;
    return async () => {
      wrapper ??= new OAuth2Fetch(options);
      return wrapper.getAccessToken();
    };
  },
  "@azure/msal-node": async ({ tokenUrl, webUrl, clientId, clientSecret }, tokens) => {
    const { ConfidentialClientApplication, ProtocolMode } = await import("@azure/msal-node");
    // It sends to https only, so the way to a server on loopback is put under it.
    const authority = webUrl.replace("http:", "https:");
    const endpoint = tokenUrl.replace("http:", "https:");
    type Answer<Body> = { headers: Record<string, string>; body: Body; status: number };
    const send = async <Body>(
      url: string,
      options?: { headers?: Record<string, string>; body?: string },
    ): Promise<Answer<Body>> => {
      const { headers = {}, body } = options ?? {};
      const request = { method: "POST", headers: { ...headers, accept: "application/json" }, ...(body && { body }) };
      const answer = await fetch(url.replace("https:", "http:"), request);
      return { headers: {}, body: (await answer.json()) as Body, status: answer.status };
    };
    const application = new ConfidentialClientApplication({
      auth: {
        clientId,
        clientSecret,
        authority,
        knownAuthorities: [new URL(authority).host],
        authorityMetadata: JSON.stringify({
          issuer: authority,
          token_endpoint: endpoint,
          authorization_endpoint: `${authority}/authorize`,
          jwks_uri: `${authority}/jwks`,
          end_session_endpoint: `${authority}/end`,
        }),
      },
      system: {
        protocolMode: ProtocolMode.OIDC,
        networkClient: { sendGetRequestAsync: send, sendPostRequestAsync: send },
      },
    });
    let current = { access: tokens.access, expiresAt: expiresAt(tokens) };
    return async () => {
      if (Date.now() >= current.expiresAt) {
        const request = { refreshToken: tokens.refresh, scopes: [], forceCache: true };
        const granted = await application.acquireTokenByRefreshToken(request);
        if (granted === null) {
          throw new Error("no token");
        }
        current = { access: granted.accessToken, expiresAt: granted.expiresOn?.getTime() ?? 0 };
      }
      return current.access;
    };
  },
  "@octokit/auth-oauth-user": async ({ webUrl, clientId, clientSecret }, tokens) => {
    const [{ createOAuthUserAuth }, { request }] = await Promise.all([
      import("@octokit/auth-oauth-user"),
      import("@octokit/request"),
    ]);
    const auth = createOAuthUserAuth({
      clientType: "github-app",
      clientId,
      clientSecret,
      token: tokens.access,
      refreshToken: tokens.refresh,
      expiresAt: new Date(expiresAt(tokens)).toISOString(),
      refreshTokenExpiresAt: new Date(Date.now() + 1_000 * HOUR_MS).toISOString(),
      request: request.defaults({ baseUrl: `${webUrl}/api/v3` }),
    });
    return async () => (await auth()).token;
  },
};

const HOT_CALLS = 300_000;

async function measureHotPath(getToken: GetToken): Promise<object> {
  const run = async (calls: number): Promise<number> => {
    const startedAt = performance.now();
    for (let call = 0; call < calls; call += 1) {
      await getToken();
    }
    return ((performance.now() - startedAt) * 1e6) / calls;
  };
  await run(HOT_CALLS / 10);
  return { figure: await run(HOT_CALLS) };
}

async function measureExpiry(getToken: GetToken, callers: number): Promise<object> {
  const before = process.memoryUsage().rss;
  const startedAt = performance.now();
  const answers = await Promise.allSettled(Array.from({ length: callers }, () => getToken()));
  const figure = performance.now() - startedAt;
  const megabytes = (process.memoryUsage().rss - before) / 1e6;
  return { figure, megabytes, failed: answers.filter(({ status }) => status === "rejected").length };
}

// What a library leaves unhandled while it fails is its own affair; the callers are counted.
process.on("unhandledRejection", () => {});
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { value: line } = await lines.next();
const task = JSON.parse(line) as Task;
const create = libraries[task.library];
if (create === undefined) {
  throw new Error(`there is no library ${task.library}`);
}
const [first, second] = task.tokens;
if (task.mode === "expiry") {
  // Connections and compiled code as in a program that has run for a while.
  await (await create(task, first))();
}
const getToken = await create(task, second);
if (task.mode === "shared store" || task.mode === "holder killed") {
  process.stdout.write("ready\n");
  await lines.next();
}
const figures = task.mode === "hot path" ? await measureHotPath(getToken) : await measureExpiry(getToken, task.callers);
process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit());
