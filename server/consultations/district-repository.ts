import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import { slugOf, type ConsultationDistrict, type Proposal } from './consultation.ts'

/**
 * The districts of a consultation, as they are written now.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns in the order of their pages
 */
export async function listConsultationDistricts(
  db: Db,
  consultationId: string,
): Promise<ConsultationDistrict[]> {
  const rows = await db
    .selectFrom('consultation_district')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .orderBy('position')
    .orderBy('district_code')
    .execute()
  return rows.map(row => ({
    code: row.district_code,
    slug: row.slug,
    name: row.name,
    whatIsLost: row.what_is_lost,
    whatIsProposed: row.what_is_proposed,
  }))
}

/**
 * Gives a consultation a page for each of these districts.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param districts - code and name, in the order of their pages; the part of the address is made from the name unless given
 */
export async function addConsultationDistricts(
  db: Db,
  consultationId: string,
  districts: readonly { readonly code: string; readonly name: string; readonly slug?: string | undefined }[],
): Promise<void> {
  const slugs: string[] = []
  for (const [position, district] of districts.entries()) {
    const slug = slugOf(district.slug ?? district.name, slugs)
    slugs.push(slug)
    await db
      .insertInto('consultation_district')
      .values({
        consultation_id: consultationId,
        district_code: district.code,
        slug,
        name: district.name,
        position,
        what_is_lost: '',
        what_is_proposed: '',
      })
      .execute()
  }
}

/**
 * Writes the texts of a district's page.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param districtCode - the district
 * @param texts - what is lost and what is proposed
 */
export async function writeDistrictTexts(
  db: Db,
  consultationId: string,
  districtCode: string,
  texts: { readonly whatIsLost: string; readonly whatIsProposed: string },
): Promise<void> {
  await db
    .updateTable('consultation_district')
    .set({ what_is_lost: texts.whatIsLost, what_is_proposed: texts.whatIsProposed })
    .where('consultation_id', '=', consultationId)
    .where('district_code', '=', districtCode)
    .execute()
}

/**
 * Gives a district's page the name that a correction gave it. Its address stays, so that no link breaks.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param districtCode - the district
 * @param name - what the district is called from now on
 */
export async function nameDistrict(
  db: Db,
  consultationId: string,
  districtCode: string,
  name: string,
): Promise<void> {
  await db
    .updateTable('consultation_district')
    .set({ name })
    .where('consultation_id', '=', consultationId)
    .where('district_code', '=', districtCode)
    .execute()
}

/**
 * The proposals of a consultation, as they are written now.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns by district code, in order
 */
export async function listProposals(db: Db, consultationId: string): Promise<Proposal[]> {
  const rows = await db
    .selectFrom('proposal')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .orderBy('district_code')
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    id: row.id,
    districtCode: row.district_code,
    title: row.title,
    whatIsLost: row.what_is_lost,
    whatChanges: row.what_changes,
    siteId: row.site_id,
  }))
}

/**
 * Adds a proposal at the end of its district's.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param proposal - the proposal; with an id where it has one already
 * @returns its id
 */
export async function addProposal(
  db: Db,
  consultationId: string,
  proposal: Omit<Proposal, 'id'> & { readonly id?: string },
): Promise<string> {
  const { id = newId() } = proposal
  const last = await db
    .selectFrom('proposal')
    .select(of => of.fn.max<number | null>('position').as('position'))
    .where('consultation_id', '=', consultationId)
    .where('district_code', '=', proposal.districtCode)
    .executeTakeFirst()
  await db
    .insertInto('proposal')
    .values({
      id,
      consultation_id: consultationId,
      district_code: proposal.districtCode,
      position: (last?.position ?? -1) + 1,
      title: proposal.title,
      what_is_lost: proposal.whatIsLost,
      what_changes: proposal.whatChanges,
      site_id: proposal.siteId,
    })
    .execute()
  return id
}

/**
 * Changes a proposal's texts.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param proposal - the proposal with its new texts
 */
export async function changeProposal(
  db: Db,
  consultationId: string,
  proposal: Omit<Proposal, 'districtCode'>,
): Promise<void> {
  await db
    .updateTable('proposal')
    .set({
      title: proposal.title,
      what_is_lost: proposal.whatIsLost,
      what_changes: proposal.whatChanges,
      site_id: proposal.siteId,
    })
    .where('consultation_id', '=', consultationId)
    .where('id', '=', proposal.id)
    .execute()
}

/**
 * Takes a proposal out.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param proposalId - the proposal
 * @returns false when it was gone already
 */
export async function removeProposal(db: Db, consultationId: string, proposalId: string): Promise<boolean> {
  const removed = await db
    .deleteFrom('proposal')
    .where('consultation_id', '=', consultationId)
    .where('id', '=', proposalId)
    .returning('id')
    .executeTakeFirst()
  return removed !== undefined
}
