import type { Mutant } from "./mutant.ts";

const oauth = "packages/oauth/src";
const cli = "packages/cli/src";
const tool = "packages/cli/test/device-login.test.ts";

/** The device flow: what is asked, how often, and what the person is shown. */
export const deviceMutants: readonly Mutant[] = [
  {
    threat: "D-01",
    file: `${oauth}/device-response.ts`,
    defence: "asked < 1 ? DEFAULT_INTERVAL_SECONDS : asked",
    without: "asked",
  },
  {
    threat: "D-01",
    file: `${oauth}/device-response.ts`,
    defence: "if (intervalSeconds >= lifetimeSeconds) {",
    without: "if (lifetimeSeconds < 0) {",
  },
  {
    threat: "D-02",
    file: `${oauth}/device-pace.ts`,
    defence: "Math.max(interval + SLOW_DOWN_SECONDS, asked ?? 0)",
    without: "asked ?? interval",
  },
  {
    threat: "D-02",
    file: `${oauth}/device-pace.ts`,
    defence: "interval + SLOW_DOWN_SECONDS",
    without: "interval",
    title: "three in a row",
  },
  {
    threat: "D-03",
    file: `${oauth}/device-pace.ts`,
    defence: "interval * 2 ** failures",
    without: "interval",
    title: "twice as long",
  },
  {
    threat: "D-03",
    file: `${oauth}/device-pace.ts`,
    defence: "if (!isUnavailable && !(error instanceof NetworkError && PASSING.has(error.code))) {",
    without: "if (error !== undefined) {",
    title: "waits twice as long",
  },
  {
    threat: "D-03",
    file: `${oauth}/device-pace.ts`,
    defence: "&& PASSING.has(error.code)",
    without: "",
    title: "certificate is wrong",
  },
  {
    threat: "D-04",
    file: `${oauth}/device-pace.ts`,
    defence: 'refusal.providerCode !== "authorization_pending" && (unknown === 0 || unknown > MOST_UNKNOWN)',
    without: "unknown > MOST_UNKNOWN",
  },
  {
    threat: "D-04",
    file: `${oauth}/errors.ts`,
    defence: '  ["token_expired", "expired_token"],\n',
    without: "",
    title: "token_expired",
  },
  {
    threat: "D-05",
    file: `${oauth}/device.ts`,
    defence: "restMs <= 0 || runtime.now() >= expiresAt",
    without: "restMs <= 0",
    title: "slept past the end",
  },
  {
    threat: "D-05",
    file: `${oauth}/device.ts`,
    defence: "restMs <= 0 || runtime.now() >= expiresAt",
    without: "runtime.now() >= expiresAt",
    title: "set back",
  },
  {
    threat: "D-05",
    file: `${oauth}/device-response.ts`,
    defence: "Math.min(readSeconds(expires_in) ?? 0, LONGEST_LIFETIME_SECONDS)",
    without: "readSeconds(expires_in) ?? 0",
    title: "lives for years",
  },
  {
    threat: "D-06",
    file: `${oauth}/device-response.ts`,
    defence: "verificationUri: verification.href,",
    without: 'verificationUri: verification.href + "?user_code=" + granted.user_code,',
  },
  {
    threat: "D-07",
    file: `${cli}/approve-on-device.ts`,
    defence: "if (await askWhether(text.device.offerToOpen, { initial: true, asking: question })) {",
    without: "if (question !== undefined) {",
    test: "test/flows/device.browser.test.ts",
  },
  {
    threat: "D-08",
    file: `${oauth}/device-response.ts`,
    defence: "parseEndpoint(granted.verification_uri, step)",
    without: "new URL(granted.verification_uri)",
  },
  {
    threat: "D-08",
    file: `${oauth}/device-response.ts`,
    defence: "verification.origin === new URL(provider.authorizationEndpoint).origin",
    without: 'verification.protocol === "https:"',
  },
  {
    threat: "D-08",
    file: `${cli}/approve-on-device.ts`,
    defence: "  if (!isExpectedSite) {\n",
    without: "  if (isExpectedSite === undefined) {\n",
    test: tool,
  },
  {
    threat: "D-09",
    file: `${oauth}/device.ts`,
    defence: "device_code: deviceCode }",
    without: "device_code: deviceCode.reveal() }",
    title: "in its description",
  },
  {
    threat: "D-09",
    file: `${oauth}/device-response.ts`,
    defence: "expiresAt: askedAt + lifetimeSeconds * 1000,",
    without: "expiresAt: askedAt + lifetimeSeconds * 1000,\n      answer: granted,",
  },
  {
    threat: "D-10",
    file: `${oauth}/device-response.ts`,
    defence: "value.length > longest || !/^[\\x20-\\x7e]+$/.test(value)",
    without: 'value === ""',
  },
  {
    threat: "D-11",
    file: `${oauth}/device-pace.ts`,
    defence: "retryAfter) * margin * 1000",
    without: "retryAfter) * 1000",
    test: "test/tokens/device.test.ts",
  },
  {
    threat: "D-12",
    file: `${oauth}/device-response.ts`,
    defence: "isPage && status >= 400 ? flowUnsupported(",
    without: "isPage && status === 0 ? flowUnsupported(",
  },
  {
    threat: "D-12",
    file: `${cli}/approve-on-device.ts`,
    defence: "if (!isRequired && !isShown && isNotOffered(error)) {",
    without: "if (!isShown && isNotOffered(error)) {",
    test: tool,
  },
  {
    threat: "C-19",
    file: `${cli}/approve-on-device.ts`,
    defence: '  refuseUnverifiedTls(env, "token exchange");\n',
    without: "",
    test: tool,
  },
];
