import { type Provider, rfcTraits } from "@dev-github-tool/oauth";

/** An authorization server that does not exist, for tests that send nothing to it. */
export const provider: Provider = {
  name: "Example",
  issuer: "https://as.example",
  authorizationEndpoint: "https://as.example/authorize",
  tokenEndpoint: "https://as.example/token",
  traits: rfcTraits,
};
