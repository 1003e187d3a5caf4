import { requestProfile } from "@dev-github-tool/github";
import { withApi } from "../../api.ts";
import type { CommandContext } from "../../command-context.ts";
import { parseFields, pickFields } from "../../fields.ts";
import type { ListFlags } from "../../options.ts";
import { profileFields, showProfile } from "./view.ts";

export interface ProfileOptions {
  readonly fields: readonly string[] | undefined;
}

/** @throws UsageError `unknown_field`. */
export function parseProfile({ json }: ListFlags): ProfileOptions {
  return { fields: parseFields(json, profileFields) };
}

/** Shows whose account it is. */
export async function runProfile({ fields }: ProfileOptions, context: CommandContext): Promise<void> {
  const { output, signal } = context;
  const profile = await withApi(context, (client) => requestProfile(client, { signal }));
  if (fields !== undefined) {
    output.json(pickFields(profile, fields, profileFields));
    return;
  }
  showProfile(profile, output);
}
