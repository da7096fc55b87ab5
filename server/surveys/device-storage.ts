/** Days for which finished answers wait on a device for a line. */
export const waitingDays = 28

/** What the survey keeps on a visitor's device beside cookies, for the cookies page and the privacy notice. */
export const deviceStorageFacts = {
  /** What was typed and not sent yet. */
  answers: {
    /** As the browser calls it. */
    kind: 'IndexedDB',
    name: 'doorstep-survey',
    purpose: 'Keeps what you type in a survey, so that a lost connection or a closed page loses nothing',
    /** Days for which finished answers wait that could not be sent. */
    waitingDays,
    encrypted: true,
    removed: [
      'when your answers are sent',
      'when you choose to delete them',
      'when they have not been touched for as many days as unfinished answers are kept, the next time that a survey page is opened',
    ],
  },
  /** The pages of the survey, without anybody's answers. */
  pages: {
    kind: 'Service worker and its cache',
    name: 'doorstep-survey',
    purpose: 'Keeps an empty copy of the survey, so that you can go on when there is no connection',
    holdsAnswers: false,
    removed: [
      'when you clear this site’s data in your browser',
      'when the survey’s pages are replaced by newer ones',
    ],
  },
  /** Which pages were sent, without what was answered on them. */
  sent: {
    kind: 'sessionStorage',
    name: 'doorstep-survey-sent',
    purpose: 'Remembers which pages you have sent, so that you are not told that somebody else saved them',
    holdsAnswers: false,
    removed: ['when you close the tab'],
  },
  /** Nothing is kept on the device where the browser cannot encrypt it or scripts are off. */
  needs: 'JavaScript, and a connection by https',
} as const

/** What the script of a survey's pages is told. */
export interface DeviceFacts {
  /** Address of the survey. */
  readonly at: string
  /** Id of the response that the visitor's draft becomes; null without a draft. */
  readonly draft: string | null
  readonly sent: boolean
  readonly days: number
  readonly waitingDays: number
  /** The moment, in milliseconds since 1970 began in UTC: a device's own clock may be a year wrong; 0 in a copy that it keeps. */
  readonly now: number
}

/**
 * What the script of a survey's pages is told.
 *
 * @param at - address of the survey
 * @param draft - the visitor's draft
 * @param days - for how many days unfinished answers are kept
 * @param now - the moment
 * @returns the facts
 */
export function deviceFacts(
  at: string,
  draft: { readonly responseId: string; readonly sentAt: string | null } | null,
  days: number,
  now: Date,
): DeviceFacts {
  const sent = draft?.sentAt != null
  return { at, draft: draft?.responseId ?? null, sent, days, waitingDays, now: now.getTime() }
}
