import type { TokenKey, TokenSet } from "@dev-github-tool/oauth";
import { openSqliteStore, readKeyringKey } from "@dev-github-tool/vault";

export async function keepTokens(path: string, tokens: TokenSet) {
  const key = await readKeyringKey({ service: "my-tool", account: "vault-key", create: true });
  const store = await openSqliteStore({ path, key });
  const octocat: TokenKey = {
    issuer: "https://github.com/login/oauth",
    clientId: "Iv1.8a61f9b3a7aba766",
    account: "octocat",
  };
  await store.put(octocat, { tokens, attributes: { login: "octocat", id: 583231 } });
  const record = await store.read(octocat);
  await store.close();
  return `generation ${record?.generation}: ${record?.tokens.accessToken}`;
}
