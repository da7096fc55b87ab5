import type { Db } from '../../server/db/index.ts'
import { addDataset, replacePostcodes, type County } from '../../server/county/index.ts'
import { addConsultation } from '../../server/consultations/consultation-repository.ts'
import {
  addConsultationDistricts,
  addProposal,
  writeDistrictTexts,
} from '../../server/consultations/district-repository.ts'
import { addDocument, addVariant } from '../../server/consultations/document-repository.ts'
import { addFaq } from '../../server/consultations/faq-repository.ts'
import { addSession } from '../../server/consultations/session-repository.ts'
import { importScenario, publishScenario } from '../../server/scenarios/index.ts'
import { writeHours } from '../../server/sites/site-hours-repository.ts'
import { publishConsultation } from '../../server/surveys/index.ts'
import { keepJourneyColumns } from '../../server/travel/index.ts'
import { aCounty, aSite } from '../sites/builders.ts'

/** When the consultations of these tests open and close: 9am and 5pm in London, in summer. */
export const opensAt = '2026-06-01T08:00:00.000Z'
export const closesAt = '2026-06-30T16:00:00.000Z'
/** A moment at which they are open. */
export const whileOpen = '2026-06-10T12:00:00.000Z'

export const actor = { accountId: null, name: 'A planner' }
const before = (): Date => new Date('2026-05-01T09:00:00.000Z')

/** What a test may want to change about a consultation. */
export interface Given {
  readonly name?: string
  readonly introduction?: string
  readonly whatIsLost?: string
  readonly proposalTitle?: string
  readonly faqAnswer?: string
  readonly urgentHelp?: string
}

/** A consultation with everything that it needs, not published: Fen loses a centre, Vale keeps its own. */
export async function aDraftConsultation(
  db: Db,
  given: Given = {},
): Promise<{ county: County; consultationId: string; slug: string }> {
  const county = await aCounty(db)
  const alder = await aSite(db, county.id, {
    reference: 'alder',
    name: 'Alder Centre',
    position: [0.05, 52.3],
  })
  await aSite(db, county.id, {
    reference: 'birch',
    name: 'Birch Centre',
    position: [0.15, 52.3],
    postcode: 'PE1 2BB',
  })
  const cedar = await aSite(db, county.id, {
    reference: 'cedar',
    name: 'Cedar Centre',
    position: [0.3, 52.3],
    districtCode: 'E07009992',
  })
  await aSite(db, county.id, {
    reference: 'library',
    name: 'Fenton Library',
    kind: 'library',
    position: [0.06, 52.3],
  })
  await writeHours(
    db,
    alder,
    [1, 2, 3, 4, 5].map(weekday => ({ season: 'all-year', weekday, opens: '09:00', closes: '16:30' })),
  )
  const datasetId = await addDataset(db, county.id, {
    kind: 'postcodes',
    title: 'Postcodes',
    fileName: 'postcodes.csv',
    publisher: 'Test',
    sha256: '0'.repeat(64),
    bytes: 1,
    geography: '',
    period: '2026',
    licence: 'OGL',
    method: null,
    rowsTaken: 1,
    rowsOutside: 0,
    rowsRefused: 0,
    refusals: [],
    importedAt: before().toISOString(),
    importedBy: null,
  })
  await replacePostcodes(
    db,
    county.id,
    [
      { postcode: 'PE1 1AA', position: [0.051, 52.3], districtCode: 'E07009991', neighbourhoodCode: null },
      { postcode: 'PE9 9ZZ', position: [0.31, 52.3], districtCode: 'E07009992', neighbourhoodCode: null },
    ],
    datasetId,
  )
  const scenarioId = await importScenario(
    db,
    county.id,
    {
      name: 'Two centres',
      fates: [
        { site: 'alder', fate: 'closed' },
        { site: 'birch', fate: 'centre' },
        { site: 'cedar', fate: 'centre' },
        { site: 'library', fate: 'outreach' },
      ],
      outreach: [{ site: 'library', weekday: 2, starts: '10:00', ends: '12:00', activity: 'stay and play' }],
    },
    actor,
    before,
  )
  await publishScenario(db, county, scenarioId, actor, before, keepJourneyColumns())
  const consultationId = await addConsultation(
    db,
    county.id,
    {
      name: given.name ?? 'Children’s centres in Testshire',
      introduction: given.introduction ?? 'We ask what you think.',
      whatIsLost: given.whatIsLost ?? 'One of three centres would close.',
      whatIsProposed: 'Two Child and Family Centres.',
      reasons: 'The council must save money.',
      opensAt,
      closesAt,
      graceMinutes: 30,
      decisionOn: '2026-07-20',
      decisionBy: 'Full Council',
      contactEmail: 'centres@example.org',
      contactPhone: '01234 567890',
      contactPost: 'Centres\nShire Hall',
      otherWays: 'Ask any library for a paper form.',
      urgentHelp:
        given.urgentHelp ??
        'If a child is in danger, call 999. If you are worried about a child, call 01234 000000.',
      scenarioId,
    },
    before(),
  )
  await addConsultationDistricts(db, consultationId, [
    { code: 'E07009991', name: 'Fen' },
    { code: 'E07009992', name: 'Vale' },
  ])
  await writeDistrictTexts(db, consultationId, 'E07009991', {
    whatIsLost: 'Alder Centre would close.',
    whatIsProposed: 'Birch Centre would stay.',
  })
  await addProposal(db, consultationId, {
    districtCode: 'E07009991',
    title: given.proposalTitle ?? 'Alder Centre',
    whatIsLost: 'Alder Centre would close.',
    whatChanges: 'There would be sessions at the library.',
    siteId: alder,
  })
  await addProposal(db, consultationId, {
    districtCode: 'E07009992',
    title: 'Cedar Centre',
    whatIsLost: '',
    whatChanges: 'Cedar Centre would stay.',
    siteId: cedar,
  })
  await addFaq(
    db,
    consultationId,
    { question: 'Why?', answer: given.faqAnswer ?? 'To save money.' },
    before(),
  )
  const documentId = await addDocument(
    db,
    consultationId,
    { districtCode: null, title: 'Summary', description: 'Two pages' },
    before(),
  )
  const text = { body: '## What we ask\n\nMuch.', link: null, file: null, reason: '' }
  await addVariant(db, consultationId, { documentId, kind: 'full', language: 'en', ...text }, before())
  await addSession(db, consultationId, {
    districtCode: 'E07009991',
    startsAt: '2026-06-12T09:00:00.000Z',
    endsAt: '2026-06-12T11:00:00.000Z',
    venue: 'Fenton Library',
    address: 'High Street, Fenton',
    access: 'Step-free',
    languages: 'English, Polish',
  })
  const { slug } = await db
    .selectFrom('consultation')
    .select('slug')
    .where('id', '=', consultationId)
    .executeTakeFirstOrThrow()
  return { county, consultationId, slug }
}

/** The same, published. */
export async function aPublishedConsultation(
  db: Db,
  given: Given = {},
): Promise<{ county: County; consultationId: string; slug: string }> {
  const made = await aDraftConsultation(db, given)
  await publishConsultation(db, made.consultationId, actor, before)
  return made
}
