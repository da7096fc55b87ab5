import type { Fate } from '../../server/model/fates.ts'
import type { Ground, Home, Near } from './answers-ground.ts'
import { byWeight } from './answers-phrases.ts'
import type { DistrictStory } from './answers-story.ts'
import type { GroupAnswer } from './answers-words-groups.ts'
import type { Chance } from './random.ts'

/** What somebody mainly is. */
export type Kind =
  | 'parent'
  | 'expectant'
  | 'carer'
  | 'young'
  | 'staff'
  | 'childcare'
  | 'health'
  | 'school'
  | 'councillor'
  | 'resident'
  | 'group'

/** Somebody who answers: what decides how. */
export interface Respondent {
  readonly story: DistrictStory
  readonly districtCode: string
  readonly kind: Kind
  readonly roles: readonly string[]
  readonly home: Home
  /** The group on whose behalf it is; null for a person. */
  readonly group: GroupAnswer | null
  readonly campaigner: boolean
  readonly channel: 'online' | 'paper' | 'phone'
  readonly female: boolean
  readonly age: string
  /** Values of the question about children, in its order. */
  readonly children: readonly string[]
  readonly send: boolean
  /** Has a car in the daytime. */
  readonly car: boolean
  readonly works: boolean
  readonly language: 'en' | 'pl' | 'lt'
  /** Speaks English as a second language. */
  readonly learning: boolean
  /** Centres used in the district, the main one first. */
  readonly uses: readonly Near[]
  /** Uses a centre of another district. */
  readonly usesOutside: boolean
  readonly now: Near
  readonly then: Near
  /** What becomes of the main centre; null where none is used. */
  readonly fate: Fate | null
  /** How the changes would be for them, −2 much worse to 2 much better. */
  readonly effect: number
  /** Sees things better or worse than others would. */
  readonly temper: number
  /** From 0, leaves out what may be left out, to 1, answers everything. */
  readonly thorough: number
}

const kinds: readonly (readonly [Kind, number])[] = [
  ['parent', 66], ['expectant', 4], ['carer', 7.5], ['young', 1.4], ['staff', 5], ['childcare', 4], ['health', 1.8], ['school', 1.6],
  ['councillor', 0.8], ['resident', 8],
] // prettier-ignore

const families: readonly Kind[] = ['parent', 'expectant', 'carer']

/** Draws somebody who answers in a district. */
export function drawRespondent(story: DistrictStory, ground: Ground, draw: Chance): Respondent {
  return respondent(story, byWeight(draw, kinds), ground.drawHome(story, draw), ground, draw)
}

/** Draws somebody who joins the campaign for Brampstow. */
export function drawCampaigner(story: DistrictStory, ground: Ground, draw: Chance): Respondent {
  const kind = byWeight<Kind>(draw, [['parent', 6], ['carer', 2], ['resident', 3]])
  const home = draw.happens(0.8) ? ground.drawHomeIn('Brampstow', draw) : ground.drawHome(story, draw)
  const one = respondent(story, kind, home, ground, draw)
  return { ...one, campaigner: true, language: 'en', thorough: 0.15, channel: draw.happens(0.15) ? 'paper' : 'online' }
} // prettier-ignore

/** The response of a group or an organisation. */
export function groupRespondent(
  story: DistrictStory,
  group: GroupAnswer,
  ground: Ground,
  draw: Chance,
): Respondent {
  const one = respondent(story, 'group', ground.drawHome(story, draw), ground, draw)
  return {
    ...one,
    group,
    roles: ['organisation'],
    children: [],
    channel: draw.happens(0.25) ? 'paper' : 'online',
    language: 'en',
    learning: false,
    uses: [],
    usesOutside: false,
    fate: null,
    thorough: 0.5,
  }
}

function respondent(
  story: DistrictStory,
  kind: Kind,
  home: Home,
  ground: Ground,
  draw: Chance,
): Respondent {
  const from = home.postcode.point
  const family = families.includes(kind)
  const [now, then] = [ground.nearestNow(from), ground.nearestThen(from)]
  const little = home.neighbourhood.figures.english
  const foreign = family && draw.happens(Math.min(0.5, (2.2 * (little.notWell + little.notAtAll)) / little.all))
  const language = foreign ? languageOf(story, draw) : 'en'
  const car = !draw.happens(carless(home, family, foreign))
  const children = childrenOf(kind, draw)
  const send = children.includes('send-to-25')
  const { uses, usesOutside } = centresUsed(kind, home, now, ground, draw)
  const main = uses[0]
  const fate = main === undefined ? null : ground.fateOf(main.site)
  const female = draw.happens({ staff: 0.95, childcare: 0.95, resident: 0.64, carer: 0.76, councillor: 0.45 }[kind as string] ?? 0.86)
  const about = { kind, fate, car, send, further: then.kilometres - now.kilometres, then: then.kilometres }
  const thorough = draw.next()
  return {
    story, districtCode: home.neighbourhood.districtCode, kind, roles: rolesOf(kind, children, draw), home, group: null,
    campaigner: false, channel: channelOf(story, kind, home, thorough, draw), female, age: ageOf(kind, draw), children, send, car,
    works: draw.happens(kind === 'parent' ? 0.56 : kind === 'carer' ? 0.25 : 0.6), language, learning: foreign,
    uses, usesOutside, now, then, fate, effect: effectOn(about, draw), temper: draw.around(0, 0.5), thorough,
  }
} // prettier-ignore

/** How likely it is that somebody has no car in the daytime: none at all, or one that their partner takes to work. */
function carless(home: Home, family: boolean, foreign: boolean): number {
  if (!family) return home.shareWithoutCar * 0.5
  return home.shareWithoutCar * (foreign ? 1.5 : 0.95) + 0.22 * home.shareWithOneCar
}

/** Most people around Wadeney who came from abroad came from Lithuania; elsewhere most came from Poland. */
function languageOf({ district }: DistrictStory, draw: Chance): Respondent['language'] {
  const lithuanian = district === 'fens' ? 0.34 : 0.08
  return byWeight(draw, [
    ['en', 0.35],
    ['lt', lithuanian],
    ['pl', 0.38],
  ])
}

function channelOf(
  { paper }: DistrictStory,
  kind: Kind,
  { decile }: Home,
  thorough: number,
  draw: Chance,
): Respondent['channel'] {
  const older = kind === 'carer' || kind === 'resident' ? 1.9 : kind === 'staff' ? 0.3 : 0.85
  const onPaper = paper * older * (decile <= 3 ? 1.35 : 0.95) * (1.15 - 0.3 * thorough)
  const at = draw.next()
  return at < onPaper ? 'paper' : at < onPaper + (older > 1 ? 0.05 : 0.018) ? 'phone' : 'online'
}

function rolesOf(kind: Kind, children: readonly string[], draw: Chance): string[] {
  const own: Partial<Record<Kind, string>> = {
    young: 'young-person', childcare: 'provider', health: 'provider', school: 'provider', group: 'organisation',
  } // prettier-ignore
  const roles = new Set([own[kind] ?? kind])
  if (kind === 'parent' && children.includes('expecting')) roles.add('expectant')
  if (kind === 'expectant' && children.some(child => child !== 'expecting')) roles.add('parent')
  if (['staff', 'childcare', 'health', 'school', 'councillor'].includes(kind) && draw.happens(0.35))
    roles.add('parent')
  if (kind === 'parent' && draw.happens(0.1)) roles.add('resident')
  return ['parent', 'expectant', 'carer', 'young-person', 'staff', 'provider', 'councillor', 'organisation', 'resident'].filter(
    role => roles.has(role),
  ) // prettier-ignore
}

function ageOf(kind: Kind, draw: Chance): string {
  const mostly: readonly (readonly [string, number])[] = [
    ['16-to-19', 1], ['20-to-24', 8], ['25-to-34', 49], ['35-to-44', 35], ['45-to-54', 6], ['55-to-64', 1],
  ] // prettier-ignore
  const byKind: Partial<Record<Kind, readonly (readonly [string, number])[]>> = {
    parent: mostly,
    expectant: [['16-to-19', 3], ['20-to-24', 15], ['25-to-34', 62], ['35-to-44', 20]],
    carer: [['25-to-34', 4], ['35-to-44', 10], ['45-to-54', 20], ['55-to-64', 38], ['65-and-over', 28]],
    young: [['under-16', 3], ['16-to-19', 7]],
    resident: [['25-to-34', 8], ['35-to-44', 12], ['45-to-54', 18], ['55-to-64', 26], ['65-and-over', 36]],
  } // prettier-ignore
  return byWeight(draw, byKind[kind] ?? [['25-to-34', 20], ['35-to-44', 30], ['45-to-54', 30], ['55-to-64', 20]])
} // prettier-ignore

const ages = ['expecting', '0', '1', '2', '3-to-4', '5-to-11', '12-to-19', 'send-to-25'] as const

function childrenOf(kind: Kind, draw: Chance): string[] {
  const chances: Partial<Record<Kind, readonly number[]>> = {
    parent: [0.06, 0.22, 0.27, 0.27, 0.36, 0.36, 0.1, 0.085],
    expectant: [1, 0, 0.12, 0.16, 0.14, 0.08, 0.01, 0.01],
    carer: [0.01, 0.12, 0.2, 0.24, 0.36, 0.36, 0.12, 0.08],
    young: [0.15, 0.1, 0.05, 0, 0, 0, 0, 0],
    staff: [0.02, 0.03, 0.05, 0.06, 0.12, 0.25, 0.25, 0.03],
    resident: [0, 0, 0, 0, 0, 0.04, 0.1, 0.02],
  }
  const likely = chances[kind] ?? [0.02, 0.03, 0.05, 0.06, 0.12, 0.25, 0.2, 0.02]
  const found = ages.filter((_, at) => draw.happens(likely[at] ?? 0))
  if (found.length > 0) return found
  return kind === 'parent' || kind === 'carer' ? [draw.pick(['0', '1', '2', '3-to-4'])] : []
}

function centresUsed(
  kind: Kind,
  home: Home,
  now: Near,
  ground: Ground,
  draw: Chance,
): { uses: Near[]; usesOutside: boolean } {
  const share = { parent: 0.82, expectant: 0.7, carer: 0.72, young: 0.35, staff: 0.85, childcare: 0.6, health: 0.4, school: 0.25, councillor: 0.15, resident: 0.12, group: 0 }[kind]
  const far = now.kilometres > 2 ? Math.exp(-(now.kilometres - 2) / 11) : 1
  if (!draw.happens(share * far)) return { uses: [], usesOutside: false }
  const own = ground.centresOf(home.neighbourhood.districtCode, home.postcode.point)
  // Who lives at the edge of a district goes to the next one's centre.
  if (own[0] !== undefined && now.kilometres < 0.7 * own[0].kilometres && draw.happens(0.7)) return { uses: [], usesOutside: true }
  const main = byWeight(draw, own.slice(0, 3).map((near, at) => [near, 0.3 ** at / (1 + near.kilometres / 4)] as const))
  const also = own.slice(0, 4).filter(near => near !== main && draw.happens(0.22 / (1 + near.kilometres / 5)))
  return { uses: [main, ...also], usesOutside: draw.happens(0.04) }
} // prettier-ignore

const atCentre: Readonly<Record<Fate, number>> = {
  centre: 0.55, 'centre-place': 0, zone: -0.7, outreach: -1.5, 'early-years': -1.45, 'other-use': -1.45, closed: -1.55,
} // prettier-ignore

function effectOn(
  about: { kind: Kind; fate: Fate | null; car: boolean; send: boolean; further: number; then: number },
  draw: Chance,
): number {
  const { kind, fate, car, send, further, then } = about
  const family = families.includes(kind) ? 1 : 0.6
  let effect = fate === null ? 0.05 : atCentre[fate]
  effect -= 0.16 * Math.min(5, Math.max(0, further)) * (fate === null ? 0.5 : 1)
  if (further < -0.3) effect += 0.35
  if (!car && then > 2) effect -= 0.55
  if (send) effect -= 0.35
  return Math.max(-2, Math.min(2, effect * family + draw.around(0, 0.55)))
}
