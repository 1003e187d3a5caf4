/** P-08: a workflow may read and no more, and runs only actions whose code is pinned. */
export function judgeWorkflow(text: string): string[] {
  const actions = [...text.matchAll(/uses:\s*(\S+)/g)].map((match) => match[1] ?? "");
  return [
    ...actions.filter((action) => !/@[0-9a-f]{40}$/.test(action)).map((action) => `${action} is not pinned by commit`),
    ...(/^permissions:\n {2}contents: read\n(?! )/m.test(text) ? [] : ["permissions are not contents: read"]),
    ...(text.includes("pull_request_target") ? ["pull_request_target gives strangers' code our rights"] : []),
    ...(/run:.*\$\{\{\s*github\.event/.test(text) ? ["a strangers' text reaches a shell"] : []),
  ];
}
