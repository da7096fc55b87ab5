import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  addGovernanceDate,
  recordDecision,
  recordFollowUp,
} from '../../../server/consultations/decision-repository.ts'
import { findConsultation, storeTranslations } from '../../../server/consultations/index.ts'
import { addBoard } from '../../../server/consultations/taking-part/board-repository.ts'
import {
  allIdeas,
  moderateIdea,
  postIdea,
  replyToIdea,
} from '../../../server/consultations/taking-part/idea-repository.ts'
import { addPledgeVersion } from '../../../server/consultations/taking-part/pledge-repository.ts'
import { addUpdate, markPublished } from '../../../server/consultations/taking-part/update-repository.ts'
import { inTransaction } from '../../../server/db/index.ts'
import { translationUnits } from '../../../server/surveys/index.ts'
import { testApplication, type TestApplication } from '../../support/application.ts'
import { aPublishedConsultation, closesAt, opensAt, whileOpen } from '../builders.ts'

const paper = (title: string) => ({ title, url: 'https://example.org/paper', documentId: null })
const at = new Date(whileOpen)
const afterwards = new Date('2026-08-01T12:00:00.000Z')

let application: TestApplication
let consultationId: string
let home: string
let board: string

beforeAll(async () => {
  application = await testApplication({ clock: afterwards.toISOString() })
  const { db } = application
  const made = await aPublishedConsultation(db)
  consultationId = made.consultationId
  home = `/consultations/${made.slug}`
  await inTransaction(db, async tx => {
    await addGovernanceDate(
      tx,
      consultationId,
      {
        on: '2026-07-10',
        committee: 'Children’s Committee',
        what: 'It looks.',
        paper: paper('Agenda papers'),
      },
      at,
    )
    const decided = {
      decidedOn: '2026-07-20',
      decidedBy: 'The Cabinet',
      decision: 'Alder stays.',
      whatChanged: 'You spoke for Alder.',
      paper: paper('The minutes'),
    }
    await recordDecision(tx, consultationId, decided, 'A planner', afterwards)
    const next = { on: '2026-07-30', happened: 'Alder was painted.', paper: paper('Some pictures') }
    await recordFollowUp(tx, consultationId, next, 'A planner', afterwards)
    const news = await addUpdate(tx, consultationId, { title: 'Some news', body: 'We met you.' }, at)
    await markPublished(tx, consultationId, news, at)
    board = await addBoard(
      tx,
      consultationId,
      {
        districtCode: null,
        question: 'What would help you?',
        introduction: 'Think of Mondays.',
        opensAt,
        closesAt,
      },
      at,
    )
    const idea = { id: 'idea-1', title: 'Swings', body: 'Two.', neighbourhood: '', language: 'en' }
    await postIdea(tx, board, idea, at)
    await moderateIdea(tx, board, 'idea-1', null, at)
    const [posted] = await allIdeas(tx, board)
    if (posted) await replyToIdea(tx, posted, 'We like swings.', at)
    const pledge = { title: 'What we promise', body: 'To listen.', note: 'Shorter now.' }
    await addPledgeVersion(tx, consultationId, pledge, 0, at)
  })
})
afterAll(() => application.close())

describe('every text of the council’s that the public reads', () => {
  it('is among the sentences for translators', async () => {
    const consultation = await findConsultation(application.db, consultationId)
    if (!consultation) throw new Error('none')
    const sources = (await translationUnits(application.db, consultation, 'lt')).map(unit => unit.source)
    expect(sources).toEqual(
      expect.arrayContaining([
        ...['Children’s Committee', 'It looks.', 'Agenda papers', 'The Cabinet', 'Alder stays.'],
        ...['You spoke for Alder.', 'The minutes', 'Alder was painted.', 'Some pictures'],
        ...['Some news', 'We met you.', 'What would help you?', 'Think of Mondays.', 'We like swings.'],
        ...['What we promise', 'To listen.', 'Shorter now.'],
        ...['To save money.', 'Two pages', 'Step-free', 'English, Polish'],
      ]),
    )
    // What residents write is theirs.
    expect(sources).not.toContain('Swings')
  })

  it('is read in the visitor’s language where it is translated, else in English that is tagged', async () => {
    const { db } = application
    const consultation = await findConsultation(db, consultationId)
    if (!consultation) throw new Error('none')
    const units = await translationUnits(db, consultation, 'lt')
    const kept = (language: string) =>
      units.map(({ source }) => ({
        source,
        words: `«${source.toUpperCase()}» ${language}`,
        machine: false,
        by: '',
        at: at.toISOString(),
      }))
    await inTransaction(db, tx =>
      storeTranslations(tx, consultationId, 'lt', kept('lt'), {
        fileName: 'lt.csv',
        reason: 'Said in every language',
        by: 'A planner',
        at,
      }),
    )
    const anyone = await application.agent()
    const paths = ['', '/fen', '/decision', '/updates', '/ideas', `/ideas/${board}`, '/pledge', '/questions']
    const seen = new Set<string>()
    for (const path of [...paths, '/documents', '/sessions', '/options', '/places']) {
      const translated = (await anyone.get(`${home}${path}?lang=lt`)).text
      const inEnglish = (await anyone.get(`${home}${path}?lang=ro`)).text
      const main = (html: string): string => html.slice(html.indexOf('<main'), html.indexOf('</main>'))
      for (const { source } of units) {
        // Names that stand in the register of places are no sentences of the consultation’s.
        if (!/[.?]$/.test(source)) continue
        const written = source.replaceAll('&', '&amp;').replaceAll("'", '&#39;')
        expect([path, main(translated).includes(`>${written}<`), source]).toEqual([path, false, source])
        const said = main(inEnglish)
        for (
          let from = said.indexOf(`>${written}<`);
          from >= 0;
          from = said.indexOf(`>${written}<`, from + 1)
        ) {
          seen.add(source)
          expect([path, source, said.slice(0, from + 1)]).toEqual([
            path,
            source,
            expect.stringMatching(/lang="en" dir="ltr">$/),
          ])
        }
      }
    }
    expect([...seen]).toEqual(
      expect.arrayContaining([
        ...['It looks.', 'Alder stays.', 'You spoke for Alder.', 'Alder was painted.', 'We met you.'],
        ...[
          'What would help you?',
          'Think of Mondays.',
          'We like swings.',
          'To listen.',
          'Shorter now.',
          'Why?',
        ],
      ]),
    )
  })
})
