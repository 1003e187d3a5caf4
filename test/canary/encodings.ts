export type Encoding = "raw" | "fragment" | "URL-encoded" | "base64" | "hex" | "reversed";

export interface Needle {
  readonly encoding: Encoding;
  readonly bytes: Buffer;
}

const FRAGMENT_LENGTH = 8;
/** Eight hexadecimal digits turn up by chance in a run of this size; twelve do not. */
const HEX_FRAGMENT_LENGTH = 12;

/** Every form of a secret that counts as the secret. */
export function encodingsOf(secret: string): Needle[] {
  const found = new Map<string, Encoding>();
  const add = (encoding: Encoding, form: string): void => {
    if (!found.has(form)) {
      found.set(form, encoding);
    }
  };
  const hex = Buffer.from(secret).toString("hex");
  add("raw", secret);
  add("reversed", [...secret].reverse().join(""));
  add("URL-encoded", encodeURIComponent(secret));
  add("URL-encoded", hex.replace(/../g, "%$&"));
  add("URL-encoded", hex.toUpperCase().replace(/../g, "%$&"));
  add("hex", hex);
  add("hex", hex.toUpperCase());
  for (const form of base64Forms(Buffer.from(secret))) {
    add("base64", form);
    add("base64", form.replaceAll("+", "-").replaceAll("/", "_"));
  }
  for (const form of fragmentsOf(secret)) {
    add("fragment", form);
  }
  return [...found].map(([form, encoding]) => ({ encoding, bytes: Buffer.from(form) }));
}

/** Base64 works on groups of three bytes, so the same bytes inside a longer text have three forms; the edges depend on the neighbours. */
function base64Forms(secret: Buffer): string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), secret]).toString("base64");
    return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + secret.length) * 8) / 6));
  });
}

/** Parts long enough to be no accident: a "masked" token that still shows eight characters has leaked them. */
function fragmentsOf(secret: string): string[] {
  const body = secret.replace(/^[a-z]+_/, "");
  const length = /^[0-9a-f]+$/i.test(body) ? HEX_FRAGMENT_LENGTH : FRAGMENT_LENGTH;
  const windows = Array.from({ length: Math.max(0, body.length - length) }, (_, at) => body.slice(at, at + length));
  return windows.filter((window) => /\d/.test(window) && /[a-z]/i.test(window) && !/[a-z]{4}/.test(window));
}
