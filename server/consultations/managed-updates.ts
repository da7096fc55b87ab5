import { addedOnce, recordAction, type Actor, type AddingForm } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { logChange, type ChangeToLog } from './change-repository.ts'
import type { Consultation } from './consultation.ts'
import { listConsultationDistricts } from './district-repository.ts'
import { unpublished } from './managed-routes.ts'

/**
 * Goes on only where something may be added: in public, or while nothing is public and nobody is reading it over.
 *
 * @param consultation - the consultation
 * @returns the same
 * @throws {AppError} 409 while it is being read over
 */
export function growing(consultation: Consultation): Consultation {
  return consultation.publishedAt === null ? unpublished(consultation) : consultation
}

/**
 * Changes what may still grow, with a line for the audit and, once the consultation is published, one for the public.
 *
 * @param needs - database and clock
 * @param consultation - the consultation
 * @param by - who changes it
 * @param summary - what is done, for the audit
 * @param work - does it, at the moment that it is given; what it returns is told to the public
 */
export async function grow(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  consultation: Consultation,
  by: Actor,
  summary: string,
  work: (tx: Db, at: Date) => Promise<Omit<ChangeToLog, 'at'> | null>,
): Promise<void> {
  const at = clock()
  await inTransaction(db, async tx => {
    const told = await work(tx, at)
    if (told !== null) await logChange(tx, consultation.id, { ...told, at })
    await recordAction(tx, by, {
      action: 'consultation.updated',
      consultation: consultation.id,
      summary: `${summary} (${consultation.name})`,
      at,
    })
  })
}

/**
 * Adds something to what may still grow, as {@link grow} changes it; a form that comes a second time adds nothing more.
 *
 * @param needs - database and clock
 * @param consultation - the consultation
 * @param by - who adds it
 * @param form - mark of the form; see `addingForm`
 * @param summary - what is added, for the audit
 * @param work - adds it, at the moment that it is given; returns its id, and what is told to the public
 * @returns id of what was added, now or the first time
 */
export async function growOnce(
  needs: { readonly db: Db; readonly clock: Clock },
  consultation: Consultation,
  by: Actor,
  form: AddingForm,
  summary: string,
  work: (tx: Db, at: Date) => Promise<{ made: string; told: Omit<ChangeToLog, 'at'> | null }>,
): Promise<string> {
  return inTransaction(needs.db, tx =>
    addedOnce(tx, form, needs.clock(), async () => {
      let id = ''
      await grow({ ...needs, db: tx }, consultation, by, summary, async (inside, at) => {
        const { made, told } = await work(inside, at)
        id = made
        return told
      })
      return id
    }),
  )
}

/**
 * The districts that something can be about.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns items of a select; '' is the whole county
 */
export async function districtChoices(
  db: Db,
  consultationId: string,
): Promise<{ readonly value: string; readonly text: string }[]> {
  return [
    { value: '', text: 'The whole county' },
    ...(await listConsultationDistricts(db, consultationId)).map(({ code, name }) => ({
      value: code,
      text: name,
    })),
  ]
}

/**
 * A district that was chosen.
 *
 * @param choices - what was offered
 * @param typed - what arrived
 * @returns the district's code; null for the whole county, and for what was not offered
 */
export function chosenDistrict(choices: readonly { readonly value: string }[], typed: string): string | null {
  return typed !== '' && choices.some(({ value }) => value === typed) ? typed : null
}
