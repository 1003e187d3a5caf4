import { once } from "node:events";
import { createServer } from "node:http";

/** A small web program that signs people in with GitHub, as the example's program under test. */
export async function startProgram(github: string, app: { clientId: string; clientSecret: string }) {
  const server = createServer(async (request, response) => {
    const query = new URL(request.url ?? "", "http://program").searchParams;
    if (request.url === "/") {
      const parameters = new URLSearchParams({
        client_id: app.clientId,
        redirect_uri: `${url}/callback`,
        scope: "read:user",
      });
      response.writeHead(302, { Location: `${github}/login/oauth/authorize?${parameters}` }).end();
      return;
    }
    const body = new URLSearchParams({
      client_id: app.clientId,
      client_secret: app.clientSecret,
      code: query.get("code") ?? "",
    });
    const headers = { Accept: "application/json" };
    const answer = await fetch(`${github}/login/oauth/access_token`, { method: "POST", body, headers });
    const { access_token } = (await answer.json()) as { access_token: string };
    const user = await fetch(`${github}/api/v3/user`, { headers: { Authorization: `Bearer ${access_token}` } });
    response.end(`Hello, ${((await user.json()) as { login: string }).login}`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  return { url, stop: () => server.close() };
}

/** Refreshes tokens, and asks once more when the connection breaks. */
export async function refreshAt(
  send: (url: string, init: RequestInit) => Promise<Response>,
  app: { readonly clientId: string; readonly clientSecret: string },
  refreshToken: string | undefined,
): Promise<unknown> {
  const body = new URLSearchParams({
    client_id: app.clientId,
    client_secret: app.clientSecret,
    grant_type: "refresh_token",
    refresh_token: refreshToken ?? "",
  });
  const ask = () => send("https://github.com/login/oauth/access_token", { method: "POST", body });
  const answer = await ask().catch(ask);
  return answer.json();
}
