import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { answeredSurveys, type AnsweredSurvey } from '../../data/demo/answers.ts'
import {
  buildDemonstrationCounty,
  buildSites,
  writeDemonstrationCounty,
  type ConsultationFile,
} from '../../data/demo/generate.ts'
import { loadFolder } from '../../server/county/index.ts'
import {
  answersThatCount,
  checkAnswer,
  expandedQuestions,
  optionsOf,
  type GivenAnswer,
} from '../../server/model/survey.ts'
import { setAsideName } from '../../data/demo/consultation-options.ts'
import { importScenario, publishScenario } from '../../server/scenarios/index.ts'
import { importSiteRegister, storePublishedSites } from '../../server/sites/index.ts'
import {
  importConsultation,
  importResponses,
  listAnswers,
  listResponses,
  listSurveys,
  type ImportedResponse,
  type StoredResponse,
  type Survey,
} from '../../server/surveys/index.ts'
import { keepJourneyColumns } from '../../server/travel/index.ts'
import { openTestDatabase } from '../support/open-database.ts'

const county = buildDemonstrationCounty()
const sites = buildSites(county)
const all = answeredSurveys(county, sites)
const codeOf = (name: string) => county.districts.find(district => district.name === name)?.code
const of = (name: string) => all.filter(({ districtCode }) => districtCode === codeOf(name))
const find = ({ answers }: AnsweredSurvey, key: string) =>
  answers.find(({ questionKey }) => questionKey === key)
const choicesOf = (one: AnsweredSurvey, key: string): readonly string[] => find(one, key)?.choices ?? []

/** The share of those who ticked one answer to a question who ticked one of these. */
function share(among: readonly AnsweredSurvey[], key: string, values: readonly string[]): number {
  const ticked = among.map(one => choicesOf(one, key)).filter(choices => choices.length === 1)
  return ticked.filter(([choice = '']) => values.includes(choice)).length / ticked.length
}

const against = ['disagree', 'strongly-disagree']
const inFavour = ['agree', 'strongly-agree']
const isComment = ({ questionKey, text }: GivenAnswer) =>
  text !== null && /-why$|^impact-how$|^missed$|^alternatives$|^mitigation$/.test(questionKey)
const comments = (among: readonly AnsweredSurvey[]) =>
  among.flatMap(({ answers }) => answers.filter(isComment).map(({ text }) => text ?? ''))

describe('the answers of the demonstration', () => {
  it('depend on nothing but the seed', () => {
    // As text: to show how thousands of answers differ would take minutes.
    expect(JSON.stringify(answeredSurveys(county, sites)) === JSON.stringify(all)).toBe(true)
    const others = answeredSurveys({ ...county, seed: county.seed + 1 }, sites)
    expect(JSON.stringify(others) === JSON.stringify(all)).toBe(false)
    expect(new Set(all.map(({ responseId }) => responseId)).size).toBe(all.length)
    expect(all.every(({ responseId }) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(responseId))).toBe(true)
  })

  it('are about 2,300, most from the fens, some on paper and a few by telephone', () => {
    expect(all.length).toBeGreaterThanOrEqual(2200)
    expect(all.length).toBeLessThanOrEqual(2400)
    const shares = county.districts.map(({ name }) => [name, of(name).length / all.length] as const)
    expect(shares.map(([name, part]) => `${name} ${Math.round(100 * part)}%`)).toEqual([
      'Sedgeminster 22%',
      'Tarrel Fens 28%',
      'Hallingford 17%',
      'South Sedge 19%',
      'Merehaven Coast 13%',
    ])
    const by = (channel: string) => all.filter(one => one.channel === channel).length / all.length
    expect(by('paper')).toBeGreaterThan(0.12)
    expect(by('paper')).toBeLessThan(0.19)
    expect(by('phone')).toBeGreaterThan(0.01)
    expect(by('phone')).toBeLessThan(0.05)
  })

  it('come at any hour and few at night, many at first and many lately', () => {
    const online = all.filter(({ channel }) => channel === 'online')
    const hours = (from: string, to: string) => online.filter(({ received }) => received.time >= from && received.time < to).length
    expect(hours('01:00', '05:00')).toBeLessThan(hours('20:00', '22:00') / 15)
    const days = (from: number, to: number) => online.filter(({ received }) => received.day >= from && received.day <= to).length / (to - from + 1)
    expect(days(-37, -36)).toBeGreaterThan(2 * days(-30, -25))
    expect(days(-6, -1)).toBeGreaterThan(1.4 * days(-30, -25))
  })

  it('are angry in the fens and calmer in the city', () => {
    expect(share(of('Tarrel Fens'), 'proposal-5', against)).toBeGreaterThan(0.6)
    expect(share(of('Tarrel Fens'), 'overall', against)).toBeGreaterThan(0.55)
    expect(share(of('Sedgeminster'), 'overall', inFavour)).toBeGreaterThan(share(of('Tarrel Fens'), 'overall', inFavour) + 0.15)
    expect(share(of('Sedgeminster'), 'proposal-1', inFavour)).toBeGreaterThan(0.55)
    expect(comments(of('Tarrel Fens')).filter(text => /\bbus\b/i.test(text)).length).toBeGreaterThan(25)
    expect(comments(of('Sedgeminster')).filter(text => /\bfull\b|capacity|swamped|booked|waiting list|squeezed|fuller/i.test(text)).length).toBeGreaterThan(20)
  })

  it('are worse where the centre that is used would close, and where families would have further to go', () => {
    const worse = ['much-worse', 'worse']
    const uses = (numbers: readonly number[]) =>
      all.filter(one => numbers.some(number => choicesOf(one, 'centres').includes(`urn:${902_000 + number}`)))
    expect(share(uses([8, 16, 17, 38]), 'impact', worse)).toBeGreaterThan(0.6)
    expect(share(uses([1, 10, 18, 33]), 'impact', worse)).toBeLessThan(0.3)
    const none = all.filter(one => choicesOf(one, 'centres').includes('none'))
    expect(share(none, 'impact', worse)).toBeLessThan(share(uses([16]), 'impact', worse) - 0.3)
  })

  it('say that villages in the south cannot be left without a car', () => {
    const south = of('South Sedge')
    const bySouth = (way: string) => south.filter(one => choicesOf(one, 'travel-then').includes(way)).length
    const byCity = (way: string) => of('Sedgeminster').filter(one => choicesOf(one, 'travel-then').includes(way)).length
    expect(bySouth('car') / south.length).toBeGreaterThan(0.5)
    expect(bySouth('could-not') / south.length).toBeGreaterThan(3 * (byCity('could-not') / of('Sedgeminster').length))
  })

  it('come from women of 25 to 44 more often than from others', () => {
    const equality = (one: AnsweredSurvey, key: string) => one.equality.find(({ questionKey }) => questionKey === key)?.choices[0]
    const told = all.filter(one => equality(one, 'age') !== undefined && equality(one, 'sex') !== undefined)
    const young = told.filter(one => equality(one, 'sex') === 'female' && ['25-to-34', '35-to-44'].includes(equality(one, 'age') ?? ''))
    expect(told.length).toBeGreaterThan(1000)
    expect(told.length).toBeLessThan(0.75 * all.length)
    expect(young.length / told.length).toBeGreaterThan(0.5)
    expect(all.filter(one => one.equality.some(({ choices }) => choices.includes('prefer-not-to-say'))).length).toBeGreaterThan(200)
  })

  it('come less often from the most deprived neighbourhoods than children live there', () => {
    const decile = new Map(county.neighbourhoods.map(({ code, indices }) => [code, indices[0]?.decile ?? 0]))
    const children = (deprived: boolean) =>
      county.neighbourhoods
        .filter(({ code }) => !deprived || (decile.get(code) ?? 9) <= 3)
        .reduce((sum, { figures }) => sum + [...figures.females.slice(0, 5), ...figures.males.slice(0, 5)].reduce((a, b) => a + b, 0), 0)
    const located = all.flatMap(({ neighbourhoodCode }) => neighbourhoodCode ?? [])
    const answered = located.filter(code => (decile.get(code) ?? 9) <= 3).length / located.length
    expect(located.length / all.length).toBeGreaterThan(0.7)
    expect(located.length / all.length).toBeLessThan(0.9)
    expect(answered).toBeLessThan(children(true) / children(false) - 0.05)
  })

  it('ask for evenings and Saturdays', () => {
    const wanting = all.filter(one => choicesOf(one, 'times').some(time => time === 'saturdays' || time === 'weekday-evenings'))
    expect(wanting.length / all.length).toBeGreaterThan(0.4)
  })

  it('have comments from about a third, hardly two alike, a few in Polish and Lithuanian', () => {
    const writing = all.filter(({ answers }) => answers.some(isComment))
    expect(writing.length / all.length).toBeGreaterThan(0.3)
    expect(writing.length / all.length).toBeLessThan(0.4)
    const written = comments(all)
    expect(new Set(written).size).toBeGreaterThan(950)
    const long = written.filter(text => text.length > 60 && !text.includes('Brampstow'))
    expect(new Set(long).size / long.length).toBeGreaterThan(0.97)
    for (const language of ['pl', 'lt'])
      expect(comments(all.filter(one => one.language === language)).length).toBeGreaterThanOrEqual(4)
    expect(written.filter(text => text.length > 250).length).toBeGreaterThan(30)
    expect(written.filter(text => text.length < 30).length).toBeGreaterThan(40)
  })

  it('have no blank left in what was written', () => {
    expect(comments(all).filter(text => /[{}[\]|@]|undefined|null|NaN| {2}/.test(text))).toEqual([])
  })

  it('have a few worries about somebody’s safety for those who read them', () => {
    const worried = comments(all).filter(text => /not safe at home|not right at home|really worried about/.test(text))
    expect(worried.length).toBeGreaterThanOrEqual(2)
    expect(worried.length).toBeLessThanOrEqual(4)
  })

  it('hold a small campaign for Brampstow within one week', () => {
    const alike = of('Hallingford').filter(one =>
      /is the only place in Brampstow where/.test(find(one, 'proposal-6-why')?.text ?? ''),
    )
    expect(alike.length).toBeGreaterThanOrEqual(35)
    expect(alike.length).toBeLessThanOrEqual(45)
    expect(alike.every(one => share([one], 'proposal-6', against) === 1 || choicesOf(one, 'proposal-6').length === 2)).toBe(true)
    expect(alike.every(({ received }) => received.day >= -17 && received.day <= -12)).toBe(true)
  })

  it('have groups that answer once each, with their names', () => {
    const names = all.flatMap(one => find(one, 'organisation')?.text ?? [])
    expect(names.length).toBeGreaterThan(25)
    expect(new Set(names).size).toBe(names.length)
  })

  it('say online of some who helped, of groups whether it is official and how many they are, and of few other districts', () => {
    const said = all.filter(one => one.about !== undefined)
    expect(said.every(one => one.channel === 'online')).toBe(true)
    const helpers = said.filter(one => one.about?.helpedBy != null)
    expect(helpers.length).toBeGreaterThan(25)
    expect(helpers.every(one => one.helped)).toBe(true)
    expect(new Set(helpers.map(one => one.about?.helpedBy)).size).toBe(4)
    const groups = said.filter(one => one.about?.official != null)
    expect(groups.length).toBeGreaterThan(18)
    expect(groups.every(one => find(one, 'organisation') !== undefined)).toBe(true)
    expect(new Set(groups.map(one => one.about?.official))).toEqual(new Set([true, false]))
    expect(groups.filter(one => (one.about?.members ?? 0) > 5).length).toBeGreaterThan(12)
    const again = said.filter(one => (one.about?.alsoAnswered ?? 0) > 0)
    expect(again.length).toBeGreaterThan(20)
    expect(again.length).toBeLessThan(all.length / 20)
  })

  it('answer what the council asks beside the standard questions', () => {
    expect(all.filter(one => find(one, 'family-size') !== undefined).length).toBeGreaterThan(900)
    expect(share(all, 'principles--come-to-us', inFavour)).toBeGreaterThan(share(all, 'principles--longer-hours', inFavour) + 0.2)
    const orders = all.flatMap(one => (choicesOf(one, 'keep-first').length > 0 ? [choicesOf(one, 'keep-first')] : []))
    expect(orders.length).toBeGreaterThan(1200)
    expect(new Set(orders.map(order => order[0])).size).toBe(5)
    expect(new Set(orders.map(order => order.length))).toEqual(new Set([1, 2, 3, 4, 5]))
  })
}) // prettier-ignore

describe('the answers of the demonstration, loaded', () => {
  // In the small hours, and in winter time: days are counted across the change of the clocks.
  const now = new Date('2026-11-11T00:40:00Z')
  const actor = { accountId: null, name: 'Demonstration' }
  let folder: string
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let asked: ConsultationFile
  let file: (ImportedResponse & AnsweredSurvey)[]
  let surveys: Survey[]
  let stored: StoredResponse[]
  let consultationId: string

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-answers-'))
    await writeDemonstrationCounty(folder)
    database = await openTestDatabase('SQLite')
    const { db } = database
    const clock = () => now
    const read = (name: string) => readFile(path.join(folder, 'council', name), 'utf8')
    const json = async (name: string) => JSON.parse(await read(name)) as unknown
    const loaded = await loadFolder(db, folder, { storeSites: storePublishedSites, clock })
    await importSiteRegister(db, loaded.county.id, await read('sites-register.csv'), actor, now)
    const scenarioId = await importScenario(db, loaded.county.id, await json('scenario.json'), actor, clock)
    await publishScenario(db, loaded.county, scenarioId, actor, clock, keepJourneyColumns())
    const setAside = { ...((await json('scenario-alternative.json')) as object), name: setAsideName }
    const other = await importScenario(db, loaded.county.id, setAside, actor, clock)
    await publishScenario(db, loaded.county, other, actor, clock, keepJourneyColumns())
    asked = (await json('consultation.json')) as ConsultationFile
    const questions = await json('survey-questions.json')
    consultationId = await importConsultation(db, loaded.county.id, asked, actor, now, { scenarioId, questions })
    file = (await json('answers.json')) as typeof file
    await importResponses(db, consultationId, file, now)
    surveys = await listSurveys(db, consultationId)
    stored = await listResponses(db, consultationId)
  }, 120_000)

  afterAll(async () => {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  })

  const surveyOf = (code: string): Survey => {
    const survey = surveys.find(({ districtCode }) => districtCode === code)
    if (survey === undefined) throw new Error(`No survey for ${code}.`)
    return survey
  }

  it('are all stored, none twice and none kept aside', async () => {
    expect(stored.length).toBe(all.length)
    expect(new Set(stored.map(({ reference }) => reference)).size).toBe(all.length)
    expect(await database.db.selectFrom('response_aside').selectAll().execute()).toEqual([])
    expect(JSON.stringify(file) === JSON.stringify(all)).toBe(true)
  })

  it('came while it was open, and none after it was loaded', () => {
    // The opening is 38 days earlier at 9 in the morning, in summer time.
    const opened = '2026-10-04T08:00:00.000Z'
    const times = stored.map(({ receivedAt }) => receivedAt)
    expect(times.filter(at => at < opened || at >= now.toISOString())).toEqual([])
    expect(times.some(at => at < '2026-10-05T00:00:00.000Z')).toBe(true)
    expect(times.some(at => at > '2026-11-10T00:00:00.000Z')).toBe(true)
  })

  it('are kept by the London clock in which people answered', () => {
    const evening = all.find(({ channel, received }) => channel === 'online' && received.day === -30)
    const at = stored.find(({ id }) => id === evening?.responseId)?.receivedAt
    expect(at).toBe(new Date(`2026-10-12T${evening?.received.time ?? ''}:00+01:00`).toISOString())
  })

  it('came on paper and by telephone on working days', () => {
    const days = stored
      .filter(({ channel }) => channel !== 'online')
      .filter(({ districtCode, receivedAt }) => {
        const weekend = [0, 6].includes(new Date(receivedAt).getUTCDay())
        const session = asked.sessions.some(one => one.districtCode === districtCode && one.when.weekday === 6)
        return weekend && !session
      })
    expect(days).toEqual([])
  })

  it('choose only what the surveys offer, as the survey itself would keep it', async () => {
    const answers = await listAnswers(database.db, consultationId)
    const given = new Map<string, typeof answers>()
    for (const answer of answers) given.set(answer.responseId, [...(given.get(answer.responseId) ?? []), answer])
    const asking = new Map(
      surveys.map(({ districtCode, definition }) => [districtCode, expandedQuestions([...definition.pages, ...definition.equality])]),
    )
    const wrong: unknown[] = []
    let twice = 0
    for (const { id, districtCode, channel } of stored) {
      const own = given.get(id) ?? []
      for (const { questionKey, choices, text } of own) {
        const question = asking.get(districtCode)?.find(({ key }) => key === questionKey)
        if (question === undefined) {
          wrong.push({ questionKey })
          continue
        }
        const { answer, problem } = checkAnswer(question, choices, text ?? '')
        const two = channel === 'paper' && problem === 'Choose one answer only' && choices.length === 2
        if (two) twice += 1
        const offered = new Set(optionsOf(question).map(({ value }) => value))
        if (!choices.every(choice => offered.has(choice))) wrong.push({ questionKey, choices })
        if (problem !== null && !two) wrong.push({ questionKey, choices, text, problem })
        if (answer.text !== text) wrong.push({ questionKey, text, kept: answer.text })
        if ([...answer.choices].sort().join() !== [...choices].sort().join()) wrong.push({ questionKey, choices })
      }
    }
    expect(wrong).toEqual([])
    expect(twice).toBeGreaterThanOrEqual(8)
    expect(twice).toBeLessThanOrEqual(25)
  }, 60_000)

  it('answer only questions that were asked, and online what had to be answered', () => {
    for (const { districtCode, channel, answers, equality } of all) {
      const { definition } = surveyOf(districtCode)
      const given = answers.map(({ questionKey }) => questionKey)
      expect(answersThatCount(definition.pages, answers).map(({ questionKey }) => questionKey)).toEqual(given)
      const told = equality.map(({ questionKey }) => questionKey)
      expect(answersThatCount(definition.equality, equality).map(({ questionKey }) => questionKey)).toEqual(told)
      if (channel === 'online') expect(given).toContain('role')
    }
  })

  it('live where the county has neighbourhoods, in the district that they answered about', async () => {
    const rows = await database.db.selectFrom('neighbourhood').select(['code', 'district_code']).execute()
    const districtOf = new Map(rows.map(row => [row.code, row.district_code]))
    for (const { neighbourhoodCode, districtCode, distanceBand } of stored) {
      expect(distanceBand === null).toBe(neighbourhoodCode === null)
      if (neighbourhoodCode !== null) expect(districtOf.get(neighbourhoodCode)).toBe(districtCode)
    }
  })
}) // prettier-ignore
