import { expect, it } from '@jest/globals'
import {
  bookFor,
  findConsultation,
  listChanges,
  listTranslationVersions,
  listTranslations,
  storeTranslations,
  translationsHash,
} from '../../../server/consultations/index.ts'
import { inTransaction, type Db } from '../../../server/db/index.ts'
import { speakerIn } from '../../../server/platform/speaker.ts'
import { translationUnits } from '../../../server/surveys/index.ts'
import { standardPatterns } from '../../../server/surveys/standard-patterns.ts'
import { standardPlan } from '../../../server/surveys/standard-survey.ts'
import { eachDatabase } from '../../support/databases.ts'
import { aDraftConsultation, aPublishedConsultation } from '../builders.ts'

const at = new Date('2026-05-02T10:00:00.000Z')
const about = { fileName: 'pl.csv', reason: 'A better word', by: 'A planner', at }
const one = (source: string, words: string, machine = true) => ({
  source,
  words,
  machine,
  by: '',
  at: at.toISOString(),
})
const store = (db: Db, id: string, language: string, translations: ReturnType<typeof one>[]) =>
  inTransaction(db, tx => storeTranslations(tx, id, language, translations, about))

eachDatabase('translations of a council’s texts', database => {
  it('are kept in versions, of which the newest is in force', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    expect(await translationsHash(db, consultationId)).toBeNull()
    const many = Array.from({ length: 900 }, (_, at_) => one(`Sentence ${at_}.`, `Zdanie ${at_}.`))
    const first = await store(db, consultationId, 'pl', many)
    expect(first).toMatchObject({ version: 1, before: null })
    const hash = await translationsHash(db, consultationId)
    expect(await store(db, consultationId, 'pl', [...many].reverse())).toBeNull()
    const second = await store(db, consultationId, 'pl', [
      ...many.slice(1),
      one('Sentence 0.', 'Zdanie zero.'),
    ])
    expect(second).toMatchObject({ version: 2, before: first?.hash })
    expect(await translationsHash(db, consultationId)).not.toBe(hash)
    expect(await listTranslations(db, consultationId, 'pl')).toHaveLength(900)
    expect(
      (await listTranslationVersions(db, consultationId)).map(each => [each.version, each.supersededAt]),
    ).toEqual([
      [2, null],
      [1, at.toISOString()],
    ])
    // The same words again are a new version with the hash of old.
    expect((await store(db, consultationId, 'pl', many))?.hash).toBe(first?.hash)
    expect(await translationsHash(db, consultationId)).toBe(hash)
  })

  it('are read once and then found by their hash', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    await store(db, consultationId, 'pl', [one('Sentence of its own.', 'Własne zdanie.')])
    const consultation = await findConsultation(db, consultationId)
    if (!consultation) throw new Error('none')
    const book = await bookFor(db, consultation, 'pl')
    expect(await bookFor(db, consultation, 'pl')).toBe(book)
    const speaker = speakerIn('pl').reading(book)
    expect(speaker.plain('Sentence of its own.')).toBe('Własne zdanie.')
    expect(speaker.usedMachine()).toBe(true)
    for (const language of ['lt', 'constructor', '__proto__']) {
      expect((await bookFor(db, consultation, language)).size).toBe(0)
    }
  })

  it('leave out what the product says itself, and know its sentences with a name in them', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db, {
      whatIsLost: 'Alder would close. Birch would stay.',
      urgentHelp: 'If a child is in danger now, call 999. By night, call us on 01632 960 100.',
    })
    const consultation = await findConsultation(db, consultationId)
    if (!consultation) throw new Error('none')
    const sources = (await translationUnits(db, consultation, 'pl')).map(unit => unit.source)
    // What stands beside a sentence of the product's is the council's own all the same.
    expect(sources).toContain('By night, call us on 01632 960 100.')
    expect(sources).not.toContain('If a child is in danger now, call 999.')
    expect(sources).toContain('Alder would close.')
    expect(sources).toContain('Birch would stay.')
    expect(sources).not.toContain('Prefer not to say')
    expect(sources.filter(source => source.startsWith('Which centres do you'))).toEqual([])
    const reading = speakerIn('pl').reading(await bookFor(db, consultation, 'pl'), standardPatterns)
    expect(reading.say('Children’s centres in Fen Edge').language).toBe('pl')
    expect(reading.plain('Children’s centres in Fen Edge')).toContain('Fen Edge')
  })

  it('are hashed when the consultation is published', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    await store(db, consultationId, 'ar', [one('Alder would close.', 'سيُغلق ألدر.')])
    expect(await translationsHash(db, consultationId)).toMatch(/^[0-9a-f]{64}$/)
    expect((await listChanges(db, consultationId)).filter(change => change.kind === 'translation')).toEqual(
      [],
    )
  })
})

it('knows the standard survey’s sentences with a district in them', () => {
  const speaker = speakerIn('pl').reading(new Map(), standardPatterns)
  const inPlan = new Set(JSON.stringify(standardPlan()).match(/[^"]*\{\{district\}\}[^"]*/g))
  expect(inPlan.size).toBeGreaterThan(2)
  for (const sentence of inPlan) {
    const said = speaker.say(sentence.replace('{{district}}', 'Fen Edge'))
    expect([sentence, said.language]).toEqual([sentence, 'pl'])
    expect(said.text).toContain('Fen Edge')
  }
})
