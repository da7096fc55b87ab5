/** Tables of the sites room. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface SitesTables {}
