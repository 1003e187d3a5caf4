// A token endpoint that answers at once and follows RFC 9700: each refresh token works once. Its counts are the judge of a bench.
// A refresh token is "r:ACCOUNT:GENERATION", and an unknown account begins at generation 1.
import { createServer } from "node:http";

const latest = new Map<string, number>();
let refreshes = 0;
let refused = 0;

function grant(refreshToken: string): object | undefined {
  const [, account = "", generation = ""] = refreshToken.split(":");
  if (Number(generation) !== (latest.get(account) ?? 1)) {
    refused += 1;
    return undefined;
  }
  const next = Number(generation) + 1;
  latest.set(account, next);
  refreshes += 1;
  return {
    access_token: `a:${account}:${next}`,
    token_type: "bearer",
    expires_in: 3_600,
    refresh_token: `r:${account}:${next}`,
  };
}

const server = createServer((request, response) => {
  if (request.method === "GET") {
    const { user, system } = process.cpuUsage();
    response.end(JSON.stringify({ refreshes, refused, accounts: latest.size, cpuMs: (user + system) / 1_000 }));
    return;
  }
  let body = "";
  request.setEncoding("utf8").on("data", (text: string) => {
    body += text;
  });
  request.on("end", () => {
    const granted = grant(new URLSearchParams(body).get("refresh_token") ?? "");
    response.statusCode = granted === undefined ? 400 : 200;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(granted ?? { error: "invalid_grant" }));
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(JSON.stringify({ port: typeof address === "object" ? address?.port : undefined }));
});
