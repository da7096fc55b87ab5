import { allPlaces } from './gazetteer.ts'
import type { Mesh } from './mesh.ts'
import type { NamedGrouping } from './naming.ts'
import type { Settled } from './neighbourhoods.ts'
import type { Chance } from './random.ts'
import { characterAt, distance } from './terrain.ts'

/** What the published files say about the people of one neighbourhood. Counts are of people unless the name says. */
export interface Figures {
  /** By single year of age, 0 to 89 and then 90 and over. */
  readonly females: readonly number[]
  readonly males: readonly number[]
  readonly households: number
  /** Households with none, one, two, and three or more cars or vans. */
  readonly cars: readonly [number, number, number, number]
  readonly loneParentHouseholds: number
  readonly english: EnglishFigures
  readonly ethnicGroups: EthnicFigures
  readonly ruralUrban: RuralUrban
  /** How hard life is on the whole; the Indices of Deprivation are drawn from it. 0 is England's middle. */
  readonly hardship: number
  /** From 0, fields as far as one can see, to 1, the middle of the city. */
  readonly urban: number
}

/** Proficiency in English of people aged three and over. */
export interface EnglishFigures {
  readonly all: number
  readonly mainLanguage: number
  readonly veryWell: number
  readonly well: number
  readonly notWell: number
  readonly notAtAll: number
}

/** Everyone by ethnic group, in the five groups of the Census. */
export interface EthnicFigures {
  readonly asian: number
  readonly black: number
  readonly mixed: number
  readonly white: number
  readonly other: number
}

/** The rural-urban classification of 2021. */
export interface RuralUrban {
  readonly code: 'UN1' | 'UF1' | 'RLN1' | 'RLF1' | 'RSN1' | 'RSF1'
  readonly name: string
  readonly urban: 'Urban' | 'Rural'
}

/** Children aged 0 to 4 that the county should have, near enough. */
const childrenWanted = 34_000

/** People by age in England, in per cent of everyone for one year of age; 90 stands for 90 and over. */
function usualShare(age: number): number {
  const bands: readonly (readonly [upTo: number, share: number])[] = [
    [4, 1.09], [11, 1.2], [17, 1.18], [24, 1.17], [34, 1.36], [44, 1.3], [54, 1.3], [64, 1.27], [74, 0.98], [84, 0.66], [89, 0.29], [90, 0.95],
  ] // prettier-ignore
  return bands.find(([upTo]) => age <= upTo)?.[1] ?? 0
}

interface Traits {
  readonly grouping: NamedGrouping
  readonly hardship: number
  readonly families: number
  readonly students: number
  readonly retired: number
  readonly littleEnglish: number
  readonly urban: number
}

/** Draws the figures of every neighbourhood. */
export function drawPeople(
  groupings: readonly NamedGrouping[],
  mesh: Mesh,
  settled: Settled,
  chance: Chance,
): Figures[] {
  const traits = groupings.map(grouping => traitsOf(grouping, mesh, settled, chance))
  const expected = traits.reduce((sum, trait) => {
    let children = 0
    for (let age = 0; age <= 4; age += 1) children += trait.grouping.people * share(trait, age)
    return sum + children
  }, 0)
  const calibration = childrenWanted / expected
  return traits.map(trait => figuresOf(trait, calibration, chance))
}

function traitsOf(grouping: NamedGrouping, mesh: Mesh, settled: Settled, chance: Chance): Traits {
  const sum = { hardship: 0, families: 0, students: 0, retired: 0, littleEnglish: 0 }
  for (const at of grouping.patches) {
    const weight = (settled.people[at] ?? 0) / grouping.people
    const character = characterAt(mesh.patches[at]?.middle ?? [0, 0])
    sum.hardship += weight * ((settled.place[at]?.hardship ?? 0) + character.hardship)
    for (const trait of ['families', 'students', 'retired', 'littleEnglish'] as const)
      sum[trait] += weight * character[trait]
  }
  const squareKilometres = grouping.patches.reduce(
    (area, at) => area + (mesh.patches[at]?.squareKilometres ?? 0),
    0,
  )
  const crowd = grouping.people / squareKilometres
  return {
    grouping,
    hardship: sum.hardship + chance.around(0, grouping.place.kind === 'village' ? 0.24 : 0.36),
    families: sum.families + chance.around(0, 0.16),
    students: sum.students,
    retired: sum.retired + chance.around(0, 0.12),
    littleEnglish: sum.littleEnglish,
    urban: Math.max(0, Math.min(1, Math.log10(crowd / 60) / 1.9)),
  }
}

/** The share of a neighbourhood's people who are of one age, not yet adding up to one. */
function share({ grouping, hardship, families, students, retired }: Traits, age: number): number {
  const village = grouping.place.kind === 'village' ? 1 : 0
  let factor = 1
  if (age <= 10)
    factor *= (1 + 0.5 * families) * (1 + 0.1 * hardship) * (1 - 0.15 * retired) * (1 - 0.35 * students)
  if (age >= 18 && age <= 23) factor *= 1 + 5 * students - 0.3 * village - 0.2 * retired
  if (age >= 26 && age <= 40) factor *= 1 + 0.35 * families - 0.15 * village
  if (age >= 45 && age <= 70) factor *= 1 + 0.15 * village - 0.3 * students
  if (age >= 65) factor *= 1 + 0.7 * Math.max(0, retired) - 0.35 * Math.max(0, families) - 0.4 * students
  return (usualShare(age) / 100) * Math.max(0.1, factor)
}

function figuresOf(traits: Traits, calibration: number, chance: Chance): Figures {
  const { grouping, hardship, urban } = traits
  const ages = Array.from({ length: 91 }, (_, age) => share(traits, age) * (age <= 4 ? calibration : 1))
  const all = ages.reduce((sum, part) => sum + part, 0)
  const drawn = (half: number) => ages.map(part => chance.count((grouping.people * part * half) / all))
  const females = drawn(0.507)
  const males = drawn(0.493)
  const people = total(females) + total(males)

  const households = Math.round(
    people / (chance.around(2.38, 0.05) + 0.12 * traits.families - 0.12 * traits.retired),
  )
  const noCar = clamp(
    0.05 + 0.2 * urban ** 1.5 + 0.075 * hardship * (0.4 + urban) + chance.around(0, 0.018),
    0.015,
    0.62,
  )
  const one = 0.41 + 0.04 * urban
  const two = clamp((1 - noCar - one) * 0.72, 0.03, 1)
  const cars = [noCar, one, two].map(part => Math.round(households * part))
  const [none = 0, single = 0, double = 0] = cars

  const aged3 = people - [0, 1, 2].reduce((sum, age) => sum + (females[age] ?? 0) + (males[age] ?? 0), 0)
  const little = clamp(0.003 + 0.008 * urban + traits.littleEnglish + chance.around(0, 0.0015), 0.0005, 0.24)
  const notAtAll = chance.count(aged3 * little * 0.2)
  const notWell = chance.count(aged3 * little * 0.8)
  const well = chance.count(aged3 * (little * 1.5 + 0.008 * urban))
  const veryWell = chance.count(aged3 * (little * 1.3 + 0.012 + 0.06 * urban + 0.06 * traits.students))

  const groups = {
    asian: 0.012 + 0.085 * urban,
    black: 0.006 + 0.028 * urban,
    mixed: 0.015 + 0.02 * urban,
    other: 0.004 + 0.014 * urban,
  }
  const [asian, black, mixed, other] = [groups.asian, groups.black, groups.mixed, groups.other].map(part =>
    chance.count(people * part * (grouping.place.kind === 'suburb' ? 1 : 0.5)),
  ) as [number, number, number, number]

  return {
    females,
    males,
    households,
    cars: [none, single, double, Math.max(0, households - none - single - double)],
    loneParentHouseholds: Math.round(
      households *
        clamp(0.098 + 0.034 * hardship + 0.012 * traits.families + chance.around(0, 0.01), 0.025, 0.28),
    ),
    english: {
      all: aged3,
      mainLanguage: aged3 - veryWell - well - notWell - notAtAll,
      veryWell,
      well,
      notWell,
      notAtAll,
    },
    ethnicGroups: { asian, black, mixed, white: people - asian - black - mixed - other, other },
    ruralUrban: ruralUrbanOf(grouping),
    hardship,
    urban,
  }
}

function ruralUrbanOf({ place, middle }: NamedGrouping): RuralUrban {
  const city = allPlaces.find(({ kind }) => kind === 'suburb')
  const near = city !== undefined && distance(middle, [city.x, city.y]) < 20
  const away = near ? 'Nearer to a major town or city' : 'Further from a major town or city'
  if (place.kind === 'suburb' || place.people >= 10_000)
    return { code: near ? 'UN1' : 'UF1', name: `Urban: ${away}`, urban: 'Urban' }
  if (place.people >= 3_000)
    return { code: near ? 'RLN1' : 'RLF1', name: `Larger rural: ${away}`, urban: 'Rural' }
  return { code: near ? 'RSN1' : 'RSF1', name: `Smaller rural: ${away}`, urban: 'Rural' }
}

/** The sum of a list. */
export function total(list: readonly number[]): number {
  return list.reduce((sum, value) => sum + value, 0)
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}
