import { expect, it } from '@jest/globals'
import { findConsultation, listChanges, listTranslations } from '../../server/consultations/index.ts'
import type { Db } from '../../server/db/index.ts'
import { languageOf } from '../../server/platform/languages.ts'
import { importTranslations, takeTranslations } from '../../server/surveys/translation-import-service.ts'
import { actor, aPublishedConsultation } from '../consultations/builders.ts'
import { eachDatabase } from '../support/databases.ts'

const at = new Date('2026-06-10T12:00:00.000Z')
const lost = 'One of three centres would close.'
const proposed = 'Two Child and Family Centres.'
const by = { accountId: 'ann', name: 'Ann' }

/** A published consultation, and what comes in for it as a file of a translator. */
async function aTranslator(db: Db) {
  const { consultationId } = await aPublishedConsultation(db)
  const consultation = await findConsultation(db, consultationId)
  const polish = languageOf('pl')
  if (consultation === null || polish === null) throw new Error('There is nothing to translate.')
  return {
    consultationId,
    bring: (sentences: Record<string, string>) => {
      const rows = Object.entries(sentences).map(([source, words], index) => ({
        row: index + 2,
        source,
        words,
        machine: null,
        problem: null,
      }))
      const about = { fileName: 'pl.csv', machine: false, translator: 'An agency', reason: 'Asked for', at }
      return takeTranslations(db, consultation, polish, rows, about, by)
    },
    stored: async () =>
      Object.fromEntries(
        (await listTranslations(db, consultationId, 'pl')).map(({ source, words }) => [source, words]),
      ),
    changes: async () => (await listChanges(db, consultationId)).filter(({ kind }) => kind === 'translation'),
    audited: async () =>
      (
        await db
          .selectFrom('audit')
          .select(['summary', 'account_id'])
          .where('action', '=', 'consultation.translated')
          .execute()
      ).map(({ summary, account_id: who }) => [who, summary]),
  }
}

eachDatabase('what a translator hands in', database => {
  it('is taken whole, told in public with the hashes of before and after, and written down', async () => {
    const { bring, stored, changes, audited } = await aTranslator(database.db)
    expect(await bring({ [lost]: 'Jedno z trzech.' })).toMatchObject({ added: 1, changed: 0, problems: [] })
    expect(await bring({ [proposed]: 'Dwa centra.', [lost]: 'Jeden z trzech.' })).toMatchObject({
      added: 1,
      changed: 1,
    })
    expect(await stored()).toEqual({ [lost]: 'Jeden z trzech.', [proposed]: 'Dwa centra.' })
    const told = (await changes()).map(({ summary, reason }) => [summary, reason])
    expect(told.sort()).toEqual([
      ['A translation into Polish was added.', 'Asked for'],
      ['The translation into Polish was changed.', 'Asked for'],
    ])
    const hashes = (await changes()).map(({ beforeHash, afterHash }) => [beforeHash, afterHash])
    const first = hashes.find(([before]) => before === null)
    const second = hashes.find(([before]) => before !== null)
    expect(first?.[1]).toMatch(/^[0-9a-f]{64}$/)
    expect(second?.[0]).toBe(first?.[1])
    expect((await audited()).map(([who]) => who)).toEqual(['ann', 'ann'])
    expect((await audited()).map(([, summary]) => summary).join()).toContain('version 2')
  })

  it('is refused whole while one row is wrong: nothing is stored, told or written down', async () => {
    const { bring, stored, changes, audited } = await aTranslator(database.db)
    const report = await bring({ [proposed]: 'Dwa centra.', [lost]: '<script>alert(1)</script>' })
    expect(report.problems).toHaveLength(1)
    expect([await stored(), await changes(), await audited()]).toEqual([{}, [], []])
  })

  it('changes nothing where it says what is there already, or nothing that stands in the texts', async () => {
    const { bring, stored, changes, audited } = await aTranslator(database.db)
    await bring({ [lost]: 'Jeden z trzech.' })
    expect(await bring({ [lost]: 'Jeden z trzech.' })).toMatchObject({ added: 0, changed: 0 })
    expect(await bring({ 'It stands nowhere.': 'Nigdzie.' })).toMatchObject({
      added: 0,
      unknown: ['It stands nowhere.'],
    })
    // What a file leaves out stays.
    expect(await bring({ [lost]: '' })).toMatchObject({ added: 0, changed: 0 })
    expect(await stored()).toEqual({ [lost]: 'Jeden z trzech.' })
    expect([(await changes()).length, (await audited()).length]).toEqual([1, 1])
  })
})

eachDatabase('translations that a program brings along', database => {
  it('are taken into each language as a machine’s, and those that stand nowhere are named', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const unknown = await importTranslations(
      db,
      consultationId,
      { pl: { [lost]: 'Jeden z trzech.', 'Nowhere.': 'Nigdzie.' }, lt: { [lost]: 'Vienas iš trijų.' } },
      actor,
      at,
    )
    expect(unknown).toEqual({ pl: ['Nowhere.'], lt: [] })
    const [polish] = await listTranslations(db, consultationId, 'pl')
    expect(polish).toMatchObject({ words: 'Jeden z trzech.', machine: true })
    expect(await listTranslations(db, consultationId, 'lt')).toHaveLength(1)
  })

  it('are refused where they are wrong, in a language that pages don’t speak, or of no consultation', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const bring = (id: string, translations: Record<string, Record<string, string>>) =>
      importTranslations(db, id, translations, actor, at)
    await expect(bring('none', {})).rejects.toThrow('no such consultation')
    await expect(bring(consultationId, { xx: {} })).rejects.toThrow('don’t speak xx')
    await expect(bring(consultationId, { pl: { [lost]: '<b>x</b>' } })).rejects.toThrow(`pl: ${lost}`)
    expect(await listTranslations(db, consultationId, 'pl')).toEqual([])
  })
})
