import { describe, expect, it } from '@jest/globals'
import { answersToOthers, at, closedConsultation } from './closed-consultation.ts'
import { aResponse } from './support.ts'

describe('responses that share words', () => {
  const closed = closedConsultation()

  it('are for analysts, and none is said where there is none', async () => {
    expect((await answersToOthers(closed, `${at}/duplicates`)).filter((_, index) => index % 2 === 0)).toEqual(
      [403, 403, 303],
    )
    expect((await closed.analyst.get('/findings/none/duplicates')).status).toBe(404)
    expect((await closed.analyst.get(`${at}/duplicates`)).text).toContain(
      'No two responses share a long text',
    )
  })

  it('are flagged, none is removed, and they are counted with and without', async () => {
    for (let copy = 0; copy < 3; copy += 1) {
      await aResponse(closed.app.db, closed.consultation, {
        district: 'D3',
        choices: { overall: ['strongly-disagree'] },
        texts: {
          missed: `Save our centres!  They are the heart of every village in the fens,${' '.repeat(copy)} and we need them.`,
        },
      })
    }
    const { text } = await closed.analyst.get(`${at}/duplicates`)
    expect(text).toContain('1 group of responses that share a long text')
    expect(text).toContain('Without 2 later ones')
    expect((await closed.analyst.get(at)).text).toContain('>16<')
  })
})
