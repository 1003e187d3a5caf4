/** A defence taken out of the source, and the test that must then fail. */
export interface Mutant {
  /** The id of what the defence is against, in the titles of the tests that must fail. */
  readonly threat: string;
  readonly file: string;
  /** The source text of the defence, which must occur exactly once. */
  readonly defence: string;
  readonly without: string;
  /** The file of the tests that must fail; unless given, every test of the folder that names the threat. */
  readonly test?: string;
  /** Where those tests lie; with the attacks unless given. */
  readonly folder?: string;
  /** Words of the title of the test that must fail, where the id alone says too little. */
  readonly title?: string;
}
