/** Tables of the consultations room. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface ConsultationsTables {}
