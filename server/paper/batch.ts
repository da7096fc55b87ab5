/** How forms come in together. */
export const batchKinds = ['drop-in', 'post', 'phone'] as const

/** One of them. */
export type BatchKind = (typeof batchKinds)[number]

/** How each is said on pages. */
export const batchKindNames: Readonly<Record<BatchKind, string>> = {
  'drop-in': 'Drop-in session',
  post: 'By post',
  phone: 'By phone',
}

/** Forms that came in together, counted before anybody keys them. */
export interface PaperBatch {
  readonly id: string
  readonly consultationId: string
  readonly kind: BatchKind
  /** The drop-in session, where there was one. */
  readonly sessionId: string | null
  readonly label: string
  /** `YYYY-MM-DD`; the day of the session, the post or the calls. */
  readonly heldOn: string
  /** null where forms of several districts lie together. */
  readonly districtCode: string | null
  /** Forms counted into the batch; null until somebody has counted. */
  readonly countIn: number | null
  readonly note: string
  readonly openedAt: string
  readonly openedBy: string
  readonly closedAt: string | null
  readonly closedBy: string | null
}

/** What has become of a batch's forms. */
export interface BatchCounts {
  readonly entered: number
  readonly void: number
  readonly spoilt: number
  /** Entered forms that a second person keyed and that agree or were settled. */
  readonly checked: number
  /** Entered forms whose two readings differ and wait for a decision. */
  readonly differing: number
}

/** A batch with its counts. */
export interface CountedBatch extends PaperBatch {
  readonly counts: BatchCounts
}

/** Whether a batch adds up: received = entered + void + spoilt. */
export interface Reconciliation {
  readonly received: number | null
  readonly accounted: number
  /** Forms still to be entered or set aside; below zero when there are more than were counted in; null uncounted. */
  readonly remaining: number | null
  readonly reconciled: boolean
  readonly sentence: string
}

/**
 * Compares the forms counted in with what became of them.
 *
 * @param countIn - forms counted into the batch; null when nobody has counted
 * @param counts - what became of them
 * @returns the comparison, and a sentence that says it
 */
export function reconcile(countIn: number | null, counts: BatchCounts): Reconciliation {
  const accounted = counts.entered + counts.void + counts.spoilt
  const base = { received: countIn, accounted }
  if (countIn === null) {
    return {
      ...base,
      remaining: null,
      reconciled: false,
      sentence:
        'Nobody has said how many forms were counted in. Count them and write it down before closing the batch.',
    }
  }
  const remaining = countIn - accounted
  if (remaining === 0) {
    return {
      ...base,
      remaining,
      reconciled: true,
      sentence: 'Every form that was counted in is accounted for.',
    }
  }
  const forms = (count: number): string => (count === 1 ? '1 form' : `${count} forms`)
  const sentence =
    remaining > 0
      ? `${forms(remaining)} of ${countIn} ${remaining === 1 ? 'is' : 'are'} still to be entered, or to be marked void or spoilt.`
      : `${forms(-remaining)} more ${remaining === -1 ? 'is' : 'are'} accounted for than were counted in. Count the forms again.`
  return { ...base, remaining, reconciled: false, sentence }
}
