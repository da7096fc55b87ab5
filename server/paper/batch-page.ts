import type { DropInSession } from '../consultations/index.ts'
import { format } from '../platform/format.ts'
import { languages } from '../platform/languages.ts'
import { batchKindNames, batchKinds, reconcile, type CountedBatch } from './batch.ts'
import { isDeleted } from './deleted-answers.ts'
import type { PaperForm } from './form-repository.ts'
import type { BatchKeyers } from './keying-repository.ts'
import type { PaperConsultation } from './paper-consultation.ts'

const statusNames = { issued: 'Out', entered: 'Entered', void: 'Void', spoilt: 'Spoilt' } as const
const checkNames = {
  'not-checked': 'Not yet',
  agrees: 'Both agree',
  differs: 'Differences to settle',
  settled: 'Settled',
} as const

/**
 * The address of a batch.
 *
 * @param paper - its consultation
 * @param batch - the batch
 * @returns the path
 */
export function batchAddress(paper: PaperConsultation, batch: { readonly id: string }): string {
  return `/paper/${paper.consultation.slug}/batches/${batch.id}`
}

/**
 * The way back to a consultation's paper.
 *
 * @param paper - the consultation
 * @returns breadcrumbs
 */
export function paperCrumbs({ consultation }: PaperConsultation): { text: string; href: string }[] {
  return [
    { text: 'Paper', href: '/paper' },
    { text: consultation.name, href: `/paper/${consultation.slug}` },
  ]
}

/**
 * A drop-in session as it is named on pages.
 *
 * @param session - the session
 * @returns venue and day
 */
export function sessionName(session: DropInSession): string {
  return `${session.venue}, ${format.date(session.startsAt)}`
}

/**
 * What can be chosen for a batch.
 *
 * @param sessions - the consultation's drop-in sessions
 * @returns kinds and sessions for a form
 */
export function batchChoices(sessions: readonly DropInSession[]) {
  return {
    kinds: batchKinds.map(value => ({ value, text: batchKindNames[value] })),
    sessions: [
      { value: '', text: 'Not one of these' },
      ...sessions.map(session => ({ value: session.id, text: sessionName(session) })),
    ],
  }
}

/**
 * A batch as its page shows it.
 *
 * @param paper - the consultation
 * @param batch - the batch with its counts
 * @param forms - its forms
 * @param keyers - who keyed them
 * @param accountId - who looks: nobody checks what they keyed themselves
 * @returns what the page's template receives
 */
export function batchPage(
  paper: PaperConsultation,
  batch: CountedBatch,
  forms: readonly PaperForm[],
  keyers: BatchKeyers,
  accountId: string | null,
) {
  const names = new Map(paper.districts.map(district => [district.code, district.name]))
  return {
    title: batch.label,
    breadcrumbs: paperCrumbs(paper),
    consultation: paper.consultation,
    districts: paper.districts,
    formLanguages: languages.map(({ code, englishName }) => ({ value: code, text: englishName })),
    batch: { ...batch, kindName: batchKindNames[batch.kind] },
    kindChoices: batchChoices(paper.sessions),
    reconciliation: reconcile(batch.countIn, batch.counts),
    forms: forms.map(form => {
      const { first, second } = keyers.get(form.id) ?? {}
      const deleted = isDeleted(form, first)
      return {
        ...form,
        deleted,
        districtName: names.get(form.districtCode) ?? '',
        statusName: statusNames[form.status],
        checkName: deleted ? 'Answers deleted' : checkNames[form.checked],
        keyedBy: first?.name ?? null,
        checkedBy: second?.name ?? null,
        mayCheck:
          form.status === 'entered' &&
          form.checked === 'not-checked' &&
          first !== undefined &&
          first.accountId !== accountId,
      }
    }),
    // What this person typed into them may leave the device.
    doneForms: forms
      .filter(({ id, status }) => {
        const { first, second } = keyers.get(id) ?? {}
        const aside = status === 'void' || status === 'spoilt'
        return (
          aside ||
          isDeleted({ status }, first) ||
          first?.accountId === accountId ||
          second?.accountId === accountId
        )
      })
      .map(({ id }) => id),
    scripts: ['keying.js'],
    offer: null,
    next: false,
  }
}
