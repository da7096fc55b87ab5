import { findCounty } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { notFound } from '../platform/errors.ts'
import { publishedJourneys, readScenario, siteFates } from '../scenarios/index.ts'
import { listSiteHours, listSites } from '../sites/index.ts'
import { readTravelSettings } from '../travel/index.ts'
import type { Consultation, ConsultationRecord, RecordedPlace } from './consultation.ts'
import { listConsultationDistricts, listProposals } from './district-repository.ts'

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
    format: 'doorstep-consultation/1',
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
    places: await draftPlaces(db, county.id, scenarioId),
  }
}

async function draftPlaces(db: Db, countyId: string, scenarioId: string | null): Promise<RecordedPlace[]> {
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
    }
  })
}
