import { channel } from "node:diagnostics_channel";

/** One answer of the REST API, as it was decided, before any fault strikes it. */
export interface Answered {
  readonly requestId: string;
  readonly operation: string;
  readonly method: string;
  /** Without query and without the prefix of Enterprise Server. */
  readonly path: string;
  readonly status: number;
  readonly version: string;
  readonly body: string;
}

/** Where every answer is told to whoever listens, in process: how a test judges all of them by GitHub's description. */
const answeredChannel = channel("@dev-github-tool/sandbox:rest-answer");

export function tellAnswer(answered: Answered): void {
  if (answeredChannel.hasSubscribers) answeredChannel.publish(answered);
}
