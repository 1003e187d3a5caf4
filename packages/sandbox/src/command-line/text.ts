import { faultNames } from "../faults/judge-fault.ts";
import type { RunningSandbox, StartOptions } from "../start-sandbox.ts";
import type { EnvironmentGroup } from "./environment.ts";

const faultsInLines = faultNames
  .join(", ")
  .replaceAll(/(.{1,70})(?:, |$)/g, "$1\n                         ")
  .trimEnd();

export const help = `A GitHub of your own on this machine, for trying and testing. NOT FOR PRODUCTION.

  dgt-sandbox [options]            starts, prints how to reach it, and runs until Ctrl-C
  dgt-sandbox do <operation> [json]
                                   tells a running sandbox something, such as
                                   do clock/advance '{"ms":3600000}'

  --port <number>        the port; a free one unless given
  --host <host>          an address of this machine; 127.0.0.1 unless given
  --exposed              allows a host that other machines can reach
  --unix <path>          listens on a unix socket instead
  --tls                  speaks TLS, with a certificate made now
  --seed <file>          the world to start with, as JSON; - for the standard input
  --fault <fault>        what goes wrong: a name, name@operation, or JSON; may be repeated
                         ${faultsInLines}
  --clock <instant>      what time it is at the start, such as 2026-11-01T12:00:00Z
  --strict               behaves as OAuth's RFCs have it and not as GitHub does
  --switch <name=value>  a single point in which to differ; docs/sandbox.md lists them
  --randomness <text>    makes tokens and all else random the same in every run
  --json                 prints what it prints at the start as one line of JSON
  -h, --help             prints this
  -V, --version          prints the version

docs/sandbox.md has it all: faults, operations, seeds.`;

/** Says why a sandbox could not listen, with the system's code in brackets. */
export function whyNotStarted(
  { code }: NodeJS.ErrnoException,
  { unix, port = 0, host = "127.0.0.1" }: StartOptions,
): string {
  const place = unix === undefined ? `port ${port} of ${host}` : `the socket ${unix}`;
  const words: Readonly<Record<string, string>> = {
    EACCES: `${place} may not be opened`,
    EADDRINUSE: `${place} is taken`,
    EADDRNOTAVAIL: `${host} is no address of this machine`,
    ENOTFOUND: `${host} is no address of this machine`,
    ENOENT: `${place} cannot be made in that folder`,
  };
  return `${words[code ?? ""] ?? `${place} cannot be had`} (${code ?? "no reason given"})`;
}

/** What is printed at the start, for a person and for a shell. */
export function greeting(
  { seed }: RunningSandbox,
  { place, groups }: { place: string; groups: readonly EnvironmentGroup[] },
): string {
  const people = seed.people.slice(0, 3).map(({ login, password }) => `${login} / ${password}`);
  const lines = [
    `The sandbox is at ${place}. It is NOT FOR PRODUCTION: whoever reaches it can sign in.`,
    `People and their passwords: ${people.join(", ")}`,
    `Its journal, live: ${place}/_sandbox/flows`,
    "",
    ...groups.flatMap(({ whom, variables }) => [
      `# for ${whom}`,
      ...Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`),
    ]),
    "",
    "Ctrl-C stops it.",
  ];
  return lines.join("\n");
}

/** The same in one line, for programs that start it. */
export function greetingAsJson(github: RunningSandbox, groups: readonly EnvironmentGroup[]): string {
  const { url, port, controlToken, authority } = github;
  const environment = Object.assign({}, ...groups.map(({ variables }) => variables));
  return JSON.stringify({ url, port, controlToken, ...(authority && { authority }), environment });
}

/** For any POSIX shell. */
function quoted(value: string): string {
  return /^[\w./:@%+=-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
