import type { Speaker } from '../platform/speaker.ts'
import type { Consultation } from './consultation.ts'
import type { DecisionRecord, Paper } from './decision-repository.ts'
import { consultationStage } from './progress.ts'
import { isWebAddress } from './record-forms.ts'
import { textBlocks, type TextBlock } from './text-page.ts'

/** A paper with where it can be read; '' where it is named only. */
export interface ShownPaper {
  readonly title: string
  readonly href: string
}

/** What was decided, as it is shown. */
export interface ShownDecision {
  readonly on: string
  readonly by: string
  readonly decision: readonly TextBlock[]
  readonly whatChanged: readonly TextBlock[]
  readonly papers: readonly ShownPaper[]
  /** When this wording was entered. */
  readonly entered: string
}

/** The way to the decision, the decision, and what happened next. */
export interface DecisionPage {
  /** null while nothing is decided, or it is not public. */
  readonly decision: ShownDecision | null
  /** Earlier wordings, newest first. */
  readonly earlier: readonly ShownDecision[]
  readonly followUps: readonly {
    readonly on: string
    readonly happened: readonly TextBlock[]
    readonly papers: readonly ShownPaper[]
  }[]
  readonly dates: readonly {
    readonly on: string
    readonly committee: string
    readonly what: string
    readonly papers: readonly ShownPaper[]
  }[]
}

/**
 * Shapes the public page of the decision. What was entered shows from its stage on, and never while answers are taken.
 *
 * @param consultation - the consultation
 * @param record - meetings, decisions and what happened next
 * @param now - the server's moment
 * @param speaker - who speaks to the visitor
 * @returns what the template shows
 */
export function decisionPage(
  consultation: Consultation,
  record: DecisionRecord,
  now: Date,
  speaker: Speaker,
): DecisionPage {
  const { stage } = consultationStage(consultation, now)
  const decided = stage === 'decision' || stage === 'next'
  const papers = (paper: Paper | null): ShownPaper[] => shownPapers(consultation.slug, paper)
  const decisions: ShownDecision[] = decided
    ? record.decisions.map(decision => ({
        on: speaker.format.date(decision.decidedOn),
        by: decision.decidedBy,
        decision: textBlocks(decision.decision),
        whatChanged: textBlocks(decision.whatChanged),
        papers: papers(decision.paper),
        entered: speaker.format.dateTime(decision.recordedAt),
      }))
    : []
  return {
    decision: decisions[0] ?? null,
    earlier: decisions.slice(1),
    followUps: decided
      ? record.followUps
          .filter(one => one.replacedAt === null)
          .map(one => ({
            on: speaker.format.date(one.on),
            happened: textBlocks(one.happened),
            papers: papers(one.paper),
          }))
      : [],
    dates: record.dates.map(date => ({
      on: speaker.format.date(date.on),
      committee: date.committee,
      what: date.what,
      papers: papers(date.paper),
    })),
  }
}

function shownPapers(slug: string, paper: Paper | null): ShownPaper[] {
  if (paper === null) return []
  const { title, url, documentId } = paper
  const document = documentId === null ? '' : `/consultations/${slug}/documents/${documentId}`
  // Checked again on the way out: nothing else ever becomes a link.
  const address = url !== null && isWebAddress(url) ? url : ''
  if (document !== '' && address !== '') {
    return [
      { title, href: document },
      { title: new URL(address).hostname, href: address },
    ]
  }
  return [{ title, href: document === '' ? address : document }]
}
