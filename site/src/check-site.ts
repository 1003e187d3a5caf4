import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";

/** Names every link of a built site that leads nowhere, and everything that would be fetched from elsewhere. */
export function checkSite(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const pages = new Map<string, string>();
  const anchors = new Map<string, ReadonlySet<string>>();
  for (const file of files) {
    const text = file.endsWith(".html") ? readFileSync(join(folder, file), "utf8") : "";
    if (text !== "") {
      pages.set(file, text);
    }
    anchors.set(file, new Set([...text.matchAll(/\sid="([^"]*)"/g)].map(([, id = ""]) => id)));
  }
  return [
    ...[...pages].flatMap(([page, text]) => [
      ...judgeLinks(page, text, anchors),
      ...[...text.matchAll(/\sstyle="[^"]*"|<style[^>]*>[^<]*/g)].flatMap(([style]) => judgeStyle(page, style)),
    ]),
    ...files
      .filter((file) => file.endsWith(".css"))
      .flatMap((file) => judgeStyle(file, readFileSync(join(folder, file), "utf8"))),
  ];
}

type Anchors = ReadonlyMap<string, ReadonlySet<string>>;

function judgeLinks(page: string, text: string, anchors: Anchors): string[] {
  const links = [...text.matchAll(/<(\w+)\b[^>]*?\s(?:href|src|srcset|poster|data|action)="([^"]*)"/g)];
  return links.flatMap(([, element = "", link = ""]) => {
    if (/^data:/.test(link)) {
      return [];
    }
    if (/^(?:[a-z]+:|\/\/)/i.test(link)) {
      return element === "a" && /^https?:/.test(link) ? [] : [`${page} asks elsewhere: ${link}`];
    }
    const [path = "", anchor = ""] = decodeURIComponent(link).split("#");
    const target = path === "" ? page : normalize(join(dirname(page), path.replace(/\?.*/, "")));
    const ids = anchors.get(target);
    if (ids === undefined) {
      return [`${page} links to ${link}, which is no file`];
    }
    // Icons are put into the page by its script.
    return anchor === "" || ids.has(anchor) || element === "use"
      ? []
      : [`${page} links to ${link}, which is no anchor`];
  });
}

function judgeStyle(file: string, style: string): string[] {
  return [...style.matchAll(/(?:url\(|@import)\s*["']?(?!data:|url\()([^\s"')]+)/g)].map(
    ([, url]) => `${file} asks for ${url}`,
  );
}
