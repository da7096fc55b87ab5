import { readAppraisals, type SiteAppraisal } from '../appraisal/index.ts'
import { findCounty } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { CRITERIA } from '../model/criteria.ts'
import { notFound } from '../platform/errors.ts'
import { publishedJourneys, readScenario, siteFates } from '../scenarios/index.ts'
import { listSiteHours, listSiteParts, listSites } from '../sites/index.ts'
import { readTravelSettings } from '../travel/index.ts'
import type {
  Consultation,
  ConsultationRecord,
  PlaceTexts,
  RecordedCriterion,
  RecordedOption,
  RecordedPlace,
} from './consultation.ts'
import { listConsultationDistricts, listProposals } from './district-repository.ts'
import { listOptions } from './option-repository.ts'
import { listPlaceTexts } from './place-text-repository.ts'

/**
 * What would be published of a consultation if it were published now.
 *
 * @param db - the database
 * @param consultation - the consultation
 * @returns the record
 */
export async function draftRecord(db: Db, consultation: Consultation): Promise<ConsultationRecord> {
  const county = await findCounty(db, consultation.countyId)
  if (county === null) throw notFound('There is no such county.')
  const { scenarioId } = consultation
  const scenario = scenarioId === null ? null : await readScenario(db, scenarioId)
  const proposals = await listProposals(db, consultation.id)
  return {
    format: 'doorstep-consultation/2',
    name: consultation.name,
    introduction: consultation.introduction,
    whatIsLost: consultation.whatIsLost,
    whatIsProposed: consultation.whatIsProposed,
    reasons: consultation.reasons,
    county: { id: county.id, name: county.name, demonstration: county.demonstration },
    scenario: scenario?.hash == null ? null : { id: scenario.id, name: scenario.name, hash: scenario.hash },
    detourFactor: (await readTravelSettings(db, county.id)).detourFactor,
    journeys: scenario === null ? null : await publishedJourneys(db, scenario.id),
    districts: (await listConsultationDistricts(db, consultation.id)).map(district => ({
      ...district,
      proposals: proposals
        .filter(proposal => proposal.districtCode === district.code)
        .map(({ id, title, whatIsLost, whatChanges, siteId }) => ({
          id,
          title,
          whatIsLost,
          whatChanges,
          siteId,
        })),
    })),
    places: await draftPlaces(db, county.id, scenarioId, await listPlaceTexts(db, consultation.id)),
    options: await draftOptions(db, consultation.id),
  }
}

/** Keeping everything as it is, where the council has not described it in words of its own. */
const statusQuoOption: RecordedOption = {
  id: 'status-quo',
  name: 'Keep everything as it is',
  whatItWas: 'Every children’s centre of today would stay as it is.',
  whyNot: '',
  statusQuo: true,
  scenario: null,
}

async function draftOptions(db: Db, consultationId: string): Promise<RecordedOption[]> {
  const options: RecordedOption[] = []
  for (const { scenarioId, ...option } of await listOptions(db, consultationId)) {
    const scenario = scenarioId === null ? null : await readScenario(db, scenarioId)
    options.push({
      ...option,
      scenario: scenario?.hash == null ? null : { id: scenario.id, name: scenario.name, hash: scenario.hash },
    })
  }
  return options.some(option => option.statusQuo) ? options : [statusQuoOption, ...options]
}

async function draftPlaces(
  db: Db,
  countyId: string,
  scenarioId: string | null,
  placeTexts: readonly PlaceTexts[],
): Promise<RecordedPlace[]> {
  const textsOf = new Map(placeTexts.map(texts => [texts.siteId, texts]))
  const { services } = await listSiteParts(db, countyId)
  const appraisals = await readAppraisals(db, countyId)
  const scenario = scenarioId === null ? null : await readScenario(db, scenarioId)
  const fates = scenarioId === null ? [] : ((await siteFates(db, scenarioId)) ?? [])
  const fateOf = new Map(fates.map(site => [site.siteId, site]))
  const names = new Map(fates.map(site => [site.siteId, site.name]))
  const hours = await listSiteHours(db, countyId)
  const sites = (await listSites(db, countyId)).filter(site => site.isExistingCentre || fateOf.has(site.id))
  return sites.map(site => {
    const chosen = fateOf.get(site.id)
    return {
      siteId: site.id,
      name: site.name,
      address: site.address,
      postcode: site.postcode,
      position: site.position,
      districtCode: site.districtCode,
      beyondCounty: site.beyondCounty,
      existing: site.isExistingCentre,
      // Beyond the county nothing is proposed: a centre there stays as it is.
      fate: site.beyondCounty ? null : (chosen?.fate ?? null),
      leadName: chosen?.leadSiteId == null ? null : (names.get(chosen.leadSiteId) ?? null),
      hours: hours
        .filter(one => one.siteId === site.id)
        .map(({ season, weekday, opens, closes }) => ({ season, weekday, opens, closes })),
      sessions: (scenario?.outreach ?? [])
        .filter(session => session.siteId === site.id && chosen?.fate === 'outreach')
        .map(({ weekday, starts, ends, fromOn, toOn, activity }) => ({
          weekday,
          starts,
          ends,
          fromOn,
          toOn,
          activity,
        })),
      services: [...(services.get(site.id) ?? [])],
      criteria: criteriaOf(appraisals.get(site.id)),
      why: textsOf.get(site.id)?.why ?? '',
      replacedBy: textsOf.get(site.id)?.replacedBy ?? '',
      fromOn: textsOf.get(site.id)?.fromOn ?? null,
    }
  })
}

/** How a place does on each criterion; none where nobody has rated it. */
function criteriaOf(appraisal: SiteAppraisal | undefined): RecordedCriterion[] {
  if (appraisal === undefined || Object.keys(appraisal.current.ratings).length === 0) return []
  const { current, afterWorks } = appraisal
  return CRITERIA.map(({ number }) => {
    const { low, high } = current.byCriterion[number].range
    const after = afterWorks?.byCriterion[number].range
    return {
      criterion: number,
      low,
      high,
      afterWorks: after === undefined ? null : { low: after.low, high: after.high },
    }
  })
}
