import type { Fate } from '../../server/model/fates.ts'
import { centrePlans, centreReference } from './centre-list.ts'
import type { DemonstrationSite } from './sites.ts'

/** What one site becomes, by its reference. */
export interface FateEntry {
  readonly site: string
  readonly fate: Fate
  /** The site that leads the Centre of which this is a place; null otherwise. */
  readonly lead: string | null
  readonly note: string
}

/** A weekly session at an outreach venue. */
export interface OutreachEntry {
  readonly site: string
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number
  readonly starts: string
  readonly ends: string
  /** Days after the demonstration is loaded on which it first and last runs; toDay null where no end is set. */
  readonly fromDay: number
  readonly toDay: number | null
  readonly activity: string
}

/** Money that the change of sites alone does not show. */
export interface LedgerLine {
  readonly site: string | null
  readonly line: string
  /** Above 0 a cost, below 0 an income. */
  readonly pounds: number
  readonly oneOff: boolean
  readonly note: string
}

/** A proposal: what every site becomes, what is done outside, and what else it costs. */
export interface ScenarioFile {
  readonly name: string
  readonly description: string
  readonly fates: readonly FateEntry[]
  readonly outreach: readonly OutreachEntry[]
  readonly ledger: readonly LedgerLine[]
}

type FateOf = Readonly<Record<number, Fate | readonly ['centre-place', of: number]>>

const proposedFates: FateOf = {
  1: 'centre', 2: 'centre', 3: ['centre-place', 2], 4: 'zone', 5: 'early-years', 6: 'early-years', 7: ['centre-place', 1],
  8: 'closed', 9: 'early-years',
  10: 'centre', 11: ['centre-place', 10], 12: 'centre', 13: ['centre-place', 12], 14: 'centre', 15: 'zone', 16: 'outreach',
  17: 'outreach',
  18: 'centre', 19: 'early-years', 20: 'centre', 21: 'other-use', 22: 'zone', 23: 'zone', 24: 'early-years', 25: 'early-years',
  26: 'centre', 27: 'early-years', 28: 'zone', 29: 'zone', 30: 'zone', 31: 'early-years', 32: 'other-use',
  33: 'centre', 34: ['centre-place', 33], 35: 'centre', 36: 'zone', 37: 'outreach', 38: 'closed',
} // prettier-ignore

const alternativeFates: FateOf = {
  ...proposedFates,
  // Nine Centres with fewer second buildings pay for more places that stay open in villages.
  3: 'zone', 7: 'outreach', 13: 'other-use', 14: 'zone', 17: 'outreach', 20: 'centre', 27: 'zone', 30: 'zone', 31: 'outreach',
  32: 'outreach', 34: 'zone', 38: 'outreach', 25: 'outreach',
} // prettier-ignore

const reasons: Partial<Record<Fate, string>> = {
  'early-years': 'Rooms go to a provider of free early education for two, three and four-year-olds.',
  outreach: 'Weekly sessions go on here; the building is no longer staffed on other days.',
  'other-use': 'The building goes back to its owner for other services in the community.',
  zone: 'Open on fewer days than now, with sessions by our staff and by partners.',
}
const ownReasons: Readonly<Record<number, string>> = {
  8: 'The lease ends. The nearest Centre place is Old Minster, across Minster Bridge.',
  38: 'Used for fewer than ten hours a week. Families would use Merehaven Harbour or Hollowby Village Hall.',
  20: 'Needs an accessible toilet and a ramp before it can be a Centre.',
  33: 'The upper floor cannot be reached without stairs until works are done.',
}

/** Venues beside today's centres that become Zones. */
const proposedZones = [
  'Trinity Fields Library',
  'Great Orling Library',
  'Kettlewick Library',
  'Copperstow Community Hall',
]

interface Round {
  readonly venue: string
  readonly weekday: number
  readonly starts: string
  readonly ends: string
  readonly activity: string
}

const play = 'Stay and play, with a family support worker'
const baby = 'Baby group, with weighing'
const talking = 'Talking together: songs, stories and speech'
const clinic = 'Midwife and health visitor drop-in'
const course = 'Parenting course, eight weeks at a time'

const rounds: readonly Round[] = [
  ['Ternsey Children’s Centre', 1, '09:30', '11:30', play], ['Sluice Bank Family Room', 2, '09:30', '11:30', play],
  ['Whinfen Village Hall', 3, '10:00', '11:30', baby], ['Cranlode Village Hall', 4, '10:00', '11:30', play],
  ['Withysey Village Hall', 4, '13:15', '14:45', play], ['Lapwing Bank Chapel Hall', 5, '09:30', '11:00', talking],
  ['Turfhythe Village Hall', 5, '13:00', '14:30', baby],
  ['Great Stavering Village Hall', 1, '10:00', '11:30', play], ['Perrywold Community Centre', 2, '09:30', '11:30', clinic],
  ['Haddowell Village Hall', 3, '13:15', '14:45', baby], ['Needlestow Pavilion', 4, '09:30', '11:00', play],
  ['Rushbourne Village Hall', 1, '13:15', '14:45', talking], ['Shepstow Community Centre', 2, '10:00', '11:30', play],
  ['Barlingstow Village Hall', 3, '10:00', '11:30', baby], ['Abbots Linney Village Hall', 4, '13:00', '14:30', play],
  ['Burnstow Children’s Centre', 2, '09:15', '11:45', play], ['Skerholme Reading Room', 3, '10:00', '11:30', play],
  ['Samphire Green Hall', 4, '10:00', '11:30', baby], ['Hollowby Village Hall', 5, '09:30', '11:00', play],
  ['Dunsthorpe Village Hall', 5, '13:15', '14:45', talking], ['Longmeadow Hall', 3, '17:30', '19:00', course],
].map(([venue, weekday, starts, ends, activity]) => ({ venue, weekday, starts, ends, activity }) as Round) // prettier-ignore

const furtherRounds: readonly Round[] = [
  ['Kingsmead South Family Room', 1, '09:30', '11:30', play], ['Copperstow Children’s Centre', 2, '09:30', '11:30', play],
  ['Oakingden Children’s Centre', 3, '09:30', '11:30', play], ['Thrumley Family Room', 4, '09:30', '11:30', play],
  ['Brampstow Children’s Centre', 5, '09:30', '11:30', play],
].map(([venue, weekday, starts, ends, activity]) => ({ venue, weekday, starts, ends, activity }) as Round) // prettier-ignore

/** The council's proposal: ten Centres in fifteen buildings, twelve Zones, outreach in between. */
export function proposedScenario(sites: readonly DemonstrationSite[]): ScenarioFile {
  return {
    name: 'Ten Centres, twelve Zones',
    description:
      'Ten Child and Family Centres in fifteen of today’s buildings, where need is highest; twelve Zones in eight of today’s buildings and four others; weekly sessions in twenty-one places. Twelve buildings no longer serve as children’s centres in any way.',
    fates: fatesFrom(proposedFates, proposedZones, rounds, sites),
    outreach: sessions(rounds, sites),
    ledger: [
      entry('Outreach workers in five district teams', 742_000, 'Twenty posts, most of them filled from buildings that close'),
      ...hire(proposedZones, rounds, sites),
      entry('Interpreters, crèches and lifts', 42_000, 'So that families without a car or with little English can come'),
      entry('Early help for families with the highest need', 460_000, 'Family support workers who visit at home'),
      entry('Online advice and directory', 46_000, 'Two part-time posts and the service itself'),
      once('Works at Centres', 735_000, 'Mid-points of what surveyors and builders named; Merehaven Sands is not fully priced'),
      once('Leaving buildings', 118_000, 'Removal, making good, the end of the lease at Riverside'),
      once('Redundancy, the most that is expected', 310_000, 'Fewer if staff move into outreach'),
      once('Repayment of building grants', 164_000, 'Where a building paid for by Sure Start no longer serves young children'),
    ],
  }
} // prettier-ignore

/** What else was looked at: fewer Centres, more of today's village buildings kept open. */
export function alternativeScenario(sites: readonly DemonstrationSite[]): ScenarioFile {
  return {
    name: 'Nine Centres, more village places',
    description:
      'Nine Child and Family Centres in ten buildings and twelve Zones, all of them in today’s buildings, and weekly sessions in twenty-six places. More is spent on people who go to families and less on buildings. It saves less, and Pellney, Marlock, Kingsmead and Merehaven lose a Centre or its second building.',
    fates: fatesFrom(alternativeFates, [], [...rounds, ...furtherRounds], sites),
    outreach: sessions([...rounds, ...furtherRounds], sites),
    ledger: [
      entry('Outreach workers in five district teams', 1_185_000, 'Thirty-two posts: every weekly session has two workers'),
      ...hire([], furtherRounds.concat(rounds), sites),
      entry('Interpreters, crèches and lifts', 42_000, 'As in the proposal'),
      entry('Early help for families with the highest need', 640_000, 'More of it, because fewer Centres are near'),
      entry('Online advice and directory', 46_000, 'As in the proposal'),
      once('Works at Centres', 640_000, 'As in the proposal, less Pellney'),
      once('Leaving buildings', 84_000, 'Fewer buildings are left'),
      once('Redundancy, the most that is expected', 280_000, 'Fewer if staff move into outreach'),
    ],
  }
} // prettier-ignore

function fatesFrom(
  fates: FateOf,
  zones: readonly string[],
  outreach: readonly Round[],
  sites: readonly DemonstrationSite[],
): FateEntry[] {
  const ofCentres = centrePlans.map(({ number }): FateEntry => {
    const chosen = fates[number]
    if (chosen === undefined) throw new Error(`Centre ${number} has no fate.`)
    const [fate, lead] = typeof chosen === 'string' ? [chosen, null] : chosen
    return {
      site: centreReference(number),
      fate,
      lead: lead === null ? null : centreReference(lead),
      note: ownReasons[number] ?? reasons[fate] ?? '',
    }
  })
  const known = new Set(ofCentres.map(({ site }) => site))
  const opened = (name: string, fate: Fate, note: string): FateEntry[] => {
    const site = referenceNamed(name, sites)
    return known.has(site) ? [] : [{ site, fate, lead: null, note }]
  }
  return [
    ...ofCentres,
    ...zones.flatMap(name =>
      opened(name, 'zone', 'A Zone in a building that is not a children’s centre today.'),
    ),
    ...outreach.flatMap(({ venue }) => opened(venue, 'outreach', 'One session a week.')),
  ]
}

function sessions(outreach: readonly Round[], sites: readonly DemonstrationSite[]): OutreachEntry[] {
  return outreach.map(({ venue, weekday, starts, ends, activity }) => ({
    site: referenceNamed(venue, sites),
    weekday,
    starts,
    ends,
    fromDay: 270,
    toDay: activity === course ? 270 + 7 * 39 : null,
    activity,
  }))
}

/** The reference of a site by its name. */
export function referenceNamed(name: string, sites: readonly DemonstrationSite[]): string {
  const site = sites.find(other => other.name === name)
  if (site === undefined) throw new Error(`No site is called ${name}.`)
  return site.reference
}

/** What rooms cost that the council does not own: by the year at a Zone, by the session elsewhere. */
function hire(
  zones: readonly string[],
  outreach: readonly Round[],
  sites: readonly DemonstrationSite[],
): LedgerLine[] {
  const today = new Set(centrePlans.map(({ name }) => name))
  const rent = (name: string, line: string, pounds: number, note: string): LedgerLine => ({
    site: referenceNamed(name, sites),
    line,
    pounds,
    oneOff: false,
    note,
  })
  return [
    ...zones.map(name =>
      rent(name, 'Room hire', name.endsWith('Library') ? 7_400 : 9_800, 'Three days a week'),
    ),
    ...outreach
      .filter(({ venue }) => !today.has(venue))
      .map(({ venue }) => rent(venue, 'Room hire', 1_950, 'One session a week, 48 weeks')),
  ]
}

function entry(line: string, pounds: number, note: string): LedgerLine {
  return { site: null, line, pounds, oneOff: false, note }
}

function once(line: string, pounds: number, note: string): LedgerLine {
  return { site: null, line, pounds, oneOff: true, note }
}
