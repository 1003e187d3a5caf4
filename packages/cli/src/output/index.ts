// What the rest of the tool may use of this folder:

export type { Column, ErrorReport, Output, OutputStream, Status } from "./contract.ts";
export { createOutput } from "./create-output.ts";
// For prompts, which a library draws: their labels have to be made safe before it sees them.
export { neutralise } from "./neutralise.ts";
export { bold, dim, green, link, type Text, yellow } from "./spans.ts";
export { relativeTime, rfc3339 } from "./time.ts";
