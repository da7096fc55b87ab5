import { centrePlans, centreReference, contractsEndOn, type CentrePlan } from './centre-list.ts'
import type { DemonstrationCounty } from './demonstration-county.ts'
import { allPlaces, districts, neighbouringDistrict } from './gazetteer.ts'
import type { DemonstrationPostcode } from './postcodes.ts'
import { chance, type Chance } from './random.ts'
import {
  centreCosts,
  centreHours,
  centreRooms,
  centreServices,
  venueHours,
  venueRooms,
  type DemonstrationCosts,
  type DemonstrationRoom,
  type DemonstrationService,
  type Hours,
} from './site-details.ts'
import { distance, type Point } from './terrain.ts'
import { communityBuildings, libraries, practices, schools, type VenuePlan } from './venue-list.ts'

/** A building that families use or could use. */
export interface DemonstrationSite {
  /** As the importers of published registers name it. */
  readonly reference: string
  readonly name: string
  readonly kind: 'centre' | 'linked-site' | VenuePlan['kind']
  readonly providerKind: 'council' | 'school' | 'health' | 'voluntary'
  readonly providerName: string
  readonly street: string
  readonly town: string
  readonly at: DemonstrationPostcode
  readonly leaseEndsOn: string | null
  readonly contractEndsOn: string | null
  /** Empty where they are not known. */
  readonly hours: readonly Hours[]
  readonly rooms: readonly DemonstrationRoom[]
  readonly services: readonly DemonstrationService[]
  /** Null where none of them is known. */
  readonly costs: DemonstrationCosts | null
  /** The plan of a children's centre; null for other buildings. */
  readonly centre: CentrePlan | null
  /** The number of a school in the national register; null for other buildings. */
  readonly urn: number | null
  /** The code of a GP practice; null for other buildings. */
  readonly practiceCode: string | null
}

const streets = [
  'High Street', 'Station Road', 'Church Lane', 'Mill Lane', 'School Lane', 'Drove Road', 'Market Place', 'Willow Walk', 'Queens Road',
  'Ferry Lane', 'Meadow Way', 'Chapel Street', 'Bridge Street', 'Orchard Close', 'Windmill Road', 'Osier Way', 'Sluice Road', 'Green Lane',
] // prettier-ignore

/** Every site of the register: children's centres first, then venues, then those just over the boundary. */
export function buildSites(county: DemonstrationCounty): DemonstrationSite[] {
  const draw = chance(county.seed, 'sites')
  const spots = spotFinder(county)
  const centres = centrePlans.map(plan => centreSite(plan, spots, draw))
  const hosts = centres
    .filter(({ providerKind }) => providerKind === 'school')
    .map((centre, index) => hostSchool(centre, index))
  const venues = [...libraries, ...communityBuildings, ...practices, ...schools].map((plan, index) =>
    venueSite(plan, index, spots, draw),
  )
  return [...centres, ...hosts, ...venues, ...overTheBoundary(county, draw)]
}

/** Finds the nearest postcode that no other site has yet, in the district that is meant. */
function spotFinder({ postcodes }: DemonstrationCounty) {
  const taken = new Set<string>()
  return (wanted: Point, districtCode: string): DemonstrationPostcode => {
    let nearest: DemonstrationPostcode | undefined
    for (const one of postcodes) {
      if (one.districtCode !== districtCode || taken.has(one.postcode)) continue
      if (nearest === undefined || distance(one.point, wanted) < distance(nearest.point, wanted))
        nearest = one
    }
    if (nearest === undefined) throw new Error(`No postcode is left in ${districtCode}.`)
    taken.add(nearest.postcode)
    return nearest
  }
}

type SpotFinder = ReturnType<typeof spotFinder>

function centreSite(plan: CentrePlan, spots: SpotFinder, draw: Chance): DemonstrationSite {
  const place = placeNear([plan.x, plan.y])
  const inSchool = plan.provider === 'school'
  return {
    reference: centreReference(plan.number),
    name: plan.name,
    kind: plan.kind,
    providerKind: plan.provider,
    providerName: plan.providerName,
    street: inSchool
      ? `${plan.providerName}, ${draw.pick(streets)}`
      : `${draw.whole(1, 140)} ${draw.pick(streets)}`,
    town: townOf(place.name),
    at: spots([plan.x, plan.y], districtCodeOf(place.name)),
    leaseEndsOn: plan.leaseEndsOn,
    contractEndsOn: plan.provider === 'council' ? null : contractsEndOn,
    hours: centreHours(plan.hours, draw),
    rooms: centreRooms(plan, draw),
    services: centreServices(plan, draw),
    costs: centreCosts(plan, draw),
    centre: plan,
    urn: null,
    practiceCode: null,
  }
}

/** The school in whose grounds a centre stands. */
function hostSchool(centre: DemonstrationSite, index: number): DemonstrationSite {
  const urn = 900_101 + index
  const plan: VenuePlan = { kind: 'school', name: centre.providerName, place: '', size: 1 }
  return {
    ...centre,
    reference: `urn:${urn}`,
    name: centre.providerName,
    kind: /Nursery School$/.test(centre.providerName) ? 'nursery' : 'school',
    street: centre.street.split(', ').at(-1) ?? centre.street,
    leaseEndsOn: null,
    contractEndsOn: null,
    hours: venueHours(plan, chance(index, 'school hours')),
    rooms: [],
    services: [],
    costs: null,
    centre: null,
    urn,
  }
}

function venueSite(plan: VenuePlan, index: number, spots: SpotFinder, draw: Chance): DemonstrationSite {
  const place = placeNamed(plan.place)
  const reach = 0.12 * Math.sqrt(place.people / 1000) * (plan.kind === 'library' ? 0.3 : 1)
  const at = spots([draw.around(place.x, reach), draw.around(place.y, reach)], districtCodeOf(plan.place))
  const urn = plan.kind === 'school' || plan.kind === 'nursery' ? 900_201 + index : null
  const practiceCode = plan.kind === 'gp-practice' ? `X${90_001 + index}` : null
  const provider = {
    library: ['council', 'Sedgeshire County Council'],
    'gp-practice': ['health', plan.name],
    school: ['school', plan.name],
    nursery: ['school', plan.name],
    'community-building': ['voluntary', /Village Hall|Reading Room|Pavilion/.test(plan.name) ? `${plan.place} parish` : plan.name],
  } as const
  const [providerKind, providerName] = provider[plan.kind]
  return {
    reference: referenceOf(plan, at, urn, practiceCode),
    name: plan.kind === 'library' ? `${plan.name} Library` : plan.name,
    kind: plan.kind,
    providerKind,
    providerName,
    street: `${draw.whole(1, 90)} ${draw.pick(streets)}`,
    town: townOf(place.name),
    at,
    leaseEndsOn: null,
    contractEndsOn: null,
    hours: venueHours(plan, draw),
    rooms: venueRooms(plan, draw),
    services: [],
    costs: null,
    centre: null,
    urn,
    practiceCode,
  }
} // prettier-ignore

/** As the importers name it: by its published number or code, or by kind, postcode and name. */
function referenceOf(plan: VenuePlan, at: DemonstrationPostcode, urn: number | null, practiceCode: string | null): string {
  if (urn !== null) return `urn:${urn}`
  if (practiceCode !== null) return `gp:${practiceCode}`
  const words = (plan.kind === 'library' ? `${at.postcode} ${plan.name}` : plan.name).toLowerCase()
  return `${plan.kind === 'library' ? 'library' : 'hall'}:${words.replace(/[^a-z0-9]+/g, '-')}`
} // prettier-ignore

/** A library and a school of the next county, which families of ours use. */
function overTheBoundary(county: DemonstrationCounty, draw: Chance): DemonstrationSite[] {
  const there = county.postcodes.filter(({ neighbourhoodCode }) => neighbourhoodCode === null)
  const plans: VenuePlan[] = [
    { kind: 'library', name: 'Ossen Green', place: 'Ossen Green', size: 2 },
    { kind: 'school', name: 'Ossen Green Primary School', place: 'Ossen Green', size: 2 },
  ]
  return plans.map((plan, index) => {
    const at = there[20 + 30 * index]
    if (at === undefined) throw new Error('The next county has no postcodes.')
    const urn = plan.kind === 'school' ? 900_901 : null
    return {
      reference: referenceOf(plan, at, urn, null),
      name: plan.kind === 'library' ? `${plan.name} Library` : plan.name,
      kind: plan.kind,
      providerKind: plan.kind === 'library' ? 'council' : 'school',
      providerName: plan.kind === 'library' ? 'Ossenshire County Council' : plan.name,
      street: `${draw.whole(1, 90)} ${draw.pick(streets)}`,
      town: 'Ossen Green',
      at,
      leaseEndsOn: null,
      contractEndsOn: null,
      hours: venueHours(plan, draw),
      rooms: venueRooms(plan, draw),
      services: [],
      costs: null,
      centre: null,
      urn,
      practiceCode: null,
    }
  })
}

function placeNamed(name: string) {
  const place = allPlaces.find(other => other.name === name)
  if (place === undefined) throw new Error(`No place is called ${name}.`)
  return place
}

function placeNear(point: Point) {
  const [nearest] = [...allPlaces].sort(
    (a, b) => distance([a.x, a.y], point) - distance([b.x, b.y], point) || b.people - a.people,
  )
  if (nearest === undefined) throw new Error('There are no places.')
  return nearest
}

/** The post town: suburbs are written with their city. */
function townOf(placeName: string): string {
  return placeNamed(placeName).kind === 'suburb' ? `${placeName}, Sedgeminster` : placeName
}

function districtCodeOf(placeName: string): string {
  const key = placeNamed(placeName).district
  return districts.find(district => district.key === key)?.code ?? neighbouringDistrict.code
}
