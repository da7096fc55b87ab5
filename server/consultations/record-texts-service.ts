import type { Db } from '../db/index.ts'
import type { ConsultationRecord, PlaceTexts } from './consultation.ts'
import {
  addProposal,
  changeProposal,
  listProposals,
  nameDistrict,
  removeProposal,
  writeDistrictTexts,
} from './district-repository.ts'
import { addOption, changeOption, listOptions, removeOption } from './option-repository.ts'
import { listPlaceTexts, writePlaceTexts } from './place-text-repository.ts'

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
    await nameDistrict(tx, consultationId, district.code, district.name)
  }
  await writeProposals(tx, consultationId, record)
  await writeOptions(tx, consultationId, record)
  const written = new Map((await listPlaceTexts(tx, consultationId)).map(texts => [texts.siteId, texts]))
  for (const { siteId, why, replacedBy, fromOn } of record.places) {
    const before: PlaceTexts = written.get(siteId) ?? { siteId, why: '', replacedBy: '', fromOn: null }
    if (before.why === why && before.replacedBy === replacedBy && before.fromOn === fromOn) continue
    await writePlaceTexts(tx, consultationId, { siteId, why, replacedBy, fromOn })
  }
}

async function writeProposals(tx: Db, consultationId: string, record: ConsultationRecord): Promise<void> {
  const published = record.districts.flatMap(({ code, proposals }) =>
    proposals.map(proposal => ({ ...proposal, districtCode: code })),
  )
  const written = new Set((await listProposals(tx, consultationId)).map(({ id }) => id))
  for (const proposal of published) {
    if (written.delete(proposal.id)) await changeProposal(tx, consultationId, proposal)
    else await addProposal(tx, consultationId, proposal)
  }
  for (const gone of written) await removeProposal(tx, consultationId, gone)
}

async function writeOptions(tx: Db, consultationId: string, record: ConsultationRecord): Promise<void> {
  const written = new Set((await listOptions(tx, consultationId)).map(({ id }) => id))
  for (const { scenario, ...option } of record.options) {
    const own = { ...option, scenarioId: scenario?.id ?? null }
    if (written.delete(option.id)) await changeOption(tx, consultationId, own)
    // Keeping everything as it is stands in the record also where nobody wrote of it.
    else if (option.id !== 'status-quo') await addOption(tx, consultationId, own)
  }
  for (const gone of written) await removeOption(tx, consultationId, gone)
}
