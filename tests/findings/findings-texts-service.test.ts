import { expect, it } from '@jest/globals'
import { findConsultation } from '../../server/consultations/index.ts'
import { inTransaction } from '../../server/db/index.ts'
import { buildFindings } from '../../server/findings/build-findings.ts'
import { findingsTexts } from '../../server/findings/findings-texts-service.ts'
import { readFindingsInput } from '../../server/findings/findings-service.ts'
import { publishFindings } from '../../server/findings/publication-repository.ts'
import { addTheme, openFrame } from '../../server/findings/theme-repository.ts'
import { publishedConsultations } from '../../server/paper/index.ts'
import { translationUnits } from '../../server/surveys/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { aConsultation, aResponse } from './support.ts'

eachDatabase('what translators get of findings', database => {
  it('is the names of themes, and questions of all districts once they are public', async () => {
    const { db } = database
    const made = await aConsultation(db)
    const consultation = await findConsultation(db, made.id)
    if (!consultation) throw new Error('none')
    expect(await findingsTexts(db, consultation)).toEqual([])
    const at = new Date('2026-10-05T10:00:00Z')
    const frame = await openFrame(db, made.id, at)
    await addTheme(db, made.id, frame.id, { name: 'The bus is late', meaning: '' }, 'Ann', at)
    const sources = async (): Promise<string[]> =>
      (await translationUnits(db, consultation, 'pl', findingsTexts)).map(({ source }) => source)
    expect(await sources()).toContain('The bus is late')
    expect((await translationUnits(db, consultation, 'pl')).map(({ source }) => source)).not.toContain(
      'The bus is late',
    )
    const asked = 'What would change in your district mean for you?'
    expect(await sources()).not.toContain(asked)
    await aResponse(db, made, { choices: { impact: ['worse'] } })
    const [published] = (await publishedConsultations(db)).filter(({ id }) => id === made.id)
    if (!published) throw new Error('none')
    const findings = buildFindings(await readFindingsInput(db, published), 'public')
    await inTransaction(db, tx => publishFindings(tx, made.id, findings, 'Ann', at))
    expect(await sources()).toContain(asked)
  })
})
