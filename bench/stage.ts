/** What a server tells its parent about itself: where everything is, and who may use it. */
export interface Stage {
  readonly origin: string;
  /** The path that answers who a token's person is. */
  readonly userPath: string;
  /** The path that lists five of the repositories a person has; undefined where there are none. */
  readonly repositoriesPath: string | undefined;
  readonly authorizePath: string;
  readonly tokenPath: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly login: string;
  readonly password: string;
  /** Live tokens, to be used in turn. */
  readonly tokens: readonly string[];
}
