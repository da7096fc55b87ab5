/** What came of looking through a document: what it is, or why it is refused. */
export type CheckedDocument =
  | { readonly ok: true; readonly mediaType: string }
  /** The sentence follows the file's name: `has a script in it. …` */
  | { readonly ok: false; readonly sentence: string }
