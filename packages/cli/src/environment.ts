import { Secret } from "@dev-github-tool/oauth";

/** Environment variables without the secret ones, so that an environment can be handed on and shown. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the tool reads from the environment and keeps to itself. */
export interface EnvironmentSecrets {
  /** `GITHUB_CLIENT_SECRET`, unchecked. */
  readonly clientSecret: Secret | undefined;
  /** Access tokens to use instead of a stored sign-in, unchecked; the first one that fits the host wins. */
  readonly tokens: readonly EnvironmentToken[];
  /** `DGT_VAULT_KEY`, unchecked. */
  readonly vaultKey: Secret | undefined;
}

/** An access token from the environment. */
export interface EnvironmentToken {
  readonly variable: "DGT_TOKEN" | "GH_TOKEN" | "GITHUB_TOKEN";
  readonly accessToken: Secret;
}

/** In the order in which they win. */
const TOKEN_VARIABLES = ["DGT_TOKEN", "GH_TOKEN", "GITHUB_TOKEN"] as const;

/** Names that secrets of any program go by: the browser and git are started without them. */
const SECRET_NAME = /TOKEN|SECRET|PASSW|CREDENTIAL|API_?KEY|PRIVATE_?KEY|VAULT_KEY$/i;

/** Whether a variable of this name may hold a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Parts an environment into what may be shown and handed on, and what the tool keeps to itself. */
export function splitEnvironment(variables: NodeJS.ProcessEnv): {
  readonly env: Environment;
  readonly secrets: EnvironmentSecrets;
} {
  return {
    env: Object.fromEntries(Object.entries(variables).filter(([name]) => !isSecretName(name))),
    secrets: {
      clientSecret: secretOf(variables.GITHUB_CLIENT_SECRET),
      tokens: TOKEN_VARIABLES.flatMap((variable) => {
        const accessToken = secretOf(variables[variable]);
        return accessToken === undefined ? [] : [{ variable, accessToken }];
      }),
      vaultKey: secretOf(variables.DGT_VAULT_KEY),
    },
  };
}

function secretOf(value: string | undefined): Secret | undefined {
  return value === undefined || value === "" ? undefined : new Secret(value);
}
