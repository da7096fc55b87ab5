import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import type { ConsultationOption } from './consultation.ts'

/**
 * The options of a consultation, as they are written now.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns keeping everything as it is first, then in order
 */
export async function listOptions(db: Db, consultationId: string): Promise<ConsultationOption[]> {
  const rows = await db
    .selectFrom('consultation_option')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .orderBy('status_quo', 'desc')
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    id: row.id,
    name: row.name,
    whatItWas: row.what_it_was,
    whyNot: row.why_not,
    statusQuo: row.status_quo === 1,
    scenarioId: row.scenario_id,
  }))
}

/**
 * Adds an option after those that are there.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param option - the option; with an id where it has one already
 * @returns its id
 */
export async function addOption(
  tx: Db,
  consultationId: string,
  option: Omit<ConsultationOption, 'id'> & { readonly id?: string },
): Promise<string> {
  const { id = newId() } = option
  const last = await tx
    .selectFrom('consultation_option')
    .select(of => of.fn.max<number | null>('position').as('position'))
    .where('consultation_id', '=', consultationId)
    .executeTakeFirst()
  await tx
    .insertInto('consultation_option')
    .values({
      id,
      consultation_id: consultationId,
      position: (last?.position ?? -1) + 1,
      ...columnsOf(option),
    })
    .execute()
  return id
}

/**
 * Writes an option anew.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param option - the option with its new texts
 */
export async function changeOption(
  tx: Db,
  consultationId: string,
  option: ConsultationOption,
): Promise<void> {
  await tx
    .updateTable('consultation_option')
    .set(columnsOf(option))
    .where('consultation_id', '=', consultationId)
    .where('id', '=', option.id)
    .execute()
}

/**
 * Takes an option out.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param optionId - the option
 * @returns false when it was gone already
 */
export async function removeOption(tx: Db, consultationId: string, optionId: string): Promise<boolean> {
  const removed = await tx
    .deleteFrom('consultation_option')
    .where('consultation_id', '=', consultationId)
    .where('id', '=', optionId)
    .returning('id')
    .executeTakeFirst()
  return removed !== undefined
}

function columnsOf(option: Omit<ConsultationOption, 'id'>): {
  name: string
  what_it_was: string
  why_not: string
  status_quo: number
  scenario_id: string | null
} {
  return {
    name: option.name,
    what_it_was: option.whatItWas,
    why_not: option.whyNot,
    status_quo: option.statusQuo ? 1 : 0,
    scenario_id: option.scenarioId,
  }
}
