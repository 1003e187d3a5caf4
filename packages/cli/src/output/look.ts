import type { Environment } from "../environment.ts";
import type { OutputStream } from "./contract.ts";

const DEFAULT_COLUMNS = 80;
const FEWEST_COLUMNS = 20;

/** What one stream can show, decided once for each stream: a pipe and a terminal often stand side by side. */
export interface Look {
  readonly isTerminal: boolean;
  readonly color: boolean;
  readonly hyperlinks: boolean;
  /** A cell may be put into its column by moving the cursor. */
  readonly places: boolean;
  /** A line may be taken back. */
  readonly live: boolean;
  /** Asked for at every drawing, since a window is resized while the tool waits. */
  columns(): number;
}

export function decideLook(options: { stream: OutputStream; env: Environment; color: boolean | undefined }): Look {
  const { stream, env } = options;
  const isTerminal = stream.isTTY === true;
  const live = isTerminal && env.TERM !== "dumb" && !isAccessible(env);
  const color = options.color !== false && wantsColor(env, isTerminal);
  return {
    isTerminal,
    color,
    // Who wants no colour gets data without a single escape sequence: it is often copied, recorded or compared.
    hyperlinks: live && color && knowsHyperlinks(env),
    places: live && color,
    live,
    columns: () => Math.max(FEWEST_COLUMNS, stream.columns || DEFAULT_COLUMNS),
  };
}

export function isAccessible(env: Environment): boolean {
  return isOn(env.DGT_ACCESSIBLE);
}

/** @see https://no-color.org and https://force-color.org: a refusal weighs more than a wish. */
function wantsColor(env: Environment, isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return isOn(env.FORCE_COLOR);
  if (isOn(env.CLICOLOR_FORCE)) return true;
  return isTerminal && env.TERM !== "dumb";
}

/**
 * Terminals known to follow OSC 8. Asking the terminal itself would put its answer into the person's input, and inside tmux
 * or screen nobody knows what stands behind. VTE 0.50.0 crashed on links.
 */
function knowsHyperlinks(env: Environment): boolean {
  const term = env.TERM ?? "";
  if (/^(?:tmux|screen)/.test(term)) return false;
  return (
    /^(?:iTerm\.app|WezTerm|vscode|ghostty|Hyper|zed|rio)$/.test(env.TERM_PROGRAM ?? "") ||
    /^(?:xterm-kitty|xterm-ghostty|alacritty|foot)/.test(term) ||
    env.WT_SESSION !== undefined ||
    Number(env.VTE_VERSION ?? 0) > 5000
  );
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "0" && value !== "false";
}
