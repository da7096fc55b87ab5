import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { recordDecision } from '../../server/consultations/decision-repository.ts'
import { inTransaction } from '../../server/db/index.ts'
import { storeResponseFiles } from '../../server/surveys/response-file-repository.ts'
import { answersToOthers, at, closedConsultation } from './closed-consultation.ts'
import { tablesOnPage } from './outsider.ts'
import { aResponse } from './support.ts'

describe('deleting the answers when their time is over', () => {
  const closed = closedConsultation()
  const responses = async (): Promise<number> =>
    (await closed.app.db.selectFrom('response').select('id').execute()).length

  it('is offered to an administrator after the months, and leaves what was published', async () => {
    const { app, consultation, analyst, nobody } = closed
    const page = `/manage/consultations/${consultation.id}/answers`
    const file = path.join(app.services.uploads.incoming, 'a-file')
    await writeFile(file, 'a picture')
    await app.services.uploads.keep(file)
    const sha256 = createHash('sha256').update('a picture').digest('hex')
    const responseId = await aResponse(app.db, consultation, { choices: { overall: ['agree'] } })
    await inTransaction(app.db, tx =>
      storeResponseFiles(tx, responseId, [
        { questionKey: 'photo', sha256, originalName: 'a.png', mediaType: 'image/png', bytes: 9 },
      ]),
    )
    expect((await analyst.post(`${at}/publish`)).status).toBe(303)
    const published = tablesOnPage((await nobody.get('/consultations/centres/findings')).text)
    expect(published.size).toBeGreaterThan(0)

    // Nothing can be deleted before a decision, however late it is.
    app.setClock('2036-10-05T10:00:00Z')
    let administrator = await app.agent('administrator')
    expect((await administrator.get(page)).text).toContain('No decision has been entered')
    expect((await administrator.post(page, { sure: 'yes' })).status).toBe(409)
    expect(await responses()).toBe(14)

    app.setClock('2026-11-12T10:00:00Z')
    const decision = {
      decidedOn: '2026-11-12',
      decidedBy: 'Cabinet',
      decision: 'One',
      whatChanged: 'Two',
      reasons: '',
    }
    await inTransaction(app.db, tx =>
      recordDecision(
        tx,
        consultation.id,
        { ...decision, paper: null },
        'Ann',
        new Date('2026-11-12T10:00:00Z'),
      ),
    )
    app.setClock('2027-11-11T23:59:00Z')
    administrator = await app.agent('administrator')
    const early = await administrator.get(page)
    expect(early.text).toContain('They can be deleted from Friday 12 November 2027')
    expect(early.text).not.toContain('name="sure"')
    expect((await administrator.post(page, { sure: 'yes' })).status).toBe(409)
    const overview = `/manage/consultations/${consultation.id}`
    expect((await administrator.get(overview)).text).not.toContain('Delete the answers')
    expect(await responses()).toBe(14)

    app.setClock('2027-11-12T00:01:00Z')
    administrator = await app.agent('administrator')
    const late = await app.agent('analyst')
    expect((await late.get(overview)).text).toContain('That day has come')
    const offered = await late.get(page)
    expect(offered.text).toContain('An administrator deletes them.')
    expect(offered.text).not.toContain('name="sure"')
    expect((await late.post(page, { sure: 'yes' })).status).toBe(403)
    expect(await answersToOthers(closed, page)).toEqual([200, 403, 403, 403, 303, 303])
    const unsure = await administrator.post(page)
    expect([unsure.status, unsure.text.includes('Tick the box')]).toEqual([422, true])
    expect(await responses()).toBe(14)

    expect((await administrator.post(page, { sure: 'yes' })).status).toBe(303)
    expect(await responses()).toBe(0)
    expect(existsSync(app.services.uploads.path(sha256))).toBe(false)
    const told = await administrator.get(page)
    expect(told.text).toContain('14 responses')
    expect(told.text).not.toContain('name="sure"')
    expect((await administrator.get(overview)).text).not.toContain('That day has come')
    expect(tablesOnPage((await nobody.get('/consultations/centres/findings')).text)).toEqual(published)
    const audit = await app.db
      .selectFrom('audit')
      .select('summary')
      .where('action', '=', 'answers.deleted')
      .execute()
    expect(audit.map(({ summary }) => summary)).toEqual([
      'Deleted the answers to “Children’s centres” for good: 14 responses, 1 file',
    ])

    // The staff's findings say why nothing is there, and nothing empty is published.
    for (const own of ['', '/comments', '/who', '/themes', '/flags', '/duplicates', '/signals', '/groups'])
      expect([own, (await late.get(`${at}${own}`)).text.includes('The answers were deleted on')]).toEqual([
        own,
        true,
      ])
    expect((await late.get(`${at}/publish`)).text).not.toContain('Publish a new version')
    expect((await late.post(`${at}/publish`)).status).toBe(409)
  })
})
