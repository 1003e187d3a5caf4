/**
 * A page of TypeDoc's, for those who do not see it: levels of headings leave none out; what opens and closes holds no heading and no
 * link, which could not be reached there with the keyboard alone; a corner of a table that says nothing heads nothing.
 */
export function mendPage(page: string): string {
  return page
    .replaceAll(/<summary.*?<\/summary>/gs, (summary) =>
      summary.replaceAll(/<a [^>]*class="tsd-anchor-icon".*?<\/a>|<\/?h[1-6]>/gs, ""),
    )
    .replaceAll(/<th\b([^>]*)><\/th>/g, "<td$1></td>")
    .replace(/<main.*<\/main>/s, mendHeadings);
}

/** The looks of a heading stay those of the level it had. */
function mendHeadings(main: string): string {
  const above: { was: number; is: number }[] = [];
  return main.replaceAll(/<h([1-6])\b(.*?)<\/h\1>/gs, (_, level: string, rest: string) => {
    const was = Number(level);
    while ((above.at(-1)?.was ?? 0) >= was) {
      above.pop();
    }
    const is = (above.at(-1)?.is ?? 0) + 1;
    above.push({ was, is });
    return `<h${is} data-level="${was}"${rest}</h${is}>`;
  });
}
