/** Returns an id in the form of GitHub's older node ids, such as `04:User583231` in base64. */
export function nodeId(kind: string, id: number): string {
  return Buffer.from(`0${kind.length}:${kind}${id}`).toString("base64");
}
