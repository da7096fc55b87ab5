import { expect, it } from '@jest/globals'
import { recordDecision } from '../../server/consultations/decision-repository.ts'
import { inTransaction } from '../../server/db/index.ts'
import { openConsultation } from './open-consultation.ts'
import { whileOpen } from './builders.ts'

const given = openConsultation('for all tests')
const asProposed = 'What follows is what the council proposed, in the words in which it asked.'
const afterwards = '2026-08-01T12:00:00.000Z'

it('what the council wrote while it asked is told to be that once it asks no more, and leads to what was decided', async () => {
  const { app, home, visitor, consultationId } = given
  const shown = async (moment: string): Promise<unknown[]> => {
    app.setClock(moment)
    const pages = [await visitor.get(home), await visitor.get(`${home}/fen`)]
    return pages.map(({ text }) => [
      text.includes(asProposed),
      text.includes(`href="${home}/decision">Read what was decided, and why`),
    ])
  }
  expect(await shown(whileOpen)).toEqual([
    [false, false],
    [false, false],
  ])
  expect(await shown(afterwards)).toEqual([
    [true, false],
    [true, false],
  ])
  await inTransaction(app.db, tx =>
    recordDecision(
      tx,
      consultationId,
      {
        decidedOn: '2026-07-20',
        decidedBy: 'The Cabinet',
        decision: 'Alder stays.',
        whatChanged: 'You spoke for Alder.',
        paper: { title: 'The minutes', url: 'https://example.org/paper', documentId: null },
      },
      'A planner',
      new Date(afterwards),
    ),
  )
  expect(await shown('2026-08-02T12:00:00.000Z')).toEqual([
    [true, true],
    [true, true],
  ])
})
