import { describe, expect, it } from '@jest/globals'
import { findConsultation } from '../../server/consultations/index.ts'
import type { Db } from '../../server/db/index.ts'
import { addSurvey } from '../../server/surveys/index.ts'
import { collectUnits, translationUnits } from '../../server/surveys/translation-units-service.ts'
import { aDraftConsultation, aPublishedConsultation } from '../consultations/builders.ts'
import { eachDatabase } from '../support/databases.ts'

describe('the sentences of texts', () => {
  const sourcesOf = (...texts: (string | null | undefined)[]): string[] => {
    const { add, units } = collectUnits(text => text === 'Known.')
    for (const text of texts) add(text, 'somewhere')
    return units().map(({ source }) => source)
  }

  it('are found once each, without the marks of lists and headings', () => {
    expect(
      sourcesOf('One here. Two here.', '- One here.\n* Three here.\r\n## A heading\n• Two here.'),
    ).toEqual(['One here.', 'Two here.', 'Three here.', 'A heading'])
    const { add, units } = collectUnits(() => false)
    add('The same.', 'first')
    add('The same.', 'second')
    expect(units()).toEqual([{ source: 'The same.', context: 'first' }])
  })

  it('are none where there are no words, or the product says them itself', () => {
    expect(sourcesOf(null, undefined, '', ' \n\t', '12 345', '–', '{{district}}', 'a', 'Known.')).toEqual([])
    // What stands beside a sentence that is known is still to be translated.
    expect(sourcesOf('Known. Not known.')).toEqual(['Not known.'])
  })
})

eachDatabase('what translators are given', database => {
  const sources = async (db: Db, id: string): Promise<string[]> => {
    const consultation = await findConsultation(db, id)
    if (consultation === null) throw new Error('There is no such consultation.')
    return (await translationUnits(db, consultation, 'pl')).map(({ source }) => source)
  }

  it('is what is being written, before it is published as after', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db, { whatIsLost: 'A sentence of its own.' })
    expect(await sources(db, consultationId)).toContain('A sentence of its own.')
    await db.updateTable('consultation').set({ what_is_lost: 'Another sentence.' }).execute()
    const later = await sources(db, consultationId)
    expect(later).toContain('Another sentence.')
    expect(later).not.toContain('A sentence of its own.')
  })

  it('is what was published and not what the draft says since, with the newest survey of each district', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db, { whatIsLost: 'What was published.' })
    await db.updateTable('consultation').set({ what_is_lost: 'Not public.' }).execute()
    const asking = (text: string) => ({
      title: 'T',
      pages: [
        { key: 'a', title: 'Asked', questions: [{ key: 'a', kind: 'text' as const, text, required: false }] },
      ],
      equality: [],
    })
    for (const text of ['Asked before?', 'Asked now?']) {
      const survey = { consultationId, districtCode: 'E07009991', definition: asking(text) }
      await addSurvey(db, survey, new Date('2026-06-10T12:00:00Z'))
    }
    const found = await sources(db, consultationId)
    expect(found).toEqual(expect.arrayContaining(['What was published.', 'Asked now?']))
    expect(found).not.toContain('Not public.')
    expect(found).not.toContain('Asked before?')
    expect(new Set(found).size).toBe(found.length)
  })
})
