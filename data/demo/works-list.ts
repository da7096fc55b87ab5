/** Building works that would raise a site's ratings, and what it would be rated then. */
export interface WorksPlan {
  /** The number of the centre. */
  readonly number: number
  readonly description: string
  /** Pounds; null where nobody has priced it. */
  readonly costLow: number | null
  readonly costHigh: number | null
  readonly costBasis: string
  /** Criterion and level after the works. */
  readonly after: readonly (readonly [criterion: number, level: number])[]
}

const surveyor = 'Council surveyor, from a walk through the building'
const quotation = 'Two builders’ quotations'

/** Works that were looked into so far: at the buildings that might become Centres, and a few others. */
export const worksPlans: readonly WorksPlan[] = [
  {
    number: 1,
    description: 'Four more desks and a meeting room in the old store, a safe network for partners, and a covered place for twenty buggies.',
    costLow: 46_000,
    costHigh: 58_000,
    costBasis: quotation,
    after: [[8, 4]],
  },
  {
    number: 2,
    description: 'New front door with a view from reception, a second talking room, and a fence around the garden.',
    costLow: 84_000,
    costHigh: 110_000,
    costBasis: surveyor,
    after: [[3, 4], [6, 3]],
  },
  {
    number: 10,
    description: 'Automatic doors, a Changing Places toilet in the former kitchen, and quiet room lighting.',
    costLow: 128_000,
    costHigh: 165_000,
    costBasis: surveyor,
    after: [[6, 4], [7, 4]],
  },
  {
    number: 11,
    description: 'Loop system, visual signs, and an access audit once they are in.',
    costLow: 14_000,
    costHigh: 19_000,
    costBasis: quotation,
    after: [[7, 3]],
  },
  {
    number: 12,
    description: 'Two more desks’ worth of office made from a corridor, lockers for partners, and printing.',
    costLow: 22_000,
    costHigh: 30_000,
    costBasis: surveyor,
    after: [[8, 4]],
  },
  {
    number: 13,
    description: 'Ramp and level threshold at the side door, and an accessible toilet in place of the cloakroom.',
    costLow: 58_000,
    costHigh: 76_000,
    costBasis: surveyor,
    after: [[7, 2]],
  },
  {
    number: 14,
    description: 'A lobby with two locked doors in place of the door that now opens into the playroom.',
    costLow: 39_000,
    costHigh: 52_000,
    costBasis: quotation,
    after: [[6, 3]],
  },
  {
    number: 18,
    description: 'Garden made safe and level, with shade, and a store for outdoor toys.',
    costLow: 31_000,
    costHigh: 40_000,
    costBasis: quotation,
    after: [[2, 4], [6, 3]],
  },
  {
    number: 20,
    description: 'Accessible toilet, ramp to the garden door and a Blue Badge bay: the building has none of them today.',
    costLow: 96_000,
    costHigh: 124_000,
    costBasis: surveyor,
    after: [[7, 2]],
  },
  {
    number: 22,
    description: 'Door and lobby between the school and the centre, so that it can open when the school is shut and nobody walks through.',
    costLow: 12_000,
    costHigh: 17_000,
    costBasis: 'School’s own estimate',
    after: [[6, 3]],
  },
  {
    number: 26,
    description: 'Extension of 40 square metres for a second large room and two talking rooms.',
    costLow: 235_000,
    costHigh: 310_000,
    costBasis: surveyor,
    after: [[2, 4], [3, 4], [8, 3]],
  },
  {
    number: 33,
    description: 'Lift to the first floor, or all rooms for families moved to the ground floor. Not yet priced for both.',
    costLow: 74_000,
    costHigh: null,
    costBasis: surveyor,
    after: [[7, 3]],
  },
  {
    number: 35,
    description: 'Clinic room with a basin and a place to feed a baby, in the staff room of the nursery school.',
    costLow: 27_000,
    costHigh: 34_000,
    costBasis: quotation,
    after: [[3, 4]],
  },
  {
    number: 36,
    description: 'Repairs to the roof and to the heating, before anything else is planned here.',
    costLow: null,
    costHigh: null,
    costBasis: 'No survey yet',
    after: [],
  },
] // prettier-ignore
