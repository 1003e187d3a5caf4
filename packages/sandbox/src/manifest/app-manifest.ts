import { objectionToCallback, objectionToWebAddress } from "../apps/judge-address.ts";
import { mostCallbacks } from "../apps/registry.ts";
import { objectionToText } from "../settings/judge-app-form.ts";

/**
 * What a program says about the GitHub App it wants to have.
 *
 * @see https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest#github-app-manifest-parameters
 */
export interface AppManifest {
  /** A proposal: the person may type another one. */
  readonly name: string;
  readonly homepageUrl: string;
  readonly description: string;
  /** Where the code leads that is exchanged for the app's secrets. */
  readonly redirectUrl: string | undefined;
  readonly callbackUrls: readonly string[];
  readonly setupUrl: string | undefined;
  readonly webhookUrl: string | undefined;
  readonly isPublic: boolean;
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
  readonly requestsSignIn: boolean;
  readonly setupOnUpdate: boolean;
}

export type ManifestJudgement =
  | { readonly manifest: AppManifest; readonly objections?: undefined }
  | { readonly objections: readonly string[] };

/** GitHub's limit. */
export const longestAppName = 34;

const longestDescription = 500;
const mostEntries = 100;
const plainName = /^[a-z][a-z_]{0,49}$/;
const accesses = new Set<unknown>(["read", "write", "admin"]);

/** Reads a manifest, and says everything that is wrong with it. */
export function judgeManifest(text: string): ManifestJudgement {
  const json = parseObject(text);
  if (json === undefined) return { objections: ["The manifest is no JSON object."] };
  const objections: string[] = [];
  const reader = createReader(json, objections);
  const hook = parseNested(json.hook_attributes);
  if (json.hook_attributes !== undefined && hook === undefined) objections.push("hook_attributes: is no object.");
  const manifest: AppManifest = {
    name: reader.text("name", longestAppName),
    homepageUrl: reader.address("url", objectionToWebAddress) ?? "",
    description: reader.text("description", longestDescription),
    redirectUrl: reader.address("redirect_url", objectionToCallback),
    callbackUrls: reader.addresses("callback_urls"),
    setupUrl: reader.address("setup_url", objectionToWebAddress),
    webhookUrl: createReader(hook ?? {}, objections, "hook_attributes.").address("url", objectionToWebAddress),
    isPublic: reader.flag("public"),
    permissions: reader.permissions("default_permissions"),
    events: reader.names("default_events"),
    requestsSignIn: reader.flag("request_oauth_on_install"),
    setupOnUpdate: reader.flag("setup_on_update"),
  };
  if (json.url === undefined) objections.push("url: is missing. It is the address of the app's own page.");
  if (manifest.requestsSignIn && manifest.callbackUrls.length === 0)
    objections.push("callback_urls: is empty, but request_oauth_on_install leads there.");
  return objections.length > 0 ? { objections } : { manifest };
}

type JsonObject = Readonly<Record<string, unknown>>;

function createReader(json: JsonObject, objections: string[], prefix = "") {
  const object = (name: string, objection: string): void => {
    objections.push(`${prefix}${name}: ${objection}`);
  };
  const stringAt = (name: string): string | undefined => {
    const value = json[name];
    if (value === undefined || value === null || typeof value === "string") return value ?? undefined;
    object(name, "is no text.");
    return undefined;
  };
  const listAt = (name: string, most: number): readonly string[] => {
    const value = json[name] ?? [];
    if (Array.isArray(value) && value.length <= most && value.every((each): each is string => typeof each === "string"))
      return value;
    object(name, `is no list of at most ${most} texts.`);
    return [];
  };
  return {
    text(name: string, longest: number): string {
      const text = stringAt(name)?.trim() ?? "";
      const objection = objectionToText(text, longest);
      if (objection !== undefined) object(name, objection);
      return text;
    },
    address(name: string, judge: (address: string) => string | undefined): string | undefined {
      const address = stringAt(name);
      const objection = address === undefined ? undefined : judge(address);
      if (objection !== undefined) object(name, objection);
      return address;
    },
    addresses(name: string): readonly string[] {
      const addresses = listAt(name, mostCallbacks);
      for (const objection of new Set(addresses.map(objectionToCallback))) {
        if (objection !== undefined) object(name, objection);
      }
      return [...new Set(addresses)];
    },
    flag(name: string): boolean {
      const value = json[name] ?? false;
      if (typeof value !== "boolean") object(name, "is neither true nor false.");
      return value === true;
    },
    names(name: string): readonly string[] {
      const names = listAt(name, mostEntries);
      if (!names.every((each) => plainName.test(each))) object(name, "holds what is no name of an event.");
      return names;
    },
    permissions(name: string): Readonly<Record<string, string>> {
      const value = parseNested(json[name] ?? {});
      const entries = Object.entries(value ?? {});
      const areGood = entries.every(([key, access]) => plainName.test(key) && accesses.has(access));
      if (value === undefined || !areGood || entries.length > mostEntries)
        object(name, 'is no object of names of permissions with "read", "write" or "admin".');
      return areGood ? Object.fromEntries(entries.map(([key, access]) => [key, String(access)])) : {};
    },
  };
}

function parseObject(text: string): JsonObject | undefined {
  try {
    return parseNested(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function parseNested(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
