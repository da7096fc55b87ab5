/** Tables of the appraisal room. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface AppraisalTables {}
