import { spawn } from "node:child_process";
import { isAbsolute } from "node:path";
import { type Secret, TokenStoreError } from "@dev-github-tool/oauth";
import { parseKey } from "./key-text.ts";
import { insecure } from "./private-file.ts";

/** How a key is asked for, such as `/usr/bin/pass` with `["show", "dgt/vault-key"]`. */
export interface KeyCommandOptions {
  /** An absolute path. No shell reads it. */
  readonly command: string;
  readonly args?: readonly string[] | undefined;
  /** Names of variables that the command needs beside those that every program of a session has. */
  readonly passEnvironment?: readonly string[] | undefined;
  /** What those variables are taken from; this process's own environment unless given. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** When it is ended; 60 000 unless given, long enough for a person to unlock what holds the key. */
  readonly timeoutMs?: number | undefined;
}

const TIMEOUT_MS = 60_000;
/** No text of a key is longer. */
const LONGEST = 4_096;
/** What password managers need to find their stores, their agents and the person. Nothing that holds a secret. */
const SESSION =
  /^(PATH|HOME|USER|LOGNAME|LANG|LC_\w+|TERM|TMPDIR|TEMP|TMP|XDG_\w+|DBUS_SESSION_BUS_ADDRESS|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|SSH_AUTH_SOCK|GNUPGHOME|GPG_TTY|PASSWORD_STORE_\w+|SystemRoot|USERPROFILE|APPDATA|LOCALAPPDATA)$/;

/**
 * Runs a program that prints a key: a password manager, or the client of a secrets manager. It gets no standard input, and
 * an environment without the secrets in ours. What it prints on standard error is not shown, since that may hold anything.
 *
 * @throws TokenStoreError `insecure` when the command is not an absolute path; `unavailable` when it cannot be started,
 * fails or takes too long; `key_missing` when what it prints is not a key and nothing else.
 */
export async function readKeyCommand(options: KeyCommandOptions): Promise<Secret> {
  if (!isAbsolute(options.command)) {
    throw insecure("the command for the key is not an absolute path, so another program could be found in its stead");
  }
  return parseKey(await run(options));
}

function run(options: KeyCommandOptions): Promise<string> {
  const { command, args = [], passEnvironment = [], env = process.env, timeoutMs = TIMEOUT_MS } = options;
  const passed = Object.entries(env).filter(([name]) => SESSION.test(name) || passEnvironment.includes(name));
  return new Promise((resolve, reject) => {
    const refuse = (message: string, cause?: unknown): void =>
      reject(new TokenStoreError(`the command for the key ${message}`, { code: "unavailable", cause }));
    const child = spawn(command, args, {
      env: Object.fromEntries(passed),
      stdio: ["ignore", "pipe", "ignore"],
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (): void => {
      clearTimeout(timer);
      child.kill("SIGKILL");
      // What the command has started may outlive it, with its end of the pipe.
      child.stdout.destroy();
      child.unref();
    };
    const timer = setTimeout(() => {
      refuse(`did not end within ${timeoutMs / 1000} s`);
      end();
    }, timeoutMs);
    child.stdout.on("data", (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length > LONGEST) {
        refuse("printed more than a key");
        end();
      }
    });
    child.once("error", (error: NodeJS.ErrnoException) => {
      refuse(`cannot be started: ${error.code}`, error);
      end();
    });
    child.once("close", (exitCode, signal) => {
      clearTimeout(timer);
      if (exitCode === 0) {
        resolve(Buffer.concat(chunks).toString());
      } else {
        refuse(exitCode === null ? `was ended by ${signal}` : `ended with exit code ${exitCode}`);
      }
    });
  });
}
