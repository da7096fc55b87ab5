/** Something a reader must know beside a figure: a stable code for programs, a sentence for people. */
export interface Warning {
  readonly code: string
  readonly sentence: string
}
