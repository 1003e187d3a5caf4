import type { Mutant } from "./mutant.ts";

const oauth = "packages/oauth/src";
const tokens = "test/tokens";

/** What the server says, what the API is sent, and how a sign-in is given back. */
export const tokenAnswerMutants: readonly Mutant[] = [
  {
    threat: "T-01",
    file: `${oauth}/token-response.ts`,
    defence: "if (!isTokenText(value)) {",
    without: 'if (value === "") {',
  },
  {
    threat: "T-02",
    file: `${oauth}/token-response.ts`,
    defence: "? rest : { ...rest, refresh_token }",
    without: '? rest : { ...rest, refresh_token, token_type: "bearer" }',
  },
  { threat: "T-03", file: `${oauth}/endpoint-answer.ts`, defence: ": Number.NaN;", without: ": 3600;" },
  {
    threat: "T-03",
    file: `${oauth}/token-response.ts`,
    defence: "Math.min(seconds, LONGEST_LIFETIME_SECONDS)",
    without: "seconds",
  },
  {
    threat: "T-04",
    file: `${oauth}/runtime.ts`,
    defence: "Math.min(ms, LONGEST_TIMER_MS)",
    without: "ms",
    test: "packages/oauth/test/runtime.test.ts",
    title: "of more than a timer can hold",
  },
  {
    threat: "T-13",
    file: `${oauth}/endpoint-answer.ts`,
    defence: 'status === 200 && traits.tokenErrors === "body" && typeof',
    without: "status === 0 && typeof",
  },
  { threat: "T-15", file: `${oauth}/bounded-fetch.ts`, defence: "length > maxBytes", without: "length > 1e12" },
  {
    threat: "T-18",
    file: `${oauth}/backoff.ts`,
    defence: "Math.min(Math.max(FIRST_REST_MS, retryAfterSeconds * 1000), LONGEST_RETRY_AFTER_MS)",
    without: "Math.max(FIRST_REST_MS, retryAfterSeconds * 1000)",
    test: `${tokens}/failure.test.ts`,
  },
  {
    threat: "T-18",
    file: `${oauth}/backoff.ts`,
    defence: "Math.max(FIRST_REST_MS, retryAfterSeconds * 1000)",
    without: "retryAfterSeconds * 1000",
    test: `${tokens}/failure.test.ts`,
  },
  {
    threat: "T-18",
    file: `${oauth}/retry-after.ts`,
    defence: "? Date.parse(value) : NaN",
    without: "? NaN : NaN",
  },
  {
    threat: "T-18",
    file: `${oauth}/retry-after.ts`,
    defence: "/^[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT$/.test(value)",
    without: "value.length > 0",
  },
  {
    threat: "T-19",
    file: `${oauth}/send-with-token.ts`,
    defence: "  return runtime.fetch(input, withToken(init, verdict));",
    without: "  return response;",
    test: `${tokens}/requests.test.ts`,
  },
  {
    threat: "T-19",
    file: `${oauth}/send-with-token.ts`,
    defence: "!origins.includes(origin)",
    without: "origins.length === 0",
    test: `${tokens}/requests.test.ts`,
    title: "carry it to the allowed origins only",
  },
  {
    threat: "X-40",
    file: `${oauth}/send-with-token.ts`,
    defence: 'redirect: "manual"',
    without: 'redirect: "follow"',
    test: `${tokens}/requests.test.ts`,
  },
  {
    threat: "T-20",
    file: `${oauth}/send-with-token.ts`,
    defence: '!SAFE_METHODS.has((init.method ?? "GET").toUpperCase())',
    without: 'init.method === "NONE"',
    test: `${tokens}/requests.test.ts`,
  },
  {
    threat: "T-22",
    file: `${oauth}/revoker.ts`,
    defence: '          await store.release(answer.lease, "unspent");\n',
    without: "",
    test: `${tokens}/sign-out.test.ts`,
  },
  {
    threat: "T-22",
    file: `${oauth}/revoker.ts`,
    defence: 'record.state === "active" && !(await store.markRevoking(key, generation))',
    without: "generation < 0",
    test: `${tokens}/sign-out.test.ts`,
  },
  {
    threat: "T-22",
    file: `${oauth}/revocation.ts`,
    defence: "    if (refreshToken !== undefined) {",
    without: "    if (refreshToken === null) {",
    test: `${tokens}/revocation.test.ts`,
  },
  {
    threat: "T-22",
    file: `${oauth}/revocation.ts`,
    defence: 'error.error !== "unsupported_token_type"',
    without: "error.error",
    test: `${tokens}/revocation.test.ts`,
  },
];
