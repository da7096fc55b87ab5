import { createHash } from 'node:crypto'
import { distanceBand, type DistanceBand, type GivenAnswer } from '../../server/model/survey.ts'
import { aboutResponse, helpedShare, type AboutAnswer } from './answers-about.ts'
import { tick } from './answers-choices.ts'
import { commentWriter, type CommentWriter } from './answers-comments.ts'
import { equalityAnswers } from './answers-equality.ts'
import { groundOf, type Ground } from './answers-ground.ts'
import { addedKeys, moreAnswers } from './answers-more.ts'
import { drawMoment } from './answers-moments.ts'
import { doubleTicks } from './answers-paper.ts'
import { drawCampaigner, drawRespondent, groupRespondent, type Respondent } from './answers-respondents.ts'
import { campaignAnswers, stories, type DistrictStory } from './answers-story.ts'
import { groupAnswers } from './answers-words-groups.ts'
import { consultation, type ConsultationFile } from './consultation.ts'
import type { RelativeMoment } from './consultation-text.ts'
import type { DemonstrationCounty } from './demonstration-county.ts'
import { chance, type Chance } from './random.ts'
import type { DemonstrationSite } from './sites.ts'
import type { WrittenFile } from './written-file.ts'

/**
 * One answer to the consultation, as it is loaded. Centres are named by their reference and proposals by their place in
 * the district: `proposal-2`, and `proposal-2-why` for the words beside it.
 */
export interface AnsweredSurvey {
  readonly responseId: string
  readonly districtCode: string
  readonly channel: 'online' | 'paper' | 'phone'
  /** In local time, counted from the day on which the demonstration is loaded; always before that day. */
  readonly received: RelativeMoment
  readonly language: string
  readonly helped: boolean
  /** Null where no postcode was given. */
  readonly neighbourhoodCode: string | null
  readonly distanceBand: DistanceBand | null
  readonly answers: readonly GivenAnswer[]
  readonly equality: readonly GivenAnswer[]
  /** Who answered, where they said it. */
  readonly about?: AboutAnswer
}

/**
 * Everything that people answered to the demonstration's consultation so far.
 *
 * @param county - the county
 * @param sites - its register
 * @returns in the order of district and chance; the same seed gives the same answers
 */
export function answeredSurveys(
  county: DemonstrationCounty,
  sites: readonly DemonstrationSite[],
): AnsweredSurvey[] {
  const asked = consultation(sites)
  const ground = groundOf(county, sites)
  const writer = commentWriter(chance(county.seed, 'comments'))
  return stories.flatMap(story => {
    checkProposals(story, asked, sites)
    const draw = chance(county.seed, `answers ${story.district}`)
    // A stream of their own, so that the other answers stay as they were.
    const more = chance(county.seed, `further answers ${story.district}`)
    return respondents(story, ground, draw).map((who, at) =>
      answered(who, `${county.seed} ${story.district} ${at}`, asked, writer, draw, more),
    )
  })
}

/** The answers as a file, one on each line: `council/answers.json`. */
export function answersFile(county: DemonstrationCounty, sites: readonly DemonstrationSite[]): WrittenFile {
  const lines = answeredSurveys(county, sites).map(one => JSON.stringify(one))
  return { name: 'council/answers.json', content: `[\n${lines.join(',\n')}\n]\n`, encoding: 'utf8' }
}

function respondents(story: DistrictStory, ground: Ground, draw: Chance): Respondent[] {
  const groups = groupAnswers.filter(({ district }) => district === story.district)
  const campaigners = story.district === 'west' ? campaignAnswers : 0
  const others = story.answers - groups.length - campaigners
  return draw.shuffled([
    ...Array.from({ length: others }, () => drawRespondent(story, ground, draw)),
    ...Array.from({ length: campaigners }, () => drawCampaigner(story, ground, draw)),
    ...groups.map(group => groupRespondent(story, group, ground, draw)),
  ])
}

function answered(
  who: Respondent,
  name: string,
  asked: ConsultationFile,
  writer: CommentWriter,
  draw: Chance,
  more: Chance,
): AnsweredSurvey {
  const ticked = tick(who, draw)
  const words = writer.write(who, ticked)
  const further = moreAnswers(who, ticked.answers, more)
  const answers = inOrder([...ticked.answers.values(), ...further, ...words], who.story.proposals.length)
  const located = who.group === null && draw.happens(who.channel === 'online' ? 0.79 : 0.86)
  const received = drawMoment(asked, who, draw)
  const helped = who.channel === 'phone' || draw.happens(helpedShare(who))
  const about = aboutResponse(who, helped, more)
  return {
    responseId: idOf(name),
    districtCode: who.districtCode,
    channel: who.channel,
    received,
    language: words.length > 0 ? who.language : 'en',
    helped,
    neighbourhoodCode: located ? who.home.neighbourhood.code : null,
    distanceBand: located ? distanceBand(who.now.kilometres * 1000) : null,
    answers: who.channel === 'paper' ? doubleTicks(answers, draw) : answers,
    equality: equalityAnswers(who, draw),
    ...(about === undefined ? {} : { about }),
  }
} // prettier-ignore

const before = [
  'role', 'organisation', 'centres', 'services', 'how-often', 'children', ...addedKeys.family, 'overall', ...addedKeys.principles,
] // prettier-ignore
const after = [
  'impact', 'impact-how', 'travel-now', 'travel-then', 'times', 'matters-most', ...addedKeys.order, 'outreach', 'online', 'missed', 'alternatives', 'mitigation', 'heard',
] // prettier-ignore

function inOrder(answers: readonly GivenAnswer[], proposals: number): GivenAnswer[] {
  const keys = [
    ...before,
    ...Array.from({ length: proposals }, (_, at) => [`proposal-${at + 1}`, `proposal-${at + 1}-why`]).flat(),
    ...after,
  ]
  return keys.flatMap(key => answers.filter(({ questionKey }) => questionKey === key))
}

/** An identity that comes out the same every time. */
function idOf(name: string): string {
  const hex = createHash('sha256').update(`answer ${name}`).digest('hex')
  const variant = '89ab'.charAt(parseInt(hex.charAt(16), 16) % 4)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The story speaks of the proposals that the consultation makes, in their order. */
function checkProposals(
  { district, proposals }: DistrictStory,
  asked: ConsultationFile,
  sites: readonly DemonstrationSite[],
): void {
  const code = sites.find(({ centre }) => centre?.number === proposals[0]?.touches[0])?.at.districtCode
  const made = asked.districts.find(one => one.code === code)?.proposals ?? []
  const same = made.every(({ site }, at) => {
    const about = proposals[at]?.about
    const found = sites.find(one => (typeof about === 'number' ? one.centre?.number === about : one.name === about))
    return about !== undefined && (found?.reference ?? null) === site
  })
  if (made.length !== proposals.length || !same) throw new Error(`The story of ${district} speaks of other proposals.`)
} // prettier-ignore
