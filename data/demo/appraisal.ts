import {
  openingFacts,
  suggestActivityRooms,
  suggestConfidentialRooms,
  suggestFlexibleAccess,
  suggestReception,
  suggestStaffSpace,
  suggestUse,
} from '../../server/model/criteria-suggestions.ts'
import type { Level } from '../../server/model/criteria.ts'
import { chance, type Chance } from './random.ts'
import type { DemonstrationSite } from './sites.ts'
import { worksPlans } from './works-list.ts'

/** One assessor's rating of one criterion. Not known is 0 to 4. */
export interface DemonstrationRating {
  /** 1 to 8. */
  readonly criterion: number
  readonly state: 'current' | 'after-works'
  readonly assessor: 'first' | 'second'
  readonly low: Level
  readonly high: Level
  readonly measure: string | null
  readonly evidenceNote: string | null
  /** How many days before the demonstration is loaded the evidence was taken; null where there is none. */
  readonly evidenceDaysAgo: number | null
}

/** What the council's assessors say of one site. */
export interface DemonstrationAppraisal {
  /** The site's reference. */
  readonly site: string
  readonly ratings: readonly DemonstrationRating[]
  readonly works: {
    readonly description: string
    readonly costLow: number | null
    readonly costHigh: number | null
    readonly costBasis: string
  } | null
}

/** The weights that were agreed before anything was rated, and the ratings. */
export interface AppraisalFile {
  readonly weighting: {
    readonly weights: Readonly<Record<string, number>>
    readonly agreedDaysAgo: number
    readonly agreedBy: string
    readonly reason: string
  }
  readonly sites: readonly DemonstrationAppraisal[]
}

interface Finding {
  readonly low: Level
  readonly high: Level
  readonly measure: string | null
  readonly note: string | null
}

const notKnown: Finding = { low: 0, high: 4, measure: null, note: null }

/** Gates that fail or are in doubt today, by the number of the centre; other buildings follow their size. */
const safety: Readonly<Record<number, Level>> = { 2: 2, 8: 0, 14: 1, 18: 2, 22: 2, 33: 3, 36: 1 }
const access: Readonly<Record<number, Level>> = {
  1: 3,
  8: 1,
  10: 3,
  11: 2,
  13: 0,
  20: 0,
  21: 1,
  30: 1,
  33: 1,
}

/** Centres that nobody has visited for the appraisal yet. */
const notVisited = [17, 38]
/** Centres that a second assessor has rated too. */
const ratedTwice = [1, 2, 4, 8, 10, 12, 14, 18, 20, 22, 26, 27, 33, 34, 35, 36]
/** Where the second assessor saw it otherwise: centre, criterion, and by how much. */
const disagreements: readonly (readonly [centre: number, criterion: number, by: -2 | -1 | 1])[] = [
  [2, 6, -1], [4, 5, 1], [8, 7, 1], [10, 5, -1], [14, 4, 1], [18, 6, 1], [20, 3, -1], [26, 2, -1], [27, 1, 1], [33, 7, 1], [34, 4, -2],
  [35, 8, -1], [36, 6, 1],
] // prettier-ignore

/** Rates the children's centres, and the venues that a scenario might open, against the eight criteria. */
export function appraise(
  sites: readonly DemonstrationSite[],
  venueReferences: readonly string[],
  seed: number,
): AppraisalFile {
  const draw = chance(seed, 'appraisal')
  const centres = sites.filter(({ centre }) => centre !== null).map(site => appraiseCentre(site, draw))
  const venues = sites
    .filter(({ reference }) => venueReferences.includes(reference))
    .map(site => appraiseVenue(site, draw))
  return {
    weighting: {
      weights: { 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1, 8: 1 },
      agreedDaysAgo: 160,
      agreedBy: 'Children and Young People Committee',
      reason:
        'No criterion was thought to count for more than another. Safety and access for children with special needs can rule a building out by themselves.',
    },
    sites: [...centres, ...venues],
  }
}

function appraiseCentre(site: DemonstrationSite, draw: Chance): DemonstrationAppraisal {
  const plan = site.centre
  if (plan === null) throw new Error(`${site.name} is not a children’s centre.`)
  const found = findings(site, draw)
  const ratings: DemonstrationRating[] = []
  const visited = 40 + draw.whole(0, 90)
  const rate = (criterion: number, finding: Finding, more: Pick<DemonstrationRating, 'state' | 'assessor'>, daysAgo: number) =>
    ratings.push({
      criterion,
      ...more,
      low: finding.low,
      high: finding.high,
      measure: finding.measure,
      evidenceNote: finding.note,
      evidenceDaysAgo: finding === notKnown ? null : daysAgo,
    }) // prettier-ignore

  found.forEach((finding, index) => {
    const unseen = notVisited.includes(plan.number) && index > 0
    rate(index + 1, unseen ? notKnown : finding, { state: 'current', assessor: 'first' }, visited)
  })
  if (ratedTwice.includes(plan.number))
    found.forEach((finding, index) => {
      const apart = disagreements.find(([number, criterion]) => number === plan.number && criterion === index + 1)?.[2]
      rate(index + 1, apart === undefined ? finding : shifted(finding, apart), { state: 'current', assessor: 'second' }, visited - 12)
    }) // prettier-ignore

  const works = worksPlans.find(({ number }) => number === plan.number)
  for (const [criterion, level] of works?.after ?? [])
    rate(
      criterion,
      {
        low: level as Level,
        high: level as Level,
        measure: 'As it would be once the works are done',
        note: works?.description ?? null,
      },
      { state: 'after-works', assessor: 'first' },
      visited - 20,
    )
  return {
    site: site.reference,
    ratings,
    works:
      works === undefined
        ? null
        : {
            description: works.description,
            costLow: works.costLow,
            costHigh: works.costHigh,
            costBasis: works.costBasis,
          },
  }
}

/** What a first assessor finds for each criterion in turn. */
function findings(site: DemonstrationSite, draw: Chance): Finding[] {
  const size = site.centre?.size ?? 1
  const number = site.centre?.number ?? 0
  const opening = openingFacts(site.hours, { hoursPublished: size >= 3, weeksClosed: 2 })
  const [term] = opening.periods ?? []
  const areas = (use: string[]) =>
    site.rooms.filter(room => use.includes(room.use)).map(room => ({ areaSquareMetres: room.squareMetres }))
  const listed = (use: string[]) =>
    site.rooms
      .filter(room => use.includes(room.use))
      .map(
        ({ name, squareMetres }) =>
          `${name} ${squareMetres === null ? 'not measured' : `${squareMetres} m²`}`,
      )
      .join(', ')

  const staffed = Math.min(1, Math.max(0, draw.around({ 1: 0.14, 2: 0.45, 3: 0.74, 4: 0.95 }[size], 0.07)))
  const used = Math.min(0.95, Math.max(0.08, draw.around({ 1: 0.26, 2: 0.42, 3: 0.56, 4: 0.68 }[size], 0.1)))
  const partners = new Set(site.services.map(({ partner }) => partner)).size
  const desks = { 1: draw.whole(0, 1), 2: draw.whole(2, 4), 3: draw.whole(5, 8), 4: draw.whole(9, 13) }[size]
  const safe =
    safety[number] ?? ({ 1: draw.pick([1, 2, 2]), 2: 2, 3: draw.pick([2, 3]), 4: 3 }[size] as Level)
  const open = access[number] ?? ({ 1: draw.pick([1, 2]), 2: 2, 3: draw.pick([2, 3]), 4: 3 }[size] as Level)

  return [
    {
      ...suggestFlexibleAccess(opening),
      measure: term === undefined ? null : `${term.hoursPerWeek} hours a week in school terms`,
      note: 'Opening hours on the centre’s notice board and web page',
    },
    {
      ...suggestActivityRooms({
        rooms: areas(['activity']),
        sink: size >= 2,
        store: size >= 3,
        outdoorPlay: size === 4 && number !== 18,
        adjacentChanging: size >= 3,
        simultaneousSessions: size === 4,
      }),
      measure: listed(['activity']),
      note: 'Rooms measured on the visit',
    },
    {
      ...suggestConfidentialRooms({
        rooms: areas(['one-to-one', 'clinic']),
        sharedOfficeByArrangement: size <= 2,
        acousticallyChecked: size >= 3,
        clinicalRoomWithBasin: site.rooms.some(({ use }) => use === 'clinic'),
        feedingSpace: size === 4,
      }),
      measure: listed(['one-to-one', 'clinic']) || 'No enclosed room',
      note: 'Doors closed, voices raised next door',
    },
    {
      ...suggestReception({
        shareOfPublicHours: staffed,
        trained: size >= 3,
        hearingLoop: size === 4,
        interpreting: size === 4,
      }),
      measure: `Somebody at reception for ${Math.round(staffed * 100)}% of opening hours`,
      note: 'Rota for the autumn term',
    },
    {
      ...suggestUse({
        shareOfRoomHoursUsed: used,
        partners,
        healthPartner: site.services.some(({ partner }) => /NHS|Maternity/.test(partner)),
      }),
      measure: `${Math.round(used * 100)}% of bookable room hours used; ${partners} partners`,
      note: 'Booking diary, September to December. Use was higher before opening hours were last cut.',
    },
    { low: safe, high: safe, measure: safetyWords[safe], note: 'Visit with the fire and safeguarding checklist' },
    { low: open, high: open, measure: accessWords[open], note: open >= 3 ? 'Access audit last year' : 'Visit with a parent who uses a wheelchair' },
    {
      ...suggestStaffSpace({
        desks,
        sharedDesk: true,
        wifi: size >= 2,
        lockableStore: size >= 2,
        privateCallSpace: size >= 3,
        equipmentStore: size >= 3,
        secureNetwork: size === 4 && number !== 12,
        printing: true,
        meetingRoom: size === 4,
      }),
      measure: desks === 0 ? 'A shared desk' : `${desks} desks`,
      note: 'Counted on the visit',
    },
  ] // prettier-ignore
}

/** A venue is seen as a visitor sees it: much about it is not known. */
function appraiseVenue(site: DemonstrationSite, draw: Chance): DemonstrationAppraisal {
  const library = site.kind === 'library'
  const opening = openingFacts(site.hours, { hoursPublished: library ? true : null, weeksClosed: 1 })
  const [term] = opening.periods ?? []
  const activity = site.rooms.filter(({ use }) => use === 'activity')
  const found: Finding[] = [
    opening.periods === null
      ? notKnown
      : { ...suggestFlexibleAccess(opening), measure: `${term?.hoursPerWeek ?? 0} hours a week`, note: 'Published hours' },
    activity.length === 0
      ? notKnown
      : {
          ...suggestActivityRooms({
            rooms: activity.map(({ squareMetres }) => ({ areaSquareMetres: squareMetres })),
            sink: !library,
            store: null,
            outdoorPlay: false,
            adjacentChanging: library ? true : null,
            simultaneousSessions: false,
          }),
          measure: activity.map(({ name, squareMetres }) => `${name} ${squareMetres ?? '?'} m²`).join(', '),
          note: 'Told by the manager',
        },
    library ? { low: 1, high: 2, measure: 'Meeting room by arrangement, size to be checked', note: 'Told by the manager' } : notKnown,
    library ? { low: 2, high: 3, measure: 'Library staff at the desk, not yet trained for this', note: 'Told by the manager' } : notKnown,
    notKnown,
    { low: 1, high: 2, measure: 'Open building: families and other visitors come in by one door', note: 'One visit' },
    { low: 2, high: draw.happens(0.5) ? 3 : 2, measure: 'No steps, accessible toilet, Blue Badge bay', note: 'One visit' },
    notKnown,
  ] // prettier-ignore
  const visited = 30 + draw.whole(0, 30)
  return {
    site: site.reference,
    ratings: found.map((finding, index) => ({
      criterion: index + 1,
      state: 'current',
      assessor: 'first',
      low: finding.low,
      high: finding.high,
      measure: finding.measure,
      evidenceNote: finding.note,
      evidenceDaysAgo: finding === notKnown ? null : visited,
    })),
    works: null,
  }
}

function shifted(finding: Finding, by: number): Finding {
  const moved = (level: Level) => Math.max(0, Math.min(4, level + by)) as Level
  return { ...finding, low: moved(finding.low), high: moved(finding.high), note: 'Second visit, on another day of the week' }
} // prettier-ignore

const safetyWords: Readonly<Record<Level, string>> = {
  0: 'The front door stands open and nobody can see it from inside',
  1: 'Door held shut by a volunteer until a lock is fitted',
  2: 'Fire and safeguarding assessments in date, controlled door',
  3: 'All critical points met, clear lines of sight, fenced garden, visitors’ log',
  4: 'As before, with a separate door for other adults and a yearly audit',
}
const accessWords: Readonly<Record<Level, string>> = {
  0: 'Two steps at the only door; no accessible toilet',
  1: 'Ground floor without steps, upper floor by stairs only',
  2: 'No steps, accessible toilet, Blue Badge bay; no hearing loop',
  3: 'No steps, accessible toilet, loop, quiet room, visual signs',
  4: 'As before, with a Changing Places toilet and a sensory room',
}
