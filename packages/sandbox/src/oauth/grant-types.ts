/** RFC 8628, section 3.4. */
const deviceGrantType = "urn:ietf:params:oauth:grant-type:device_code";

/** Shortens the one `grant_type` that is an address; others stay as they were sent. */
export function grantName(grantType: string | undefined): string | undefined {
  return grantType === deviceGrantType ? "device_code" : grantType;
}

export const grantTypes: readonly string[] = ["authorization_code", "refresh_token", deviceGrantType];
