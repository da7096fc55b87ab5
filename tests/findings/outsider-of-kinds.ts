import { expandedQuestions, optionsOf, type ExpandedQuestion } from '../../server/model/survey.ts'
import { kindsDefinition } from './kinds-definition.ts'
import { leaksIn, type Leak, type Shown } from './outsider.ts'
import { someDistricts, type TestAnswers } from './support.ts'

const codes = someDistricts.map(({ code }) => code)
const placeOf = (one: TestAnswers): number => codes.findIndex(code => code === (one.district ?? 'D1'))

/** What somebody's answer counts as, told without the product; '' for none. */
function countsAs(question: ExpandedQuestion, one: TestAnswers): string {
  const [first = ''] = one.choices?.[question.key] ?? []
  const text = one.texts?.[question.key] ?? ''
  if (question.kind === 'ranking' || question.kind === 'agreement')
    return optionsOf(question).find(({ value }) => value === first)?.text ?? ''
  if (question.kind === 'number')
    return /^\d+$/.test(text) && Number(text) <= (question.maximum ?? 0) ? text : ''
  if (question.kind === 'date') {
    const month = /^(\d{4})-(\d{2})-/.exec(text)
    return month ? `${['January', 'February', 'March'][Number(month[2]) - 1] ?? ''} ${month[1] ?? ''}` : ''
  }
  return text === '' ? '' : 'Sent a file'
}

/** Everything that an outsider can rule out of small counts of the kinds of questions that are not chosen or written. */
export function outsiderLearnsOfKinds(shown: Shown, all: readonly TestAnswers[]): Leak[] {
  const people = codes.map((_, at) => all.filter(one => placeOf(one) === at).length)
  const questions = expandedQuestions(kindsDefinition(someDistricts[0]).pages).filter(
    ({ key }) => key !== 'role',
  )
  return [
    ...questions.flatMap(question => leaksOf(question, shown, all, people)),
    ...ranked(questions, shown, people),
    ...whoAnswered(shown, all),
    ...themes(shown, all, people),
  ]
}

function leaksOf(
  question: ExpandedQuestion,
  shown: Shown,
  all: readonly TestAnswers[],
  people: readonly number[],
): Leak[] {
  const table = (place: string) => shown.get(`${question.key}.${place}`)
  const any = table('all') ?? codes.map(table).find(one => one !== undefined)
  const listed: string[] = any ? [...any.keys()] : []
  if (listed.length === 0) {
    if (all.length > 0) throw new Error(`Nothing is said of ${question.key}.`)
    return []
  }
  for (const [at, code] of codes.entries()) {
    // A district without a table is one without responses, and that is public.
    if ((table(code) === undefined) !== (people[at] === 0))
      throw new Error(`${question.key}.${code} tells by being there.`)
  }
  const file = question.kind === 'file'
  const labels: string[] = file ? ['Sent a file', 'Sent none'] : listed
  // "Any other month", "No answer": whoever is in none of the rows above.
  const rowOf = (one: TestAnswers): string => {
    const own = countsAs(question, one)
    if (own === '') return file ? 'Sent none' : 'No answer'
    return labels.includes(own) ? own : 'Any other month'
  }
  const truth = labels.map(label =>
    codes.map((_, at) => all.filter(one => placeOf(one) === at && rowOf(one) === label).length),
  )
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)
  if (sum(truth.flat()) !== all.length) throw new Error(`${question.key} has no row for somebody.`)
  const cell = (label: string, place: string): number | null => table(place)?.get(label)?.get('All') ?? null
  const together = labels.map(label => cell(label, 'all'))
  // That a month has a row of its own tells that at least ten people gave it.
  const known = labels.map(label => (/^\w+ \d{4}$/.test(label) ? 10 : 0))
  const averages = [...(shown.get(`${question.key}.places.all`)?.values() ?? [])].some(row =>
    [...row.values()].some(one => one !== null),
  )
  return [
    ...leaksIn({
      name: question.key,
      labels,
      shown: labels.map(label => codes.map(code => cell(label, code))),
      truth,
      people,
      together,
      // Average places may tell as much as how many put each thing first, and no more.
      atLeast: averages ? truth.map(sum) : known,
      ...(averages ? { atMost: truth.map(sum) } : {}),
    }),
    ...leaksIn({
      name: `${question.key}, all districts`,
      labels,
      shown: together.map(count => [count]),
      truth: truth.map(row => [sum(row)]),
      people: [sum(people)],
      together: null,
      atLeast: known,
    }),
  ]
}

/** Average places tell in which proportion things came first: they may tell no more than every total exactly. */
function ranked(questions: readonly ExpandedQuestion[], shown: Shown, people: readonly number[]): Leak[] {
  return questions
    .filter(({ kind }) => kind === 'ranking')
    .flatMap(({ key }) => {
      const withheld = (place: string): boolean =>
        [...(shown.get(`${key}.${place}`)?.values() ?? [])].some(row => row.get('All') === null)
      const averages = (place: string): boolean =>
        [...(shown.get(`${key}.places.${place}`)?.values() ?? [])].some(row =>
          [...row.values()].some(one => one !== null),
        )
      const there = codes.filter((_, at) => (people[at] ?? 0) > 0)
      const own = there.some(averages) && there.some(withheld)
      const all = averages('all') && withheld('all')
      const apart = there.filter(code => shown.has(`${key}.places.${code}`)).length !== there.length
      return [
        ...(own
          ? [{ what: `${key}: averages beside withheld counts of districts`, truth: 0, low: 0, high: 0 }]
          : []),
        ...(all ? [{ what: `${key}: averages beside withheld counts`, truth: 0, low: 0, high: 0 }] : []),
        ...(apart ? [{ what: `${key}: a missing table of averages`, truth: 0, low: 0, high: 0 }] : []),
      ]
    })
}

function whoAnswered(shown: Shown, all: readonly TestAnswers[]): Leak[] {
  const helped = { 'family-or-friend': 'Family or a friend', staff: 'Staff of the council, a centre or another service', interpreter: 'An interpreter', other: 'Somebody else' } // prettier-ignore
  const of: Readonly<Record<string, (one: TestAnswers) => string>> = {
    'profile-helped': one => (one.about?.helpedBy ? helped[one.about.helpedBy] : 'Nobody, or not said'),
    'profile-organisation': one =>
      one.about?.official === true
        ? 'Official response of an organisation'
        : one.about?.official === false
          ? 'Of somebody who works or volunteers there'
          : 'Of somebody for themselves, or not said',
  }
  return Object.entries(of).flatMap(([id, rowOf]) => {
    const rows = shown.get(id)
    if (!rows) return []
    const labels = [...rows.keys()]
    // What is told by a table's being there must be told by its numbers, too.
    if (!labels.slice(0, -1).some(label => rows.get(label)?.get('All') !== null))
      return [{ what: `${id} is there without a number`, truth: 0, low: 0, high: 0 }]
    return leaksIn({
      name: id,
      labels,
      shown: labels.map(label => [rows.get(label)?.get('All') ?? null]),
      truth: labels.map(label => [all.filter(one => rowOf(one) === label).length]),
      people: [all.length],
      together: null,
    })
  })
}

function themes(shown: Shown, all: readonly TestAnswers[], people: readonly number[]): Leak[] {
  const row = shown.get('themes')?.get('Buses')
  if (!row) return []
  const yes = codes.map((_, at) => all.filter(one => placeOf(one) === at && one.theme === true).length)
  return leaksIn({
    name: 'themes',
    labels: ['Buses', 'not Buses'],
    shown: [someDistricts.map(({ name }) => row.get(name) ?? null), codes.map(() => null)],
    truth: [yes, yes.map((count, at) => (people[at] ?? 0) - count)],
    people,
    together: [row.get('All') ?? null, null],
  })
}
