/** One of the county's 38 children's centres, as it is before anything changes. */
export interface CentrePlan {
  /** The number by which the scenario and the appraisal call it, 1 to 38. */
  readonly number: number
  readonly name: string
  readonly kind: 'centre' | 'linked-site'
  readonly x: number
  readonly y: number
  readonly provider: 'council' | 'school' | 'voluntary'
  /** Who runs it; for a school, the school in whose grounds it stands. */
  readonly providerName: string
  /** 1 a family room, 2 a small centre, 3 a centre, 4 a large one. */
  readonly size: 1 | 2 | 3 | 4
  readonly hours: HoursPattern
  /** When a rented building has to be given back; null where the building is owned or the lease is not at hand. */
  readonly leaseEndsOn: string | null
}

/** How a centre opens: long weeks with Saturdays, school days with an evening, school days, part weeks, terms, mornings. */
export type HoursPattern = 'long' | 'days and evening' | 'days' | 'part' | 'terms' | 'mornings'

/** On this day the contracts of all providers other than the council end. */
export const contractsEndOn = '2027-03-31'

type Row = readonly [
  name: string,
  kind: 'c' | 'l',
  x: number,
  y: number,
  provider: CentrePlan['provider'],
  providerName: string,
  size: CentrePlan['size'],
  hours: HoursPattern,
  leaseEndsOn?: string,
]

const council = 'Sedgeshire County Council'
const tideway = 'Tideway Family Trust'
const fenEdge = 'Fen Edge Families'

const rows: readonly Row[] = [
  // Sedgeminster, 1 to 9
  ['Kingsmead Children’s Centre', 'c', 29.2, 21.1, 'council', council, 4, 'long'],
  ['Arbour Hill Children’s Centre', 'c', 24.6, 21.5, 'council', council, 3, 'days and evening'],
  ['Old Minster Children’s Centre', 'c', 25.1, 18.6, 'voluntary', fenEdge, 2, 'part', '2029-09-28'],
  ['Cherrywold Children’s Centre', 'c', 29.4, 16.7, 'school', 'Cherrywold Primary School', 3, 'days'],
  ['Trinity Fields Children’s Centre', 'c', 27.1, 14.3, 'school', 'Trinity Fields Primary School', 2, 'days'],
  ['Longmeadow Children’s Centre', 'l', 22.8, 17.5, 'school', 'Longmeadow Primary School', 1, 'terms'],
  ['Kingsmead South Family Room', 'l', 28.1, 19.6, 'voluntary', fenEdge, 1, 'part'],
  ['Riverside Children’s Centre', 'l', 26.4, 17.6, 'council', council, 1, 'mornings', '2026-12-24'],
  ['Cherrywold Lanes Children’s Centre', 'l', 30, 16.2, 'school', 'Lanes Nursery School', 2, 'terms'],
  // Tarrel Fens, 10 to 17
  ['Wadeney Quays Children’s Centre', 'c', 26.4, 37.1, 'council', council, 4, 'long'],
  ['Wadeney Fleet Children’s Centre', 'c', 27.5, 38.9, 'voluntary', fenEdge, 3, 'days', '2031-03-25'],
  ['Marlock Children’s Centre', 'c', 13.9, 44.3, 'council', council, 4, 'days and evening'],
  ['Marlock Station Road Children’s Centre', 'l', 14.6, 43.3, 'voluntary', fenEdge, 1, 'part'],
  ['Pellney Children’s Centre', 'c', 8.1, 35.9, 'school', 'Pellney Primary School', 3, 'days'],
  ['Doveney Children’s Centre', 'c', 26.3, 32.3, 'school', 'Doveney Primary School', 2, 'part'],
  ['Ternsey Children’s Centre', 'l', 22.9, 42.3, 'school', 'Ternsey Church of England Primary School', 1, 'terms'],
  ['Sluice Bank Family Room', 'l', 31.3, 42.6, 'voluntary', fenEdge, 1, 'mornings'],
  // Hallingford, 18 to 25
  ['Weavers Field Children’s Centre', 'c', 9.9, 18.8, 'council', council, 4, 'long'],
  ['Hallingford Airfield Children’s Centre', 'c', 7.9, 17.1, 'school', 'Airfield Primary Academy', 2, 'terms'],
  ['St Osric Children’s Centre', 'c', 13, 8.5, 'council', council, 3, 'days and evening'],
  ['St Osric Eastside Children’s Centre', 'l', 14.3, 9.4, 'voluntary', fenEdge, 2, 'part', '2027-06-24'],
  ['Barrowick Children’s Centre', 'c', 5.5, 24, 'school', 'Barrowick Primary School', 2, 'days'],
  ['Ramsell Children’s Centre', 'c', 14.2, 24.1, 'council', council, 2, 'part'],
  ['Kettlewick Children’s Centre', 'l', 6.2, 12.4, 'school', 'Kettlewick Primary School', 1, 'terms'],
  ['Brampstow Children’s Centre', 'l', 6, 19.3, 'school', 'Brampstow Primary Academy', 1, 'terms'],
  // South Sedge, 26 to 32
  ['Newlode Children’s Centre', 'c', 18.9, 14, 'council', council, 3, 'days and evening'],
  ['Great Orling Children’s Centre', 'c', 20.9, 7.4, 'school', 'Great Orling Primary School', 2, 'terms'],
  ['Castle Willan Children’s Centre', 'c', 34.8, 17.6, 'voluntary', tideway, 2, 'part', '2028-03-25'],
  ['Marlestow Children’s Centre', 'c', 45.2, 13.3, 'council', council, 2, 'days'],
  ['Steeplow Children’s Centre', 'c', 29.6, 24, 'school', 'Steeplow Community Primary School', 2, 'part'],
  ['Copperstow Children’s Centre', 'l', 35.6, 11.6, 'school', 'Copperstow Primary School', 1, 'terms'],
  ['Oakingden Children’s Centre', 'l', 23.2, 24.3, 'voluntary', tideway, 1, 'part'],
  // Merehaven Coast, 33 to 38
  ['Merehaven Sands Children’s Centre', 'c', 51.9, 29.4, 'council', council, 4, 'long'],
  ['Merehaven Harbour Children’s Centre', 'c', 50.3, 28.2, 'council', council, 3, 'days', '2030-09-29'],
  ['Ellstow Children’s Centre', 'c', 35.8, 29.7, 'school', 'Ellstow Nursery School', 3, 'days and evening'],
  ['Sandwyke Children’s Centre', 'c', 44.3, 37.7, 'voluntary', tideway, 2, 'part'],
  ['Burnstow Children’s Centre', 'l', 39.4, 32.4, 'school', 'Burnstow Primary School', 1, 'mornings'],
  ['Thrumley Family Room', 'l', 48, 25.6, 'voluntary', tideway, 1, 'mornings'],
] // prettier-ignore

/** All children's centres and their linked sites. */
export const centrePlans: readonly CentrePlan[] = rows.map(
  ([name, kind, x, y, provider, providerName, size, hours, leaseEndsOn], index) => ({
    number: index + 1,
    name,
    kind: kind === 'c' ? 'centre' : 'linked-site',
    x,
    y,
    provider,
    providerName,
    size,
    hours,
    leaseEndsOn: leaseEndsOn ?? null,
  }),
)

/** The reference under which the register of centres has a site. */
export function centreReference(number: number): string {
  return `urn:${902000 + number}`
}
