import { listAnswers, listResponses, type StoredResponse } from '../../server/surveys/index.ts'
import type { OpenConsultation } from '../consultations/open-consultation.ts'

/** What is stored of the answers to an open consultation. */
export interface Stored {
  responses(): Promise<StoredResponse[]>
  /** What was answered to a question, one entry for each response. */
  answersTo(key: string): Promise<{ choices: readonly string[]; text: string | null }[]>
}

/** Reads what is stored; to be asked only while a test runs. */
export function storedOf(open: OpenConsultation): Stored {
  return {
    responses: () => listResponses(open.app.db, open.consultationId),
    answersTo: async key =>
      (await listAnswers(open.app.db, open.consultationId, { questionKeys: [key] })).map(
        ({ choices, text }) => ({ choices, text }),
      ),
  }
}
