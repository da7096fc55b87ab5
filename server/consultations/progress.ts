import { stageAt, type StageAtMoment, type StageFacts } from '../model/consultation-stage.ts'
import { openingTimes, type ConsultationDates, type ConsultationProgress } from './consultation.ts'

/** What the stage of a consultation follows from, as far as somebody knows it; without `publishedAt` it is published. */
export type Staged = ConsultationDates &
  Partial<ConsultationProgress> & { readonly publishedAt?: string | null }

const momentOf = (iso: string | null | undefined): number | null => (iso == null ? null : Date.parse(iso))

/**
 * What the stage of a consultation follows from.
 *
 * @param consultation - its dates and how far it was moved
 * @returns facts for the model
 */
export function stageFacts(consultation: Staged): StageFacts {
  return {
    preparation: consultation.preparation ?? 'draft',
    published: consultation.publishedAt !== null,
    times: openingTimes(consultation),
    findingsSinceMs: momentOf(consultation.findingsPublicSince),
    decidedAtMs: momentOf(consultation.decisionRecordedAt),
    followedUpAtMs: momentOf(consultation.followedUpAt),
  }
}

/**
 * The stage of a consultation at a moment; worked out when it is read and again when something is written.
 *
 * @param consultation - its dates and how far it was moved
 * @param now - the server's moment
 * @returns the stage, and whether answers are taken
 */
export function consultationStage(consultation: Staged, now: Date): StageAtMoment {
  return stageAt(stageFacts(consultation), now.getTime())
}
