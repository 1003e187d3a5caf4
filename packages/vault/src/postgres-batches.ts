import { isOfServer } from "./postgres-connection.ts";

/** Statements of one kind on their way at once: the next gathers more while these are. */
const LANES = 2;
const LARGEST_BATCH = 100;

interface Waiting<Question, Answer> {
  readonly question: Question;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/**
 * Puts questions that are asked at about the same time into one statement, since planning it, sending it and waiting for the
 * disk cost about as much for a hundred rows as for one. Each question is sent after it was asked.
 */
export function inBatches<Question, Answer>(
  send: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): (question: Question) => Promise<Answer> {
  const queue: Waiting<Question, Answer>[] = [];
  let busyLanes = 0;
  let isPlanned = false;

  /** What else is asked in this turn of the event loop comes along. */
  const plan = (): void => {
    if (!isPlanned && busyLanes < LANES && queue.length > 0) {
      isPlanned = true;
      setImmediate(() => {
        isPlanned = false;
        busyLanes += 1;
        void settle(queue.splice(0, LARGEST_BATCH)).then(() => {
          busyLanes -= 1;
          plan();
        });
        plan();
      });
    }
  };

  const settle = async (batch: readonly Waiting<Question, Answer>[]): Promise<void> => {
    try {
      const answers = await send(batch.map(({ question }) => question));
      batch.forEach(({ resolve }, at) => {
        resolve(answers[at] as Answer);
      });
    } catch (error) {
      if (batch.length > 1 && isOfServer(error)) {
        // A damaged page, or a conflict, of one row is not to be the others' failure.
        await Promise.all(batch.map((one) => settle([one])));
        return;
      }
      for (const { reject } of batch) {
        reject(error);
      }
    }
  };

  return (question) =>
    new Promise((resolve, reject) => {
      queue.push({ question, resolve, reject });
      plan();
    });
}
