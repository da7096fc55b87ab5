import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { londonDate } from '../../server/platform/clock.ts'
import { answerUntil, keyboardOnly, keyForm, pointing, type Answers } from '../support/answering.ts'
import { prepareConsultation } from '../support/preparing.ts'
import {
  countsOnPage,
  look,
  openStage,
  picture,
  tableTexts,
  typeDate,
  type Stage,
} from '../support/journey.ts'

/** The longest that one step may take, in milliseconds. */
const longest = 120_000

let broken = false

/** A step of the journey. Where one fails, those after it have nothing to stand on. */
function step(name: string, act: () => Promise<void>): void {
  it(
    name,
    async () => {
      if (broken) throw new Error('A step before this one failed')
      broken = true
      try {
        await act()
      } catch (failure) {
        await stage.photographAll(name)
        throw failure
      }
      broken = false
    },
    longest,
  )
}

const day = 86_400_000
const inDays = (days: number): string => londonDate(new Date(Date.now() + days * day))

const scenarioName = 'Two Centres in every district'
const consultationName = 'Two Centres in every district: what do you think?'
const districts = ['Hallingford', 'Merehaven Coast', 'Sedgeminster', 'South Sedge', 'Tarrel Fens'] as const

let stage: Stage
let planner: Page

beforeAll(async () => {
  stage = await openStage()
  planner = await stage.staff('Pat Planner', ['planner'])
}, 300_000)
afterAll(async () => {
  await stage.close()
})

/** A postcode of the demonstration county, in a district. */
async function somePostcode(district: string): Promise<string> {
  const codes = { Sedgeminster: 'E07900001', 'Merehaven Coast': 'E07900005' } as Record<string, string>
  const folder = path.join(stage.application.services.settings.dataDirectory, 'demonstration')
  const lines = (await readFile(path.join(folder, 'codepoint_open_fn.csv'), 'utf8')).split('\n')
  return (
    lines
      .find(line => line.includes(codes[district] ?? ''))
      ?.split(',')[0]
      ?.replaceAll('"', '') ?? ''
  )
}

/** A picture of one black dot: a file whose contents are what its name says. */
const photograph = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

describe('the main job on the demonstration county, from the published files to what people said', () => {
  step('a planner brings the population of a later year, and it takes the place of the earlier', async () => {
    const folder = path.join(stage.application.services.settings.dataDirectory, 'demonstration')
    const published = await readFile(path.join(folder, 'sapelsoasyoa_mid2024_lsoa2021.csv'), 'utf8')
    await planner.goto('/home')
    await planner.getByRole('main').getByRole('link', { name: 'County' }).click()
    await planner.getByRole('button', { name: 'Published files' }).click()
    await planner.getByLabel('CSV, XLSX, GeoJSON, or a zip file of them').setInputFiles({
      name: 'population-2025.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(published.replace('Mid-2024:', 'Mid-2025:')),
    })
    await planner.getByRole('button', { name: 'Load the file' }).click()
    await planner.waitForURL('**/jobs/*')
    await planner.getByText('population-2025.csv is loaded').waitFor()
    await look(planner, '1-job')
    await planner.getByRole('link', { name: 'See the result' }).click()
    const population = (rows: string[][]): string =>
      rows.find(row => row[0]?.startsWith('Population'))?.[1] ?? ''
    expect(population(await tableTexts(planner, 'In use'))).toContain('mid-2025')
    expect(population(await tableTexts(planner, 'Replaced by later files'))).toContain('mid-2024')
    await picture(planner, '1-data')
  })

  step('the planner sorts need, asks for one district, and reads where the figures come from', async () => {
    const navigation = planner.getByRole('navigation').first()
    await navigation.getByRole('link', { name: 'Need' }).click()
    await planner.getByRole('columnheader', { name: 'Need intensity' }).getByRole('link').click()
    await planner.getByLabel('District').selectOption('Tarrel Fens')
    await planner.getByRole('button', { name: 'Filter' }).click()
    const [head = [], ...rows] = await tableTexts(planner, /neighbourhoods/)
    const column = (name: string): string[] =>
      rows.map(row => row[head.findIndex(text => text.startsWith(name))] ?? '')
    expect(new Set(column('District'))).toEqual(new Set(['Tarrel Fens']))
    const intensities = column('Need intensity').map(text => Number(text.replace('−', '-')))
    expect(intensities.length).toBeGreaterThan(20)
    expect(intensities).toEqual([...intensities].sort((a, b) => b - a))
    await planner.getByText(/Source: Children aged 0 to 4: .*mid-2025/).waitFor()
    await planner.getByText(/Source: Income deprivation affecting children/).waitFor()
    await look(planner, '2-need')
  })

  step('two planners rate sites from evidence, and the matrix shows where they differ', async () => {
    const matrix = async (page: Page): Promise<string[][]> => {
      await page.getByRole('navigation').first().getByRole('link', { name: 'Criteria' }).click()
      return tableTexts(page, /^Sites and criteria/)
    }
    const rate = async (page: Page, criterion: string, level: string, words: string): Promise<void> => {
      await page.getByRole('link', { name: `Rate ${criterion}, now` }).click()
      await page.getByRole('checkbox', { name: new RegExp(`^${level}: `) }).check()
      await page.getByLabel('What did you see?').fill(words)
      await typeDate(page, 'Date of the evidence', inDays(-3))
    }
    const before = await matrix(planner)
    const [, , agreedOn = []] = before
    const agreed = before.find(row => /^\d$/.test(row[2] ?? '') && row !== agreedOn)?.[0] ?? ''
    const unknown = before.find(row => row[3]?.includes('not known'))?.[0] ?? ''
    expect([agreed, unknown]).not.toContain('')
    const second = await stage.staff('Sam Second', ['planner'])
    for (const [page, place, level] of [
      [planner, 'first', '4'],
      [second, 'second', '1'],
    ] as const) {
      if (page === second) await second.goto('/home')
      await matrix(page)
      await page
        .getByRole('table', { name: /^Sites and criteria/ })
        .getByRole('link', { name: agreed })
        .click()
      await page.getByRole('button', { name: `Be the ${place} assessor` }).click()
      await rate(page, 'flexible access', level, 'The hours on the door and in the diary')
      if (page === planner) {
        await page
          .getByLabel('Or send a file')
          .setInputFiles({ name: 'hours on the door.png', mimeType: 'image/png', buffer: photograph })
      }
      await picture(page, `3-rate-${place}`)
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByText('Rating of flexible access saved').waitFor()
      await look(page, `3-site-${place}`)
    }
    await planner.getByRole('link', { name: 'hours on the door.png' }).waitFor()
    await matrix(planner)
    await planner.getByRole('link', { name: unknown }).first().click()
    await planner.getByRole('button', { name: 'Be the first assessor' }).click()
    await rate(planner, 'activity rooms', '1', 'One room of 30 square metres, and a store')
    await planner.getByRole('button', { name: 'Save', exact: true }).click()
    const after = await matrix(planner)
    const row = (site: string): string[] => after.find(one => one[0] === site) ?? []
    expect(row(agreed)[2]).toBe('1–4 differ')
    expect(row(unknown)[3]).toBe('1')
    await picture(planner, '3-matrix')
    await second.context().close()
  })

  step(
    'the planner draws a scenario of exactly 10 Centres and 12 Zones, sees it live, and publishes it',
    async () => {
      await planner.getByRole('navigation').first().getByRole('link', { name: 'Scenarios' }).click()
      await planner.getByRole('button', { name: 'New scenario' }).click()
      await planner.getByLabel('Name').fill(scenarioName)
      await planner.getByLabel('Start from').selectOption('Status quo')
      await planner.getByRole('button', { name: 'Make the scenario' }).click()
      const count = (places: string): Promise<string> =>
        planner.locator(`dt:text-is("${places}") + dd`).innerText()
      expect(await count('Centres')).toBe('38 of 10 over the limit')
      const finding = (): Promise<string> => planner.locator('.app-finding').first().innerText()
      const unchanged = await finding()
      const choose = async (site: ReturnType<Page['getByLabel']>, fate: string): Promise<void> => {
        await site.selectOption({ label: fate })
        await planner.getByText(/^Saved\./).waitFor()
      }
      const others = ['Early-years places', 'Closed', 'Outreach venue', 'Other use']
      for (const district of districts) {
        const group = planner.getByRole('group', { name: district, exact: true })
        const names = (await group.locator('label').allInnerTexts()).map(name => name.trim())
        for (const [at, name] of names.entries()) {
          const site = group.getByLabel(name, { exact: true })
          if (at < 2) continue
          if (at === 2 && district === 'Sedgeminster') {
            await choose(site, 'Place of a Centre')
            await choose(group.getByLabel(`Centre that ${name} is a place of`), `of ${names[0] ?? ''}`)
          } else if (at < 4 || (at === 4 && (district === 'Hallingford' || district === 'Tarrel Fens'))) {
            await choose(site, 'Zone')
          } else await choose(site, others[at % others.length] ?? 'Closed')
        }
      }
      expect([await count('Centres'), await count('Zones')]).toEqual(['10 of 10', '11 of 12'])
      expect(await finding()).not.toBe(unchanged)
      await planner.reload()
      expect(await count('Zones')).toBe('11 of 12')
      await planner.getByRole('link', { name: 'Use another venue' }).click()
      await planner.getByLabel('Kind').selectOption('Library')
      await planner.getByRole('button', { name: 'Show' }).click()
      await planner
        .getByLabel(/^What .* becomes$/)
        .first()
        .selectOption('Zone')
      await picture(planner, '4-venues')
      await planner.getByRole('button', { name: 'Save and go back to the scenario' }).click()
      expect(await count('Centres')).toBe('10 of 10')
      expect(await count('Zones')).toBe('12 of 12')
      await look(planner, '4-scenario')
      await planner.getByRole('link', { name: 'Publish' }).click()
      await look(planner, '4-publish')
      await planner.getByRole('button', { name: 'Publish the scenario' }).click()
      await planner.getByRole('link', { name: 'Check it' }).click()
      await planner.getByText('Everything agrees.').waitFor()
    },
  )

  step(
    'the planner prepares a consultation on it for five districts, and the public page says that it is open',
    async () => {
      await planner.getByRole('navigation').first().getByRole('link', { name: 'Consultations' }).click()
      await prepareConsultation(planner, {
        name: consultationName,
        scenario: scenarioName,
        districts,
        opensOn: inDays(-1),
        closesOn: inDays(42),
        session: { venue: 'Hallingford Library', district: 'Hallingford', on: inDays(0) },
      })
      await look(planner, '5-check-and-publish')
      await planner.getByLabel('I have read the public pages and the questions').check()
      await planner.getByRole('button', { name: 'Publish', exact: true }).click()
      await planner.getByRole('link', { name: 'see it as the public does' }).click()
      await planner.getByText(/This consultation is open until 5pm on/).waitFor()
      await look(planner, '5-public')
    },
  )

  step('a resident sees what changes for them; their postcode is in no address', async () => {
    const page = await stage.resident()
    const addresses: string[] = []
    page.on('request', request => addresses.push(request.url()))
    await page.goto('/')
    await page.getByRole('link', { name: consultationName }).click()
    await page.getByLabel('Your postcode').fill('fn1 1aa')
    await page.getByRole('button', { name: 'Show what changes' }).click()
    await page.getByRole('heading', { name: 'Nearest to you today' }).waitFor()
    await look(page, '6-what-changes')
    expect(addresses.length).toBeGreaterThan(3)
    expect(addresses.filter(address => /fn1|1aa/i.test(decodeURIComponent(address)))).toEqual([])
    await page.getByRole('button', { name: 'Answer for Sedgeminster' }).waitFor()
    await page.context().close()
  })

  /** Opens a district's survey as the public finds it, and starts. */
  const begin = async (page: Page, district: string, hands = pointing): Promise<void> => {
    await page.goto('/')
    await hands.press(page, page.getByRole('link', { name: consultationName }))
    await hands.press(page, page.getByRole('link', { name: district, exact: true }))
    await hands.press(page, page.getByRole('button', { name: `Answer for ${district}` }))
    await hands.press(page, page.getByRole('button', { name: 'Start' }))
    await page.waitForURL('**/survey/role')
  }
  const overall = 'How much do you agree or disagree with the overall approach?'
  const proposal = 'How much do you agree or disagree with this proposal?'
  const references: string[] = []
  const skipTheRest = async (page: Page, hands = pointing): Promise<void> => {
    await page.getByRole('heading', { name: 'Your answers were sent' }).waitFor()
    await hands.press(page, page.getByRole('link', { name: 'Skip them' }))
    await page.getByRole('heading', { name: 'Answers sent' }).waitFor()
    references.push((await page.locator('.govuk-panel__body strong').innerText()).trim())
  }

  step('a resident of Hallingford answers without JavaScript', async () => {
    const page = await stage.resident({ javaScriptEnabled: false })
    await begin(page, 'Hallingford')
    const answers: Answers = [
      { asked: 'Who are you answering as?', given: ['A parent'] },
      { asked: 'Which centres do you or your family use', given: ['None'] },
      { asked: overall, given: ['Strongly disagree'] },
      { asked: proposal, given: ['Disagree'] },
      { asked: 'Why do you say that?', given: 'The bus does not go there on Saturdays' },
      { asked: 'What is your postcode?', given: '' },
    ]
    const keys = await answerUntil(page, 'Check your answers', answers, pointing)
    expect(keys).not.toContain('services')
    await picture(page, '6-check-without-scripts')
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await skipTheRest(page)
    await page.context().close()
  })

  step(
    'a resident of Merehaven Coast answers everything on a narrow screen, the equality questions after sending',
    async () => {
      const page = await stage.resident({ viewport: { width: 320, height: 640 } })
      await begin(page, 'Merehaven Coast')
      const answers: Answers = [
        { asked: 'Who are you answering as?', given: ['A group or organisation, on its behalf', 'A parent'] },
        { asked: 'name of the group or organisation', given: 'Harbour Toddlers' },
        { asked: 'Which services do you or your family use?', given: ['Childcare or a crèche'] },
        { asked: 'How often?', given: ['Once a week or more'] },
        { asked: overall, given: ['Agree'] },
        { asked: proposal, given: ['Neither agree nor disagree'] },
        { asked: 'What have we missed, or got wrong?', given: 'The harbour bridge is shut in storms' },
        { asked: 'Postcode', given: await somePostcode('Merehaven Coast') },
        { asked: 'reduce your ability', given: ['Yes, a little'] },
        { asked: 'Do you have any physical or mental health', given: ['Yes'] },
        { asked: 'What is your ethnic group?', given: ['White'] },
      ]
      const see = (key: string): Promise<void> => look(page, `6-question-${key}`)
      await answerUntil(page, 'Check your answers', answers, pointing, see)
      await look(page, '6-check')
      await page.getByRole('button', { name: 'Send my answers' }).click()
      await page.getByRole('heading', { name: 'Your answers were sent' }).waitFor()
      await look(page, '6-equality')
      await page.getByRole('button', { name: 'Answer these questions' }).click()
      const asked = await answerUntil(page, 'Answers sent', answers, pointing, see)
      expect(asked).toContain('day-to-day')
      await look(page, '6-sent')
      references.push((await page.locator('.govuk-panel__body strong').innerText()).trim())
      await page.context().close()
    },
  )

  step('a resident of Sedgeminster answers with the keyboard alone', async () => {
    const page = await stage.resident()
    await begin(page, 'Sedgeminster', keyboardOnly)
    const answers: Answers = [
      { asked: 'Who are you answering as?', given: ['A parent', 'Expecting a baby'] },
      { asked: overall, given: ['Neither agree nor disagree'] },
      { asked: proposal, given: ['Strongly agree'] },
      { asked: 'How would they affect you?', given: 'I would walk for longer' },
    ]
    await answerUntil(page, 'Check your answers', answers, keyboardOnly)
    await keyboardOnly.press(page, page.getByRole('button', { name: 'Send my answers' }))
    await skipTheRest(page, keyboardOnly)
    await page.context().close()
  })

  step('a resident of South Sedge goes back and changes an answer', async () => {
    const page = await stage.resident()
    await begin(page, 'South Sedge')
    await answerUntil(
      page,
      'Check your answers',
      [
        { asked: 'Who are you answering as?', given: ['A resident'] },
        { asked: overall, given: ['Strongly agree'] },
      ],
      pointing,
    )
    await page.goBack()
    await page.goBack()
    await page.getByRole('link', { name: 'Back', exact: true }).click()
    await page.goForward()
    await answerUntil(page, 'Check your answers', [], pointing)
    await page.getByRole('link', { name: `Change ${overall}` }).click()
    expect(await page.getByLabel('Strongly agree').isChecked()).toBe(true)
    await page.getByLabel('Disagree', { exact: true }).check()
    await page.getByRole('button', { name: 'Continue' }).click()
    const answer = page.locator('.govuk-summary-list__row', { hasText: overall })
    expect(await answer.locator('dd').first().innerText()).toBe('Disagree')
    await page.getByRole('button', { name: 'Send my answers' }).click()
    await skipTheRest(page)
    await page.context().close()
  })

  step('a resident of Tarrel Fens chooses “Send my answers” twice, and they count once', async () => {
    const page = await stage.resident()
    await begin(page, 'Tarrel Fens')
    await answerUntil(
      page,
      'Check your answers',
      [
        { asked: 'Who are you answering as?', given: ['Somebody who works in a children’s centre'] },
        { asked: overall, given: ['Disagree'] },
      ],
      pointing,
    )
    await page.getByRole('button', { name: 'Send my answers' }).dblclick()
    await skipTheRest(page)
    expect(new Set(references).size).toBe(5)
    await page.context().close()
  })

  step('a drop-in worker prints three forms, keys them by keyboard, and closes the batch', async () => {
    const page = await stage.staff('Dee Dropin', ['drop-in'])
    await page.goto('/home')
    await page.getByRole('main').getByRole('link', { name: 'Paper' }).click()
    await page.getByRole('link', { name: consultationName }).click()
    await page.getByLabel('District').selectOption('Hallingford')
    await page.getByRole('textbox', { name: /^Copies/ }).fill('3')
    await page.getByRole('textbox', { name: /^What for/ }).fill('Session at the library')
    await page.getByRole('button', { name: 'Number and show them' }).click()
    await page.waitForURL('**/print/*')
    const serials = await page.locator('.paper-form__serial').allInnerTexts()
    expect(new Set(serials).size).toBe(3)
    await page.getByRole('link', { name: 'Back to paper forms' }).click()
    await page.getByRole('button', { name: 'Open a batch' }).click()
    await page.getByLabel('Drop-in session', { exact: true }).first().check()
    await page.getByRole('combobox', { name: 'Drop-in session' }).selectOption({ index: 1 })
    await page.getByLabel('How many forms were counted in?').fill('3')
    await page.getByRole('button', { name: 'Open the batch' }).click()
    const forms = [
      { 'Who are you answering as?': '1', 'overall approach': '2', 'this proposal': '2' },
      {
        'Who are you answering as?': '9',
        'overall approach': '4',
        'Why do you say that?': '"Too far with a pram',
      },
      { 'Who are you answering as?': '1', 'overall approach': '24', 'this proposal': '5' },
    ]
    for (const [at, form] of forms.entries()) {
      const number = page.getByLabel('Number of the next form')
      if (at === 0) await number.focus()
      await page.keyboard.type((serials[at] ?? '').toLowerCase())
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: `Enter ${serials[at] ?? ''}` }).waitFor()
      await page.locator('[data-keys]:not([hidden])').waitFor()
      if (at === 0) await look(page, '7-keying')
      await keyForm(page, form)
      await page.getByText(`${serials[at] ?? ''} is entered`).waitFor()
    }
    await look(page, '7-batch')
    await page.getByRole('button', { name: 'Close the batch' }).click()
    await page.getByText('Batch closed: every form is accounted for').waitFor()
    await page.context().close()
  })

  step('an analyst finds 5 online and 3 paper answers, and the export agrees with the page', async () => {
    const page = await stage.staff('Ann Analyst', ['analyst'])
    await page.goto('/home')
    await page.getByRole('main').getByRole('link', { name: 'Findings' }).click()
    await page.getByRole('link', { name: consultationName }).click()
    const responses = await tableTexts(page, /^Responses by district/)
    const of = (label: string): string[] => responses.find(row => row[0] === label)?.slice(1, 4) ?? []
    expect(responses[0]?.slice(1, 4)).toEqual(['Online', 'Paper', 'All'])
    expect(of('Hallingford')).toEqual(['1', '3', '4'])
    for (const district of districts.slice(1)) expect(of(district)).toEqual(['1', '0', '1'])
    expect(of('All districts')).toEqual(['5', '3', '8'])
    const agreement = await tableTexts(page, `${overall}, All districts`)
    expect(agreement.map(row => row.slice(0, 4).join(' | '))).toEqual([
      'Answer | Online | Paper | All',
      'Strongly agree | 0 | 0 | 0',
      'Agree | 1 | 1 | 2',
      'Neither agree nor disagree | 1 | 0 | 1',
      'Disagree | 2 | 1 | 3',
      'Strongly disagree | 1 | 0 | 1',
      'Don’t know | 0 | 0 | 0',
      'Base: gave an answer | 5 | 2 | 7',
      'More than one ticked | 0 | 1 | 1',
      'No answer | 0 | 0 | 0',
      'Asked | 5 | 3 | 8',
    ])
    await look(page, '8-findings')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download everything as a table (CSV)' }).click(),
    ])
    const exported = parse(await readFile(await file.path(), 'utf8'), { bom: true }) as string[][]
    const onPage = await countsOnPage(page)
    expect(onPage.length).toBeGreaterThan(100)
    expect(onPage).toEqual(
      exported
        .filter(row => row[2] === 'All districts')
        .map(row => [`${row[1] ?? ''}, ${row[2] ?? ''}`, ...row.slice(3, 6)]),
    )
    await page.context().close()
  })

  step('the analyst gives comments a theme, and it is counted', async () => {
    const page = await stage.staff('Ali Analyst', ['analyst'])
    await page.goto('/findings')
    await page.getByRole('link', { name: consultationName }).click()
    await page.getByRole('link', { name: 'Themes', exact: true }).click()
    await page.getByLabel('Name', { exact: true }).fill('Getting there')
    await page
      .getByLabel('What belongs to it, and what does not')
      .fill('Distance, buses, walking with a pram. Not the hours of a centre.')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('link', { name: 'Comments', exact: true }).click()
    const written = [
      'Too far with a pram',
      'The bus does not go there on Saturdays',
      'I would walk for longer',
    ]
    for (const words of written) {
      const comment = page.getByRole('article').filter({ hasText: words })
      await comment.getByLabel('Getting there').check()
    }
    await look(page, '8-comments')
    await page.getByRole('button', { name: 'Save this page' }).click()
    await page.getByText('3 comments are coded').waitFor()
    await page.getByRole('link', { name: 'All districts', exact: true }).click()
    await page.getByRole('heading', { name: 'In their own words', exact: true }).waitFor()
    await picture(page, '8-findings-with-theme')
    await page.context().close()
  })

  step(
    'after the last day the findings are published, and small counts are not shown to the public',
    async () => {
      stage.application.setClock(`${inDays(43)}T12:00:00.000Z`)
      const analyst = await stage.staff('Ari Analyst', ['analyst'])
      await analyst.goto('/findings')
      await analyst.getByRole('link', { name: consultationName }).click()
      await analyst.getByRole('link', { name: 'Publish', exact: true }).click()
      await picture(analyst, '8-publish')
      await analyst.getByRole('button', { name: 'Publish', exact: true }).click()
      await analyst.context().close()
      const page = await stage.resident()
      await page.goto('/')
      await page.getByRole('link', { name: consultationName }).click()
      await page
        .getByText(/closed/)
        .first()
        .waitFor()
      await picture(page, '8-closed')
      await page.goto(`${page.url()}/findings`)
      await look(page, '8-public-findings')
      const counts = await countsOnPage(page)
      console.log(counts)
      await page.context().close()
      expect(stage.troubles).toEqual([])
    },
  )
})
