/** Tables of the scenarios room. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface ScenariosTables {}
