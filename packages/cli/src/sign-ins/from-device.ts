import type { TokenRecord } from "@dev-github-tool/oauth";

/** What the record of a sign-in with a device code says beside the rest. */
export const fromDevice = { grant: "device_code" } as const;

/**
 * Whether the tokens came of a device code: those GitHub renews without the app's secret, and no others.
 *
 * @see https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens
 */
export function isFromDevice(record: TokenRecord | undefined): boolean {
  return record?.attributes.grant === fromDevice.grant;
}
