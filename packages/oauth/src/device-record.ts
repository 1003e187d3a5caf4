import type { DeviceAuthorization } from "./device-response.ts";
import type { Trace, TraceInput } from "./trace.ts";

/** Records that the person was shown the code, and that they decide where nobody but them sees what they do. */
export function recordUserCode(trace: Trace | undefined, { userCode, verificationUri }: DeviceAuthorization): void {
  const route = { step: "token exchange", channel: "front", kind: "note" } as const;
  trace?.record({
    ...route,
    name: "user_code_shown",
    from: "client",
    to: "browser",
    title: "show the person the code and where to type it",
    url: verificationUri,
    params: { user_code: userCode },
  });
  trace?.record({
    ...route,
    name: "user_code_awaited",
    from: "browser",
    to: "authorization server",
    title: "the person types the code and decides, unseen by this program",
  });
}

/**
 * A trace that is told of the first question and its answer, and from then on only of answers that are new: the same answer may
 * come two hundred times. A question is told of with its answer then, or with the next question when it got none.
 */
export function createChangeTrace(trace: Trace): Trace {
  let question: TraceInput | undefined;
  let last: string | undefined;
  const tellQuestion = (): void => {
    if (question !== undefined) {
      trace.record(question);
    }
    question = undefined;
  };
  return {
    record: (event) => {
      if (event.kind === "request") {
        tellQuestion();
        question = event;
        if (last === undefined) {
          tellQuestion();
        }
        return;
      }
      const answer = `${event.name} ${event.params?.error}`;
      if (answer !== last) {
        tellQuestion();
        trace.record(event);
      }
      question = undefined;
      last = answer;
    },
  };
}
