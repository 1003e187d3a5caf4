// What the rest of the tool may use of this folder:

export type {
  Column,
  Environment,
  ErrorReport,
  Output,
  OutputOptions,
  OutputStream,
  Status,
  Table,
} from "./contract.ts";
export { bold, dim, green, link, red, type Span, type Style, type Text, yellow } from "./spans.ts";
