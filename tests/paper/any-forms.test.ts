import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import {
  expandedQuestions,
  optionsOf,
  readDate,
  readNumber,
  type SurveyDefinition,
} from '../../server/model/survey.ts'
import {
  asWrittenFrom,
  differencesBetween,
  givenAnswers,
  keptUncounted,
  numberedQuestions,
  type AsWritten,
} from '../../server/paper/as-written.ts'
import { keyingQuestions } from '../../server/paper/keying-page.ts'
import { checkForm, enterForm, settleForm } from '../../server/paper/keying-service.ts'
import { draftFields, readKeyedForm } from '../../server/paper/paper-forms.ts'
import { newId } from '../../server/platform/ids.ts'
import { addSurvey, listAnswers, listResponses } from '../../server/surveys/index.ts'
import type { Fields } from '../support/application.ts'
import { eachDatabase } from '../support/databases.ts'
import { everyKind } from '../surveys/every-kind.ts'
import { ann, aPlaceFor, at, bob, days, formNow, keyed } from './keyed-forms.ts'

const definition: SurveyDefinition = {
  ...everyKind,
  pages: [
    ...everyKind.pages,
    {
      key: 'home',
      title: 'Home',
      questions: [{ key: 'home', kind: 'postcode', text: 'Your postcode', required: false }],
    },
  ],
}
const questions = numberedQuestions(definition)

const words = fc.oneof(
  fc.constantFrom('', '', '3', ' 12 ', '٣', '1.5', '-1', 'about three', '2026-02-30', '9 1 2026', 'PE30 1AA'),
  fc.constantFrom('=1+0', '<b>x</b>', 'x\u202ey', 'a\u0000b', '__proto__', 'é'.repeat(40)),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
)
const places = fc.oneof(
  fc.constantFrom('', '1', '2', '3', ' 2 ', '01', '0', '4', 'first', '½', '٢', '1.0', '-'),
  fc.string({ unit: 'grapheme', maxLength: 6 }).filter(text => text.length <= 20),
)

/** What a keyer may post for a form; ticks of options that no question has too. */
const anyFields: fc.Arbitrary<Fields> = fc
  .tuple(
    ...questions.map(({ question: { key, ...question } }) =>
      fc
        .record({
          ticks: fc.subarray([...optionsOf({ key, ...question }).map(({ value }) => value), 'forged']),
          words,
          state: fc.constantFrom('', '', '', '', 'unreadable', 'crossed-out'),
          placed: fc.array(places, { minLength: 6, maxLength: 6 }),
        })
        .map(({ ticks, words: written, state, placed }): [string, string | string[]][] => [
          [`tick-${key}`, ticks],
          [`words-${key}`, written],
          [`state-${key}`, state],
          ...optionsOf({ key, ...question }).map(({ value }, at): [string, string] => [
            `place-${key}--${value}`,
            placed[at] ?? '',
          ]),
        ]),
    ),
  )
  .map(fields => keyed(Object.fromEntries(fields.flat())))

function read(fields: Fields): AsWritten {
  const form = readKeyedForm(definition, fields, days)
  if (!form.ok) throw new Error(form.errors.map(({ field, message }) => `${field}: ${message}`).join())
  const { receivedOn, helped, answers, postcode } = form.value
  return {
    receivedOn,
    helped,
    answers,
    postcode: { state: postcode.state, neighbourhoodCode: null, distanceBand: null },
  }
}

describe('any form that is keyed', () => {
  it('answers each question once, in order, with what can be counted of it and nothing else', () => {
    fc.assert(
      fc.property(anyFields, fields => {
        const written = read(fields)
        const given = givenAnswers(definition, written)
        const asked = questions.filter(({ question }) => question.kind !== 'postcode')
        expect(given.map(answer => answer.questionKey)).toEqual(asked.map(({ question }) => question.key))
        const uncounted = keptUncounted(definition, written)
        for (const { question, number } of asked) {
          const answer = given.find(({ questionKey }) => questionKey === question.key)
          const paper = written.answers.find(({ questionKey }) => questionKey === question.key)
          if (!answer || !paper) throw new Error(`No answer to ${question.key}`)
          const values = optionsOf(question).map(({ value }) => value)
          expect(answer.choices.every(value => values.includes(value))).toBe(true)
          expect(new Set(answer.choices).size).toBe(answer.choices.length)
          expect(answer.text ?? '').not.toMatch(/[\u0000\u202a-\u202e\u2066-\u2069]/) // eslint-disable-line no-control-regex
          if (paper.state !== 'answered') {
            expect([answer.choices, answer.text]).toEqual([[], null])
            expect(uncounted).not.toContain(number)
          } else if (question.kind === 'ranking') {
            const numbers = (paper.places ?? []).map(({ place }) => Number(readNumber(place) ?? NaN))
            const countable =
              new Set(numbers).size === numbers.length &&
              numbers.every(place => Number.isInteger(place) && place >= 1 && place <= values.length)
            expect([countable, uncounted.includes(number)]).toEqual([countable, !countable])
            const order = [...(paper.places ?? [])].sort(
              (a, b) => Number(readNumber(a.place)) - Number(readNumber(b.place)),
            )
            expect(answer.choices).toEqual(countable ? order.map(({ option }) => option) : [])
          } else if (question.kind === 'number' || question.kind === 'date') {
            const plain = question.kind === 'number' ? readNumber : readDate
            expect(answer.text).toBe(paper.text === null ? null : (plain(paper.text) ?? paper.text))
            if (paper.text !== null && plain(paper.text) === null) expect(uncounted).toContain(number)
          } else if (question.kind === 'file') {
            expect([answer.choices, answer.text]).toEqual([[], null])
          } else if (values.length > 0) {
            expect(paper.ticks.filter(value => !answer.choices.includes(value))).toEqual([])
            if (paper.text === null) expect(answer.choices).toEqual(paper.ticks)
          } else expect(answer.text).toBe(paper.text)
        }
      }),
      { numRuns: 120 },
    )
  })

  it('is the same after it was stored, and agrees with itself', () => {
    fc.assert(
      fc.property(anyFields, anyFields, (fields, others) => {
        const [first, second] = [read(fields), read(others)]
        expect(asWrittenFrom(JSON.stringify(first))).toEqual(first)
        expect(differencesBetween(definition, first, first)).toEqual([])
        const there = differencesBetween(definition, first, second)
        const back = differencesBetween(definition, second, first)
        expect(there.map(({ field, first: one, second: two }) => [field, two, one])).toEqual(
          back.map(({ field, first: one, second: two }) => [field, one, two]),
        )
      }),
    )
  })

  it('comes back as it was left half keyed, but for the postcode', () => {
    fc.assert(
      fc.property(anyFields, fields => {
        const draft = draftFields(definition, { ...fields, _csrf: 'secret' })
        expect(Object.keys(draft)).not.toContain('_csrf')
        expect(JSON.parse(JSON.stringify(draft))).toEqual(draft)
        for (const question of keyingQuestions(definition, draft)) {
          const home = question.words === 'postcode'
          expect(question.written).toBe(home ? '' : fields[`words-${question.key}`])
          expect(question.state).toBe(fields[`state-${question.key}`])
          for (const { value, checked, place } of question.options) {
            expect(checked).toBe(([fields[`tick-${question.key}`]].flat() as string[]).includes(value))
            expect(place).toBe(fields[`place-${question.key}--${value}`])
          }
        }
      }),
    )
  })
})

eachDatabase('any form that two people key', database => {
  it('counts once, as the first read it until it is settled, and then as it was settled', async () => {
    const { db } = database
    const { consultation, place, print } = await aPlaceFor(db, definition)
    const equalityKeys = new Set(expandedQuestions(definition.equality).map(({ key }) => key))
    const expected = (written: AsWritten): unknown[] =>
      givenAnswers(definition, written)
        .filter(({ questionKey }) => !equalityKeys.has(questionKey))
        .filter(({ choices, text }) => choices.length > 0 || text !== null)
        .map(({ questionKey, choices, text }) => ({ questionKey, choices, text }))
        .sort((a, b) => (a.questionKey < b.questionKey ? -1 : 1))
    const stored = async (responseId: string): Promise<unknown[]> =>
      (await listAnswers(db, consultation.id, { responseId }))
        .filter(({ questionKey }) => !equalityKeys.has(questionKey))
        .filter(({ choices, text }) => choices.length > 0 || text !== null)
        .map(({ questionKey, choices, text }) => ({ questionKey, choices, text }))
        .sort((a, b) => (a.questionKey < b.questionKey ? -1 : 1))
    let forms = 0
    await fc.assert(
      fc.asyncProperty(anyFields, anyFields, async (fields, others) => {
        forms += 1
        const [first, second] = [read(fields), read(others)]
        const form = await print()
        // A new version of the survey while forms of the old one are out changes nothing of them.
        if (forms === 2)
          await addSurvey(
            db,
            {
              consultationId: consultation.id,
              districtCode: 'D1',
              definition: { ...definition, pages: definition.pages.slice(1) },
            },
            at,
          )
        // Both open it, and both store it at once: one is entered.
        const ids = [newId(), newId()] as const
        const both = await Promise.allSettled([
          enterForm(db, ann, { ...place, form }, ids[0], first, at),
          enterForm(db, bob, { ...place, form }, ids[1], first, at),
        ])
        expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
        const [winner, other] = both[0].status === 'fulfilled' ? [ann, bob] : [bob, ann]
        const responseId = both[0].status === 'fulfilled' ? ids[0] : ids[1]
        expect(await listResponses(db, consultation.id)).toHaveLength(forms)
        expect(await stored(responseId)).toEqual(expected(first))
        // A killed tab sends again what it had sent.
        expect(await enterForm(db, winner, { ...place, form }, responseId, first, at)).toBe('entered before')
        const entered = { ...place, form: await formNow(db, form) }
        const differences = await checkForm(db, other, entered, newId(), second, at)
        expect(await stored(responseId)).toEqual(expected(first))
        if (differences.length > 0) {
          const checked = { ...place, form: await formNow(db, form) }
          const decided = new Map(differences.map(({ field }) => [field, 'second'] as const))
          await settleForm(db, other, checked, decided, at)
          const differing = new Set(decided.keys())
          const settled = {
            ...first,
            answers: first.answers.map(
              answer =>
                (differing.has(answer.questionKey) ? second : first).answers.find(
                  one => one.questionKey === answer.questionKey,
                ) ?? answer,
            ),
          }
          expect(await stored(responseId)).toEqual(expected(settled))
        }
        expect(await listResponses(db, consultation.id)).toHaveLength(forms)
      }),
      { numRuns: 8 },
    )
  })
})
