import type { Db } from '../db/index.ts'
import type { ConsultationRecord } from './consultation.ts'
import { changeProposal, writeDistrictTexts } from './district-repository.ts'
import { changeOption } from './option-repository.ts'
import { writePlaceTexts } from './place-text-repository.ts'

/**
 * Writes the texts of a published record back to where texts are written, so that both say the same.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param record - what is published
 */
export async function writeRecordTexts(
  tx: Db,
  consultationId: string,
  record: ConsultationRecord,
): Promise<void> {
  for (const district of record.districts) {
    await writeDistrictTexts(tx, consultationId, district.code, district)
    for (const proposal of district.proposals) await changeProposal(tx, consultationId, proposal)
  }
  for (const { scenario, ...option } of record.options) {
    await changeOption(tx, consultationId, { ...option, scenarioId: scenario?.id ?? null })
  }
  for (const { siteId, why, replacedBy, fromOn } of record.places) {
    if (why === '' && replacedBy === '') continue
    await writePlaceTexts(tx, consultationId, { siteId, why, replacedBy, fromOn })
  }
}
