import type { z } from 'zod'
import type { Db } from '../db/index.ts'

/**
 * Reads a council's choice.
 *
 * @param db - the database
 * @param countyId - the county
 * @param name - of the setting, such as `limits`
 * @param schema - what the setting holds
 * @param otherwise - its value until someone chooses
 * @returns the choice
 */
export async function readSetting<Value>(
  db: Db,
  countyId: string,
  name: string,
  schema: z.ZodType<Value>,
  otherwise: Value,
): Promise<Value> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('county_id', '=', countyId)
    .where('name', '=', name)
    .executeTakeFirst()
  return row ? schema.parse(JSON.parse(row.value)) : otherwise
}

/**
 * Records a council's choice.
 *
 * @param db - the database
 * @param countyId - the county
 * @param name - of the setting
 * @param value - plain data
 */
export async function writeSetting(db: Db, countyId: string, name: string, value: unknown): Promise<void> {
  const json = JSON.stringify(value)
  await db
    .insertInto('setting')
    .values({ county_id: countyId, name, value: json })
    .onConflict(conflict => conflict.columns(['county_id', 'name']).doUpdateSet({ value: json }))
    .execute()
}

/**
 * Keeps others from changing the choices of a council until this transaction is over, for a choice that is read, changed
 * and stored again.
 *
 * @param tx - a transaction
 * @param countyId - the county
 */
export async function holdSettings(tx: Db, countyId: string): Promise<void> {
  await tx
    .updateTable('county')
    .set(set => ({ id: set.ref('id') }))
    .where('id', '=', countyId)
    .execute()
}
