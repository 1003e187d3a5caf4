import { UsageError } from "./options.ts";

interface Asked {
  readonly operation: string;
  readonly input: unknown;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What a running sandbox answered. */
export interface Told {
  readonly isDone: boolean;
  /** JSON in several lines, or what was refused and why. */
  readonly text: string;
}

/** Has a running sandbox carry out an operation. Its token comes from the environment: other users can read a command line. */
export async function tellSandbox({ operation, input, environment }: Asked): Promise<Told> {
  const { DGT_SANDBOX_URL: url, DGT_SANDBOX_TOKEN: token } = environment;
  if (url === undefined || token === undefined) {
    throw new UsageError("DGT_SANDBOX_URL and DGT_SANDBOX_TOKEN must be set, as a running sandbox prints them");
  }
  if (!URL.canParse(url) || !/^[0-9a-f]+$/.test(token)) {
    throw new UsageError("DGT_SANDBOX_URL or DGT_SANDBOX_TOKEN is not what a running sandbox prints");
  }
  let answer: Response;
  try {
    answer = await fetch(new URL(`/_sandbox/${operation.replace(/^\/+/, "")}`, url), {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify(input),
      redirect: "error",
    });
  } catch {
    return { isDone: false, text: "no sandbox answers at DGT_SANDBOX_URL" };
  }
  const body: unknown = await answer.json().catch(() => ({ error: `it answered ${answer.status} and no JSON` }));
  const error = typeof body === "object" && body !== null && "error" in body ? String(body.error) : "it was refused";
  return answer.ok ? { isDone: true, text: JSON.stringify(body, null, 2) } : { isDone: false, text: error };
}
