import type { Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { pageNumber } from '../platform/page-number.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { recordAction } from './audit-repository.ts'
import { letterDays } from './outbox-erasing-repository.ts'
import { listLetters, maskAddress, readLetter, type LetterState } from './outbox-reading-repository.ts'
import { tryAgain } from './outbox-repository.ts'

const states: Record<LetterState, { text: string; colour: string }> = {
  waiting: { text: 'Waiting', colour: 'yellow' },
  sent: { text: 'Sent', colour: 'green' },
  'given-up': { text: 'Given up', colour: 'red' },
}

/**
 * The outbox: which letters wait, which were sent, which were given up and why. Addresses are masked; only an
 * administrator reads a letter's text, and that is recorded.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and whether there is a mail server
 */
export function outboxRoutes(
  pages: Pages,
  { db, clock, sending }: { db: Db; clock: Clock; sending: boolean },
): void {
  pages.get('/outbox', 'consult', async (request, response, visitor) => {
    const page = pageNumber(request)
    const { letters, counts } = await listLetters(db, page)
    const total = counts.waiting + counts.sent + counts['given-up']
    await showPage(response, 'accounts/outbox', {
      title: 'Outbox',
      letters: letters.map(letter => ({ ...letter, tag: states[letter.state] })),
      counts,
      sending,
      letterDays,
      mayRead: visitor.may('administer'),
      page,
      pageCount: Math.max(1, Math.ceil(total / 50)),
    })
  })

  pages.get('/outbox/:id', 'administer', async (request, response, visitor) => {
    const letter = await readLetter(db, pathParameter(request, 'id'))
    if (letter === null) throw notFound('There is no such letter. Letters are erased after 30 days.')
    if (letter.text !== null)
      await recordAction(db, visitor, {
        action: 'letter.read',
        subject: letter.id,
        summary: `Read a letter in the outbox: ${letter.purpose}`,
        at: clock(),
      })
    await showPage(response, 'accounts/letter', {
      title: letter.subject,
      backLink: '/outbox',
      letter: { ...letter, to: maskAddress(letter.to), tag: states[letter.state] },
      sending,
    })
  })

  pages.post('/outbox/:id/again', 'administer', async (request, response, visitor) => {
    const id = pathParameter(request, 'id')
    if (!(await tryAgain(db, id, clock()))) throw notFound('There is no such letter that waits.')
    await recordAction(db, visitor, {
      action: 'letter.tried-again',
      subject: id,
      summary: 'Asked for a letter to be sent again now',
      at: clock(),
    })
    redirectWithNotice(response, '/outbox', 'The letter is in the queue again.')
  })
}
