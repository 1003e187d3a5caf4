import { subscribe } from "node:diagnostics_channel";
import { afterEach } from "vitest";
import { type Answered, judgeByDescription } from "./openapi.ts";

/**
 * Judges every answer of the REST API of every sandbox in this process by GitHub's description, whoever asked for it and over
 * whatever: a test fails when one of the answers during it contradicts the description.
 */

const contradictions: string[] = [];
let judgedCount = 0;
let lastBody = "";

subscribe("@dev-github-tool/sandbox:rest-answer", (message) => {
  judgedCount += 1;
  lastBody = (message as Answered).body;
  try {
    judgeByDescription(message as Answered);
  } catch (error) {
    contradictions.push(String(error));
  }
});

afterEach(() => {
  const [first, ...others] = contradictions.splice(0);
  if (first !== undefined) throw new Error(`${first}${others.length === 0 ? "" : ` (and ${others.length} more)`}`);
});

/** How many answers were judged in this process. */
export function countJudged(): number {
  return judgedCount;
}

/** The body of the answer that was judged last. */
export function lastAnswer(): string {
  return lastBody;
}

/** Takes what has been found out of the way of the test that planted it. */
export function takeContradictions(): readonly string[] {
  return contradictions.splice(0);
}
