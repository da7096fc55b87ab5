import type { GivenAnswer } from '../../server/model/survey.ts'
import { isTouched, type Ticked } from './answers-choices.ts'
import { everydayName } from './answers-ground.ts'
import { asTyped, drawHand, type Hand } from './answers-hand.ts'
import { byWeight, canSay, deck, say, type Blanks, type Deck, type ProposalWords } from './answers-phrases.ts'
import type { Respondent } from './answers-respondents.ts'
import { effectTopics, missedTopics, type Bank } from './answers-topics.ts'
import { cityWords } from './answers-words-city.ts'
import { coastWords } from './answers-words-coast.ts'
import { effectWords } from './answers-words-effects.ts'
import { fenWords } from './answers-words-fens.ts'
import {
  alternativeWords,
  mitigationWords,
  missedWords,
  plainWords,
  wholeWords,
} from './answers-words-ideas.ts'
import { foreignComments } from './answers-words-languages.ts'
import { southWords } from './answers-words-south.ts'
import { campaignAdditions, campaignSentences, westWords } from './answers-words-west.ts'
import type { DistrictPlan } from './gazetteer.ts'
import type { Chance } from './random.ts'

const wordsOf: Readonly<Record<DistrictPlan['key'], readonly ProposalWords[]>> = {
  city: cityWords,
  fens: fenWords,
  west: westWords,
  south: southWords,
  coast: coastWords,
}

/** Writes the comments of one respondent after another; what was said already is said less often. */
export interface CommentWriter {
  /**
   * What somebody wrote, question by question.
   *
   * @param who - the respondent
   * @param ticked - what they ticked
   * @returns answers in words; none where nothing was written
   */
  write(who: Respondent, ticked: Ticked): GivenAnswer[]
}

/** A writer of comments. */
export function commentWriter(draw: Chance): CommentWriter {
  const dealt = deck(draw)
  const written = new Set<string>()
  const foreign = [...foreignComments]
  const worries: string[] = [...missedWords.worry]
  let families = 0

  function compose(who: Respondent, ticked: Ticked): GivenAnswer[] {
    const hand = drawHand(draw)
    const blanks = blanksOf(who, ticked, draw)
    const answers: GivenAnswer[] = []
    for (const question of questionsFor(who, ticked, draw)) {
      for (let attempt = 0; attempt < 6; attempt += 1) {
        const text = textFor(question, who, ticked, { dealt, blanks, hand, draw })
        // A long text that somebody else wrote word for word would look copied.
        if (text === null || (text.length > 40 && written.has(text))) continue
        written.add(text)
        answers.push({ questionKey: question, choices: [], text })
        break
      }
    }
    return answers
  }

  return {
    write(who, ticked) {
      if (who.group !== null) return groupWords(who)
      if (who.campaigner) return [campaignWords(who, draw)]
      if (who.language !== 'en') return foreignWords(who, foreign)
      if (!draw.happens(willingness(who))) return []
      if (who.kind === 'parent' && ++families % 110 === 0) {
        const worry = worries.shift()
        if (worry !== undefined) return [{ questionKey: 'missed', choices: [], text: worry }]
      }
      return compose(who, ticked)
    },
  }
}

/** How likely somebody is to write anything: those who would lose or gain most, and those who work with families. */
function willingness({ effect, thorough, kind, send, channel }: Respondent): number {
  const strong = 0.13 * Math.abs(effect) + (effect < -1 ? 0.08 : 0)
  const working =
    kind === 'staff' || kind === 'childcare' || kind === 'health' || kind === 'school' ? 0.16 : 0
  return 0.045 + strong + 0.26 * thorough + working + (send ? 0.15 : 0) - (channel === 'paper' ? 0.04 : 0)
}

function groupWords({ group }: Respondent): GivenAnswer[] {
  if (group === null) return []
  return [
    { questionKey: 'organisation', choices: [], text: group.name },
    { questionKey: group.question, choices: [], text: group.text },
  ]
}

function campaignWords({ story }: Respondent, draw: Chance): GivenAnswer {
  const sentences = campaignSentences.map(([usual = '', ...variants]) =>
    variants.length > 0 && draw.happens(0.25) ? draw.pick(variants) : usual,
  )
  // Some leave a sentence out, some add one.
  if (draw.happens(0.2)) sentences.splice(draw.whole(1, 2), 1)
  if (draw.happens(0.4)) sentences.splice(draw.happens(0.5) ? 0 : sentences.length, 0, draw.pick(campaignAdditions))
  const at = story.proposals.findIndex(({ about }) => about === 25)
  const text = asTyped(sentences.join(' '), draw.happens(0.7) ? 'careful' : 'plain', draw)
  return { questionKey: `proposal-${at + 1}-why`, choices: [], text }
} // prettier-ignore

function foreignWords({ language, story, car, uses }: Respondent, left: (typeof foreignComments)[number][]): GivenAnswer[] {
  const at = left.findIndex(
    comment =>
      comment.language === language &&
      (comment.districts?.includes(story.district) ?? true) &&
      (!comment.noCar || !car) &&
      (comment.question !== 'impact-how' || uses.length > 0),
  )
  const [comment] = at < 0 ? [] : left.splice(at, 1)
  return comment === undefined ? [] : [{ questionKey: comment.question, choices: [], text: comment.text }]
} // prettier-ignore

/** Which questions somebody answers in words, in the survey's order. */
function questionsFor(who: Respondent, { opinions, answers }: Ticked, draw: Chance): string[] {
  const weights = new Map<string, number>()
  opinions.forEach((opinion, at) => {
    if (opinion === null) return
    // What everybody talks about, people write about whether it touches them or not.
    const strength = (0.2 + Math.abs(opinion)) * ((who.story.proposals[at]?.mood ?? 0) <= -0.9 ? 2.5 : 1)
    weights.set(`proposal-${at + 1}-why`, strength * (isTouched(who, at) ? 3.4 : 0.45))
  })
  if (answers.has('impact')) weights.set('impact-how', who.effect < -0.4 ? 4.2 : 1.5)
  weights.set('missed', 1.9)
  weights.set('alternatives', who.effect < 0 ? 1.4 : 0.7)
  weights.set('mitigation', who.effect < -0.4 ? 1.6 : 0.5)
  const wanted = byWeight(draw, [
    [1, 0.68],
    [2, 0.23],
    [3, 0.07],
    [4, 0.02],
  ])
  const chosen = new Set<string>()
  while (chosen.size < Math.min(wanted, weights.size)) chosen.add(byWeight(draw, [...weights]))
  return [...weights.keys()].filter(question => chosen.has(question))
}

interface Pen {
  readonly dealt: Deck
  readonly blanks: Blanks
  readonly hand: Hand
  readonly draw: Chance
}

/** A few sentences in answer to a question; null where there is nothing that this person could say. */
function textFor(question: string, who: Respondent, ticked: Ticked, pen: Pen): string | null {
  const { dealt, blanks, hand, draw } = pen
  const said: string[] = []
  for (const { bank, touched } of banksFor(question, who, ticked, draw)) {
    const sentence = dealt.deal(bank, one => !said.includes(one) && canSay(one, blanks, touched))
    if (sentence !== null) said.push(sentence)
  }
  if (said.length === 0) return null
  const first = aboutThemselves(question, who, pen)
  const text = [...first, ...said].map(sentence => say(sentence, blanks, draw)).join(' ')
  return asTyped(draw.happens(0.07) ? `${text} ${lastWord(who, draw)}` : text, hand, draw)
}

/** Who tells what happened to them often begins with who they are. */
function aboutThemselves(question: string, { kind }: Respondent, { dealt, blanks, draw }: Pen): string[] {
  if (kind !== 'parent' || question === 'alternatives' || question === 'mitigation' || !draw.happens(0.2))
    return []
  const sentence = dealt.deal(effectWords.context, one => canSay(one, blanks, true))
  return sentence === null ? [] : [sentence]
}

function lastWord({ effect }: Respondent, draw: Chance): string {
  const any = ['Thank you.', 'Thanks for asking.', 'I hope this helps.', 'That’s all.', 'Just my view.']
  return draw.pick(effect < -0.5 ? ['Please think again.', 'Please listen.', ...any] : any)
}

interface Turn {
  readonly bank: Bank
  /** Whether sentences about one's own life fit. */
  readonly touched: boolean
}

/** From which banks the sentences of a text come, one after another. */
function banksFor(question: string, who: Respondent, { opinions }: Ticked, draw: Chance): Turn[] {
  const length = byWeight(draw, [
    [1, 0.47],
    [2, 0.34],
    [3, who.thorough > 0.4 ? 0.15 : 0.05],
    [4, who.thorough > 0.7 ? 0.09 : 0],
  ])
  const own = (bank: Bank): Turn => ({ bank, touched: true })
  const turns = (banks: readonly (readonly [Bank, number])[], count: number): Turn[] =>
    Array.from({ length: count }, () => own(byWeight(draw, banks)))
  const proposal = /^proposal-(\d+)-why$/.exec(question)
  if (proposal !== null) {
    const at = Number(proposal[1]) - 1
    const opinion = opinions[at] ?? 0
    const touched = isTouched(who, at)
    const words = wordsOf[who.story.district].find(({ about }) => about === who.story.proposals[at]?.about)
    const [bank, plain, whole] =
      opinion < 0
        ? [words?.disagree ?? [], plainWords.against, wholeWords.against]
        : [words?.agree ?? [], plainWords.for, wholeWords.for]
    if (Math.abs(opinion) < 0.42) return [{ bank: draw.happens(0.7) ? plainWords.unsure : bank, touched }]
    if (draw.happens(touched ? 0.05 : 0.12)) return [own(plain)]
    const effects = touched && opinion < 0 === who.effect < 0 ? effectTopics(who) : []
    const rest = [...effects, [whole, 1.2] as const]
    const first = { bank, touched }
    return [first, ...(length > 1 && draw.happens(0.5) ? [first] : []), ...turns(rest, Math.max(0, length - 2))]
  }
  // Little can be said of what makes no difference.
  if (question === 'impact-how') return turns(effectTopics(who), Math.abs(who.effect) < 0.4 ? 1 : length)
  if (question === 'missed') return turns(missedTopics(who), Math.min(length, 3))
  const short = draw.happens(0.72) ? 1 : 2
  if (question === 'alternatives') return turns(Object.values(alternativeWords).map(bank => [bank, bank.length]), short)
  const { getting, sessions, telling, send, nothing } = mitigationWords
  return turns([[getting, who.car ? 2 : 6], [sessions, 4], [telling, 2.5], [send, who.send ? 9 : 0], [nothing, who.effect < -1.2 ? 1.2 : 0.2]], short)
} // prettier-ignore

const serviceNames: Readonly<Record<string, string>> = {
  'stay-and-play': 'stay and play', midwife: 'the midwife', 'health-visitor': 'the baby clinic', 'speech-and-language': 'the speech and language group',
  breastfeeding: 'the feeding drop-in', 'parenting-courses': 'the parenting course', 'family-support': 'the family support worker',
  'send-support': 'the SEND group', childcare: 'the crèche', 'work-and-money': 'the benefits advice', 'young-people': 'the young parents’ group',
} // prettier-ignore

const childNames: Readonly<Record<string, readonly string[]>> = {
  '0': ['my baby', 'my seven month old', 'the baby', 'my little one'],
  '1': ['my one year old', 'my toddler', 'my little girl', 'my little boy'],
  '2': ['my two year old', 'my son', 'my daughter', 'my toddler'],
  '3-to-4': ['my three year old', 'my four year old', 'my youngest', 'my daughter', 'my son'],
}

function blanksOf(who: Respondent, { answers }: Ticked, draw: Chance): Blanks {
  const main = who.uses[0]
  const small = who.children.filter(child => childNames[child] !== undefined)
  const names = small.length > 0 ? (childNames[draw.pick(small)] ?? []) : []
  const services = (answers.get('services')?.choices ?? []).filter(service => serviceNames[service] !== undefined)
  const carer = who.kind === 'carer'
  const moves = who.then.site !== main?.site && who.then.kilometres > 0.8
  return {
    centre: main === undefined ? null : everydayName(main.site),
    next: moves ? everydayName(who.then.site) : null,
    miles: moves ? inMiles(who.then.kilometres) : null,
    far: moves && who.then.kilometres > 4.5 ? inMiles(who.then.kilometres) : null,
    bare: who.now.kilometres > 2.2 ? '' : null,
    village: who.home.place.name,
    small: who.home.place.kind === 'village' ? who.home.place.name : null,
    own: who.home.place.kind === 'village' && who.now.kilometres < 1.6 ? who.home.place.name : null,
    service: services.length > 0 ? (serviceNames[draw.pick(services)] ?? null) : null,
    child: names.length === 0 ? null : carer ? draw.pick(['my grandson', 'my granddaughter', 'our grandchild']) : draw.pick(names),
    dad: who.female || carer ? null : '',
    mum: who.female && !carer ? '' : null,
    expecting: who.children.includes('expecting') && who.female ? '' : null,
    two: small.length >= 2 ? '' : null,
    leave: who.female && !carer && who.children.includes('0') ? '' : null,
    first: who.children.length === 1 && small.length === 1 && (who.children[0] === '0' || who.children[0] === '1') ? '' : null,
  }
} // prettier-ignore

const numbers = [
  '',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]

/** A distance as people say it, to the nearest half-mile below three miles and whole miles above. */
function inMiles(kilometres: number): string {
  const miles = kilometres / 1.609
  if (miles < 0.75) return 'half a mile'
  if (miles < 1.25) return 'a mile'
  if (miles < 1.75) return 'a mile and a half'
  const whole = miles < 3 ? Math.floor(miles * 2 + 0.5) / 2 : Math.round(miles)
  const name = numbers[Math.floor(whole)] ?? String(Math.floor(whole))
  return whole % 1 === 0 ? `${name} miles` : `${name} and a half miles`
}
