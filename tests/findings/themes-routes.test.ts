import { describe, expect, it } from '@jest/globals'
import { shownName } from '../../server/platform/form-shown.ts'
import { hiddenOn, twice } from '../consultations/record-support.ts'
import { listFrames, listThemes } from '../../server/findings/theme-repository.ts'
import { answersToOthers, at, closedConsultation, findingsActions } from './closed-consultation.ts'

describe('themes', () => {
  const closed = closedConsultation()

  it('are for analysts, of a consultation that there is', async () => {
    expect(await answersToOthers(closed, `${at}/themes`)).toEqual([403, 403, 403, 403, 303, 303])
    expect((await closed.analyst.get('/findings/none/themes')).status).toBe(404)
    expect((await closed.analyst.post('/findings/none/themes', { name: 'x', meaning: 'y' })).status).toBe(404)
  })

  it('need a name and a meaning, keep what was typed, and show markup as text', async () => {
    const hostile = '<script>alert(1)</script>'
    const wrong = await closed.analyst.post(`${at}/themes`, { name: '', meaning: hostile })
    expect([wrong.status, wrong.text.includes('&lt;script&gt;alert(1)')]).toEqual([422, true])
    expect(wrong.text).not.toContain(hostile)
    expect(
      (await closed.analyst.post(`${at}/themes`, { name: 'a'.repeat(10_000), meaning: 'x' })).status,
    ).toBe(422)
    expect((await closed.analyst.post(`${at}/themes/none`, { name: 'x', meaning: 'y' })).status).toBe(404)
    expect(await findingsActions(closed)).toEqual([])
  })

  it('are added once, also by a form that is sent twice', async () => {
    const form = {
      name: 'Prams',
      meaning: 'No room for a pram',
      [shownName]: hiddenOn((await closed.analyst.get(`${at}/themes`)).text, shownName),
    }
    for (const sent of await twice(() => closed.analyst.post(`${at}/themes`, form)))
      expect(sent.status).toBe(303)
    const [frame] = await listFrames(closed.app.db, closed.consultation.id)
    const prams = (await listThemes(closed.app.db, frame?.id ?? '')).filter(({ name }) => name === 'Prams')
    expect(prams).toHaveLength(1)
    await closed.analyst.post(`${at}/themes/${prams[0]?.id ?? ''}/leave-out`)
    await closed.app.db.deleteFrom('audit').execute()
    await closed.app.db.deleteFrom('code_frame').execute()
  })

  it('have versions: an agreed one does not change any more', async () => {
    await closed.analyst.post(`${at}/themes`, { name: 'Buses', meaning: 'No bus, or one at the wrong time' })
    await closed.analyst.post(`${at}/themes`, { name: 'Villages', meaning: 'Villages are forgotten' })
    expect((await closed.analyst.post(`${at}/themes/agree`, { note: 'The first six comments' })).status).toBe(
      303,
    )
    const [first] = await listFrames(closed.app.db, closed.consultation.id)
    const [buses] = await listThemes(closed.app.db, first?.id ?? '')
    await closed.analyst.post(`${at}/themes/${buses?.id ?? ''}`, {
      name: 'Buses and trains',
      meaning: 'Public transport',
    })
    const [second] = await listFrames(closed.app.db, closed.consultation.id)
    expect(second).toMatchObject({ version: 2, agreedAt: null })
    expect((await listThemes(closed.app.db, first?.id ?? '')).map(theme => theme.name)).toEqual([
      'Buses',
      'Villages',
    ])
    expect((await listThemes(closed.app.db, second?.id ?? '')).map(theme => theme.name)).toEqual([
      'Buses and trains',
      'Villages',
    ])
    await closed.analyst.post(`${at}/themes/${buses?.id ?? ''}/leave-out`)
    expect((await listThemes(closed.app.db, second?.id ?? '')).map(theme => theme.name)).toEqual(['Villages'])
    expect((await closed.analyst.get(`${at}/themes`)).text).toContain('Version 2.')
    expect(await findingsActions(closed)).toEqual([
      'findings.theme-added',
      'findings.theme-left-out',
      'findings.theme-worded',
      'findings.themes-agreed',
    ])
  })
})
