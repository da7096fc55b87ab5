/** Tables of the findings room. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface FindingsTables {}
