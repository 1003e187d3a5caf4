import { join } from "node:path";
import type { Readable } from "node:stream";
import { type Runtime, systemRuntime } from "@dev-github-tool/oauth";
import { type Browser, createSystemBrowser } from "./browser.ts";
import { type Environment, type EnvironmentSecrets, isSecretName, splitEnvironment } from "./environment.ts";
import type { OutputStream } from "./output/index.ts";
import { type ConfigFile, createConfigFile } from "./sign-ins/config-file.ts";
import { configFolder } from "./sign-ins/folders.ts";
import { createSystemStores, type Stores } from "./sign-ins/stores.ts";

/** A stream that questions are answered on. */
export type InputStream = Readable & { readonly isTTY?: boolean | undefined };

/** Everything the tool takes from its surroundings. Commands touch nothing else, so a test can build surroundings. */
export interface Context {
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Environment;
  readonly secrets: EnvironmentSecrets;
  readonly cwd: string;
  readonly runtime: Runtime;
  /** Aborts when the person or the system wants the tool to end. */
  readonly signal: AbortSignal;
  readonly browser: Browser;
  readonly stores: Stores;
  readonly config: ConfigFile;
}

/** The surroundings of this process. Its variables that may hold secrets are taken out, so that no child inherits them. */
export function createProcessContext(signal: AbortSignal): Context {
  const { env, secrets } = splitEnvironment(process.env);
  for (const name of Object.keys(process.env).filter(isSecretName)) {
    delete process.env[name];
  }
  const config = createConfigFile(join(configFolder(env), "config.json"));
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env,
    secrets,
    cwd: process.cwd(),
    runtime: systemRuntime,
    signal,
    browser: createSystemBrowser(env),
    stores: createSystemStores({ env, secrets, config }),
    config,
  };
}
