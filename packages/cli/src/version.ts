/** The version of the tool; a test compares it with the manifest, so that `dgt --version` reads no file. */
export const VERSION = "0.1.0";
