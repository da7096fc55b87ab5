import type { Respondent } from './answers-respondents.ts'
import { effectWords } from './answers-words-effects.ts'
import { missedWords } from './answers-words-ideas.ts'

/** Sentences about one thing. */
export type Bank = readonly string[]

type Weighted = readonly [Bank, number]

const { losing, distance, noCar, bus, alone, clinic, siblings, send, working, english, grandparents, staff, childcare, health, gaining, older, same, young } =
  effectWords // prettier-ignore

/** What somebody would speak of when asked what the changes mean for them: by their life, their way and their centre. */
export function effectTopics(who: Respondent): Weighted[] {
  const { kind, effect, car, home, then, now, children } = who
  const worse = effect < -0.3
  const better = effect > 0.45
  const further = then.kilometres - now.kilometres
  const out = home.place.kind === 'village'
  const baby = children.some(child => child === '0' || child === '1' || child === 'expecting')
  const schoolchild = children.includes('5-to-11')
  const weights: Weighted[] = [
    [losing, worse && who.uses.length > 0 && who.fate !== 'centre' && who.fate !== 'centre-place' ? 5 : 0],
    [distance, worse && further > 1 && then.kilometres > 1.5 ? 4 : 0],
    // Whose centre stays is afraid that everybody else will come.
    [missedWords.busy, who.story.district === 'city' && who.uses.length > 0 && !better ? 2.5 : 0],
    [noCar, worse && !car ? 3 : 0],
    [
      bus,
      worse && then.kilometres > 2
        ? (out ? (car ? 1.2 : 4) : car ? 0.2 : 1.5) * (who.story.district === 'fens' ? 2.2 : 1)
        : 0,
    ],
    [alone, worse && baby && who.uses.length > 0 ? 1.8 : 0],
    [clinic, baby && !better && who.uses.length > 0 ? 1.5 : 0],
    [siblings, worse && schoolchild && children.length > 1 ? 1.6 : 0],
    [send, who.send && who.uses.length > 0 ? 9 : 0],
    [working, who.works && kind === 'parent' ? (better ? 3 : 1.4) : 0],
    [english, who.learning && who.uses.length > 0 ? 4 : 0],
    [grandparents, kind === 'carer' ? 4 : 0],
    [staff, kind === 'staff' ? 14 : 0],
    [childcare, kind === 'childcare' ? 14 : 0],
    [health, kind === 'health' ? 14 : 0],
    [young, kind === 'young' ? 8 : 0],
    [gaining, better ? 6 : 0],
    [older, better && (schoolchild || children.includes('12-to-19')) ? 3 : 0],
    [same, !worse && !better ? 4 : 0],
  ]
  const left = weights.filter(([, weight]) => weight > 0)
  return left.length > 0 ? left : [[worse ? [...missedWords.villages, ...missedWords.money] : same, 1]]
}

/** What somebody would say was missed. */
export function missedTopics(who: Respondent): Weighted[] {
  const { story, home, kind } = who
  const village = home.place.kind === 'village'
  const weights: Weighted[] = [
    [missedWords.process, 3],
    [missedWords.figures, 1.6],
    [missedWords.forgotten, 2],
    [missedWords.villages, village ? 3 : 0],
    [bus, story.district === 'fens' ? (village ? 5 : 1) : 0],
    [missedWords.busy, story.district === 'city' ? 9 : 0.5],
    [missedWords.send, who.send ? 10 : 0.3],
    [missedWords.childcare, kind === 'childcare' ? 8 : kind === 'school' ? 3 : 0.5],
    [missedWords.money, 1.6],
    [missedWords.resident, kind === 'resident' ? 7 : 0],
    [staff, kind === 'staff' ? 7 : 0],
    [health, kind === 'health' ? 5 : 0],
  ]
  return weights.filter(([, weight]) => weight > 0)
}
