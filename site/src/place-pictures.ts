import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { html } from "hono/html";
import { repository } from "./chapters.ts";
import { type ScreenName, screens, type TerminalName, terminals } from "./pictures.ts";

/** The folder of the pictures, seen from the repository. */
export const picturesFolder = "site/pictures";

const MARK = /^<!-- picture: ([\w-]+) -->$/gm;

/** The names of the pictures that a text places. */
export function findPictures(markdown: string): string[] {
  return [...markdown.matchAll(MARK)].map(([, name = ""]) => name);
}

/**
 * The text of `file` with the pictures in the place of their marks, which GitHub does not show.
 *
 * @throws Error for a picture that does not exist, or was not taken.
 */
export function placePictures({ file, markdown }: { readonly file: string; readonly markdown: string }): string {
  return markdown.replaceAll(MARK, (_, name: string) => {
    if (isIn(screens, name)) {
      return placeScreen(name, file);
    }
    if (isIn(terminals, name)) {
      return placeTerminal(name);
    }
    throw new Error(`${file} places the picture ${name}, which does not exist`);
  });
}

function placeScreen(name: ScreenName, file: string): string {
  const { shows, caption } = screens[name];
  const images = (["light", "dark"] as const).map((look) => {
    const picture = `${picturesFolder}/${name}-${look}.png`;
    const { width, height } = sizeOf(readPicture(picture));
    return html`<img class="by-${look}" src="${relative(dirname(file), picture)}" alt="${shows}" width="${width}" height="${height}" loading="lazy">`;
  });
  return `${html`<figure class="screen">${images}<figcaption>${caption}</figcaption></figure>`}\n`;
}

function placeTerminal(name: TerminalName): string {
  const { shows, caption } = terminals[name];
  const text = readPicture(`${picturesFolder}/${name}.html`).toString("utf8");
  // A block of Markdown that ends with the element, and not at the first empty row as a figure would.
  return `<pre class="terminal" tabindex="0" role="group" aria-label="${shows}">${text}</pre>\n<p class="caption">${caption}</p>\n`;
}

function readPicture(path: string): Buffer {
  try {
    return readFileSync(join(repository, path));
  } catch (cause) {
    throw new Error(`${path} is missing: npm run docs:pictures takes the pictures`, { cause });
  }
}

/** Pictures are taken at two pixels for each of the page's. Width and height are the first things a PNG says. */
function sizeOf(png: Buffer): { width: number; height: number } {
  return { width: png.readUInt32BE(16) / 2, height: png.readUInt32BE(20) / 2 };
}

function isIn<T extends object>(table: T, name: string): name is string & keyof T {
  return Object.hasOwn(table, name);
}
