import { beforeEach } from '@jest/globals'
import type { Settings } from '../../server/platform/config.ts'
import { whileOpen } from '../consultations/builders.ts'
import { openConsultation, type OpenConsultation } from '../consultations/open-consultation.ts'
import { answerPages, send } from './walk.ts'

/** An open consultation of which the visitor has sent the survey of the first district. */
export interface SentSurvey {
  readonly open: OpenConsultation
  /** What the visitor was given on the receipt. */
  receipt(): Promise<{ reference: string; word: string }>
}

/**
 * Answers and sends a survey before each test of the block that this stands in.
 *
 * @param settings - other than tests have
 */
export function sentSurvey(settings: Partial<Settings> = {}): SentSurvey {
  const open = openConsultation('for each test', whileOpen, settings)
  beforeEach(async () => {
    await answerPages(open.visitor, open.survey, { mitigation: { mitigation: 'A bus <i>\u202E' } })
    await send(open.visitor, open.survey)
  })
  return {
    open,
    receipt: async () => {
      const { text } = await open.visitor.get(`${open.survey}/sent`)
      return {
        reference: /translate="no">([^<]+)</.exec(text)?.[1] ?? '',
        word: /Withdrawal word<br><strong[^>]*>(\S{9})</.exec(text)?.[1] ?? '',
      }
    },
  }
}
