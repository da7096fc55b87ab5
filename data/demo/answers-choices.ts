import type { GivenAnswer } from '../../server/model/survey.ts'
import { byWeight } from './answers-phrases.ts'
import type { Respondent } from './answers-respondents.ts'
import type { Chance } from './random.ts'

/** A respondent's ticks, question by question, and what they think of each proposal in their own mind. */
export interface Ticked {
  readonly answers: ReadonlyMap<string, GivenAnswer>
  /** By proposal, in the district's order: −2 to 2; null where nothing was ticked or they don't know. */
  readonly opinions: readonly (number | null)[]
}

/** Room for words beside "Other". */
const others = {
  role: [
    'Childminder', 'I used to work in a centre', 'Trustee of a village hall', 'Volunteer at the toy library', 'Student midwife', 'Neighbour',
    'School governor', 'Pre-school committee', 'Former user of the centre', 'Foster carer and volunteer',
  ],
  centres: ['The toddler group in the church', 'A private baby class', 'Village playgroup', 'Soft play', 'Library rhyme time'],
  'how-heard': [
    'Poster in the chip shop', 'Parish magazine', 'A leaflet in the book bag', 'Saw the sign on the door', 'At work', 'Mums’ group chat', 'At the food bank',
    'Banner outside the school',
  ],
  travel: ['Mobility scooter', 'Pick-up by a support worker', 'Community minibus', 'Bike with a trailer', 'Hospital transport', 'Bus and then a long walk'],
  services: ['The toy library', 'Messy play', 'Dads’ group', 'English classes', 'Twins club', 'The garden', 'Just a cup of tea'],
} as const // prettier-ignore

const offered = {
  services: ['stay-and-play', 'midwife', 'health-visitor', 'speech-and-language', 'breastfeeding', 'parenting-courses', 'family-support', 'send-support', 'childcare', 'work-and-money', 'young-people'],
  travel: ['walk', 'cycle', 'bus', 'train', 'car', 'lift-or-taxi'],
  times: ['weekday-mornings', 'weekday-afternoons', 'weekday-evenings', 'saturdays', 'sundays', 'school-holidays'],
  heard: ['centre', 'school-or-nursery', 'health', 'email', 'social-media', 'news', 'library', 'friend', 'councillor'],
} as const // prettier-ignore

/**
 * Draws a respondent's ticks.
 *
 * @param who - the respondent
 * @param draw - chance
 * @returns answers by question, without what was left out
 */
export function tick(who: Respondent, draw: Chance): Ticked {
  const answers = new Map<string, GivenAnswer>()
  const put = (questionKey: string, choices: readonly string[], text: string | null = null): void => {
    if (choices.length > 0) answers.set(questionKey, { questionKey, choices, text })
  }
  const skips = (share: number): boolean => draw.happens(share * (1.7 - 1.4 * who.thorough))
  putRoles(who, put, draw)
  if (who.group !== null) {
    put('overall', [agreement(who.group.agrees + draw.around(0, 0.3))])
    return { answers, opinions: who.story.proposals.map(() => null) }
  }
  if (!skips(who.campaigner ? 0.5 : 0.05)) putCentres(who, put, draw)
  if (!skips(who.campaigner ? 0.6 : 0.06)) put('children', who.children.length > 0 ? (draw.happens(0.025) ? ['prefer-not-to-say'] : who.children) : ['none'])
  if (!skips(0.05)) put('overall', [draw.happens(0.045) ? 'dont-know' : agreement(who.story.mood + 0.45 * who.effect + who.temper + draw.around(0, 0.75))])
  const opinions = who.story.proposals.map((_, at) => putProposal(who, at, put, skips, draw))
  if (!skips(0.07)) put('impact', [draw.happens(0.05) ? 'dont-know' : impact(who.effect)])
  if (who.campaigner) {
    putHeard(who, put, draw)
    return { answers, opinions }
  }
  if (!skips(0.09)) putTravelNow(who, put, draw)
  if (!skips(0.12)) putTravelThen(who, put, draw)
  if (!skips(0.1)) put('times', timesFor(who, draw))
  if (!skips(0.12)) putMattersMost(who, put, draw)
  if (!skips(0.1)) put('outreach', [outreach(who, draw)])
  if (!skips(0.1)) put('online', [byWeight(draw, [['yes', who.learning ? 24 : 33], ['maybe', 30], ['no', who.kind === 'carer' ? 45 : 30], ['dont-know', 6]])])
  if (!skips(0.12)) putHeard(who, put, draw)
  return { answers, opinions }
} // prettier-ignore

type Put = (questionKey: string, choices: readonly string[], text?: string | null) => void

function putRoles({ roles, kind, channel }: Respondent, put: Put, draw: Chance): void {
  // Online nobody gets past this question; on paper some do.
  if (channel === 'paper' && draw.happens(0.03)) return
  const other = kind !== 'group' && draw.happens(kind === 'childcare' || kind === 'resident' ? 0.16 : 0.01)
  if (other) put('role', [...roles, 'other'], draw.pick(others.role))
  else put('role', roles)
}

function putCentres(who: Respondent, put: Put, draw: Chance): void {
  const own = who.uses.map(({ site }) => site.reference).sort()
  const used = who.usesOutside ? [...own, 'outside'] : own
  const family = who.children.length > 0
  if (used.length === 0) {
    if (family && draw.happens(0.05)) put('centres', ['other'], draw.pick(others.centres))
    else put('centres', ['none'])
    // Who ticks "None" is not asked what they use.
    return
  }
  put('centres', used)
  const likely: Readonly<Record<(typeof offered.services)[number], number>> = {
    'stay-and-play': 0.68, midwife: who.children.includes('expecting') || who.children.includes('0') ? 0.55 : 0.1,
    'health-visitor': who.children.includes('0') || who.children.includes('1') ? 0.66 : 0.3, 'speech-and-language': who.send ? 0.5 : 0.14,
    breastfeeding: who.children.includes('0') ? 0.32 : 0.05, 'parenting-courses': 0.16, 'family-support': who.home.decile <= 3 ? 0.3 : 0.13,
    'send-support': who.send ? 0.72 : 0.015, childcare: 0.12, 'work-and-money': who.home.decile <= 3 ? 0.18 : 0.05, 'young-people': who.kind === 'young' ? 0.8 : 0.03,
  }
  const services = offered.services.filter(service => draw.happens(likely[service]))
  if (services.length === 0) services.push('stay-and-play')
  if (draw.happens(0.05)) put('services', [...services, 'other'], draw.pick(others.services))
  else if (!draw.happens(0.04)) put('services', services)
  if (!draw.happens(0.06))
    put('how-often', [byWeight(draw, [['weekly', 52], ['monthly', 24], ['less', 13], ['past', who.kind === 'resident' ? 60 : 11]])])
} // prettier-ignore

function putProposal(
  who: Respondent,
  at: number,
  put: Put,
  skips: (share: number) => boolean,
  draw: Chance,
): number | null {
  const proposal = who.story.proposals[at]
  if (proposal === undefined) return null
  const key = `proposal-${at + 1}`
  if (who.campaigner) {
    if (proposal.about === 25) put(key, ['strongly-disagree'])
    return proposal.about === 25 ? -2 : null
  }
  const touched = isTouched(who, at)
  if (skips(touched ? 0.03 : 0.14)) return null
  if (draw.happens(touched ? 0.02 : proposal.noIdea)) {
    put(key, ['dont-know'])
    return null
  }
  const own = touched ? 0.55 * who.effect : 0.1 * who.effect
  const nursery = who.kind === 'childcare' ? -0.2 : 0
  const opinion = Math.max(-2, Math.min(2, proposal.mood + own + nursery + 0.8 * who.temper + draw.around(0, 0.85)))
  put(key, [agreement(opinion)])
  return opinion
} // prettier-ignore

/** Whether a proposal is about a centre that somebody uses, or, without a building, about villages like theirs. */
export function isTouched({ story, uses, home }: Respondent, at: number): boolean {
  const proposal = story.proposals[at]
  if (proposal === undefined) return false
  if (proposal.about === null) return home.place.kind === 'village' && uses.length === 0
  return uses.some(({ site }) => site.centre !== null && proposal.touches.includes(site.centre.number))
}

/** An opinion from −2 to 2 as a place on the scale of agreement. */
export function agreement(opinion: number): string {
  if (opinion <= -1.2) return 'strongly-disagree'
  if (opinion <= -0.45) return 'disagree'
  if (opinion < 0.4) return 'neither'
  return opinion < 1.25 ? 'agree' : 'strongly-agree'
}

function impact(effect: number): string {
  if (effect <= -1.15) return 'much-worse'
  if (effect <= -0.4) return 'worse'
  if (effect < 0.5) return 'same'
  return effect < 1.2 ? 'better' : 'much-better'
}

function putTravelNow(who: Respondent, put: Put, draw: Chance): void {
  const to = who.uses[0]
  if (to === undefined && !who.usesOutside) {
    put('travel-now', ['dont-go'])
    return
  }
  if (draw.happens(0.012)) put('travel-now', ['other'], draw.pick(others.travel))
  else put('travel-now', waysTo((to ?? who.now).kilometres, who, draw))
}

function putTravelThen(who: Respondent, put: Put, draw: Chance): void {
  const { kilometres } = who.then
  const cut = !who.car && kilometres > 2.5 ? (who.home.place.kind === 'village' ? 0.6 : 0.25) : who.send && kilometres > 5 ? 0.15 : 0
  if (draw.happens(cut)) put('travel-then', ['could-not'])
  else if (draw.happens(who.effect < -1 ? 0.2 : who.uses.length === 0 ? 0.12 : 0.04)) put('travel-then', ['would-not'])
  else put('travel-then', waysTo(kilometres, who, draw))
} // prettier-ignore

function waysTo(kilometres: number, { car, home }: Respondent, draw: Chance): string[] {
  const buses = home.place.kind === 'village' ? 0.35 : 1
  const ways: readonly (readonly [(typeof offered.travel)[number], number])[] = [
    ['walk', kilometres < 1.2 ? 6 : kilometres < 2.5 ? 2.4 : kilometres < 4 ? 0.4 : 0.02],
    ['cycle', kilometres < 5 ? 0.18 : 0.02],
    ['bus', (car ? 0.25 : 2.6) * buses * (kilometres > 1.2 ? 1 : 0.2)],
    ['train', 0.004],
    ['car', car ? (kilometres < 1.2 ? 1.4 : 5) : 0],
    ['lift-or-taxi', car ? 0.08 : 0.9],
  ]
  const chosen = new Set([byWeight(draw, ways)])
  if (draw.happens(0.16)) chosen.add(byWeight(draw, ways))
  return offered.travel.filter(way => chosen.has(way))
}

function timesFor({ works, children }: Respondent, draw: Chance): string[] {
  if (draw.happens(0.06)) return ['any']
  const school = children.includes('5-to-11')
  const likely = works
    ? [0.36, 0.26, 0.5, 0.56, 0.12, 0.3]
    : [0.76, 0.52, 0.14, 0.25, 0.06, school ? 0.5 : 0.2]
  const times = offered.times.filter((_, at) => draw.happens(likely[at] ?? 0))
  return times.length > 0 ? times : [works ? 'saturdays' : 'weekday-mornings']
}

function putMattersMost(who: Respondent, put: Put, draw: Chance): void {
  const weights: readonly (readonly [(typeof offered.services)[number], number])[] = [
    ['stay-and-play', 6], ['midwife', who.children.includes('expecting') ? 6 : 1.6], ['health-visitor', 5], ['speech-and-language', who.send ? 5 : 2.2],
    ['breastfeeding', 1.6], ['parenting-courses', 1.4], ['family-support', who.home.decile <= 3 ? 4 : 2.4], ['send-support', who.send ? 12 : 1.4],
    ['childcare', who.kind === 'childcare' ? 6 : who.works ? 2.4 : 1], ['work-and-money', 0.9], ['young-people', who.children.includes('12-to-19') ? 3 : 0.5],
  ]
  const wanted = draw.whole(1, 4)
  const chosen = new Set<string>()
  while (chosen.size < wanted) chosen.add(byWeight(draw, weights))
  const services: string[] = offered.services.filter(service => chosen.has(service))
  if (draw.happens(0.03)) put('matters-most', [...services, 'other'], draw.pick(others.services))
  else put('matters-most', services)
} // prettier-ignore

function outreach({ home, uses, car }: Respondent, draw: Chance): string {
  const village = home.place.kind === 'village'
  return byWeight(draw, [
    ['yes', village ? (uses.length > 0 ? 34 : 46) : 22], ['maybe', 33], ['no', (village ? 18 : 34) - (car ? 0 : 6)], ['dont-know', 9],
  ]) // prettier-ignore
}

function putHeard(who: Respondent, put: Put, draw: Chance): void {
  if (draw.happens(0.04)) {
    put('heard', ['other'], draw.pick(others['how-heard']))
    return
  }
  const weights: readonly (readonly [(typeof offered.heard)[number], number])[] = [
    ['centre', who.uses.length > 0 ? 6 : 0.4], ['school-or-nursery', 3], ['health', 1.2], ['email', who.kind === 'staff' ? 7 : 1], ['social-media', 5],
    ['news', who.kind === 'resident' ? 5 : 1.6], ['library', 0.9], ['friend', 2.6], ['councillor', who.campaigner ? 30 : 0.7],
  ]
  const chosen = new Set([byWeight(draw, weights)])
  if (draw.happens(0.3)) chosen.add(byWeight(draw, weights))
  put('heard', offered.heard.filter(way => chosen.has(way)))
} // prettier-ignore
