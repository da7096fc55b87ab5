/** A file to be written: its name in the folder, and what is in it. */
export interface WrittenFile {
  readonly name: string
  readonly content: string
  /** The register of schools is published in Latin-1; everything else in UTF-8. */
  readonly encoding: 'utf8' | 'latin1'
}
