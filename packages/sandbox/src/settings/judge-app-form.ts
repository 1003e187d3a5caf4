import { objectionToCallback, objectionToWebAddress } from "../apps/judge-address.ts";
import type { RegisteredApp } from "../apps/registered-app.ts";
import { mostCallbacks } from "../apps/registry.ts";
import type { FieldErrors } from "../pages/fields.ts";
import type { Parameters } from "../parameters.ts";
import type { SeedCallback } from "../seed.ts";

/** What a person typed about an app, as it was typed. */
export interface AppForm {
  readonly name: string;
  readonly description: string;
  readonly homepageUrl: string;
  /** As many as the form has rows; those left empty are none. */
  readonly callbacks: readonly SeedCallback[];
  readonly expiringTokens: boolean;
  readonly deviceFlow: boolean;
}

const longestName = 100;
const longestDescription = 500;

/** Controls, and marks that turn the direction of text around, so that a name could read as another. */
const deceivingText = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u;

export function callbackField(index: number): string {
  return `callback-${index + 1}`;
}

export function wildcardField(index: number): string {
  return `wildcard-${index + 1}`;
}

/** A new app, as GitHub would have it: tokens that expire, exact callbacks, no device flow. */
export const emptyAppForm: AppForm = {
  name: "",
  description: "",
  homepageUrl: "",
  callbacks: [{ url: "", wildcard: false }],
  expiringTokens: true,
  deviceFlow: false,
};

export function appFormOf({
  name,
  description,
  homepageUrl,
  callbacks,
  expiringTokens,
  deviceFlow,
}: RegisteredApp): AppForm {
  return { name, description, homepageUrl, callbacks, expiringTokens, deviceFlow };
}

export function readAppForm(form: Parameters): AppForm {
  const rows = Math.min(Math.max(Math.trunc(Number(form.get("rows") ?? 1)) || 1, 1), mostCallbacks);
  return {
    name: form.get("name")?.trim() ?? "",
    description: form.get("description")?.trim() ?? "",
    homepageUrl: form.get("homepage")?.trim() ?? "",
    callbacks: Array.from({ length: rows }, (_, index) => ({
      url: form.get(callbackField(index))?.trim() ?? "",
      wildcard: form.has(wildcardField(index)),
    })),
    expiringTokens: form.has("expiring-tokens"),
    deviceFlow: form.has("device-flow"),
  };
}

/** Returns the form with one more row for a callback, if there may be one more. */
export function withAnotherRow(form: AppForm): AppForm {
  if (form.callbacks.length >= mostCallbacks) return form;
  return { ...form, callbacks: [...form.callbacks, { url: "", wildcard: false }] };
}

/** Returns the callbacks that were filled in. */
export function filledCallbacks({ callbacks }: AppForm): readonly SeedCallback[] {
  return callbacks.filter(({ url }) => url !== "");
}

/** Says what is wrong with what was typed, by the name of the field. */
export function objectionsToAppForm(form: AppForm): FieldErrors {
  const errors: Record<string, string> = {};
  const object = (field: string, objection: string | undefined): void => {
    if (objection !== undefined) errors[field] = objection;
  };
  object("name", objectionToText(form.name, longestName) ?? (form.name === "" ? "Give the app a name." : undefined));
  object(
    "homepage",
    form.homepageUrl === "" ? "Say where the app's own page is." : objectionToWebAddress(form.homepageUrl),
  );
  object("description", objectionToText(form.description, longestDescription));
  const seen = new Set<string>();
  for (const [index, { url }] of form.callbacks.entries()) {
    if (url === "") continue;
    object(callbackField(index), seen.has(url) ? "This address is there twice." : objectionToCallback(url));
    seen.add(url);
  }
  if (seen.size === 0) object(callbackField(0), "Say where people shall be led back to.");
  return errors;
}

/** Says what is wrong with a name or a description; undefined when nothing is. */
export function objectionToText(text: string, longest: number): string | undefined {
  if (text.length > longest) return `Use at most ${longest} characters.`;
  return deceivingText.test(text) ? "Leave out characters that cannot be seen." : undefined;
}
