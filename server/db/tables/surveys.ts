/** Tables of the surveys room. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface SurveysTables {}
