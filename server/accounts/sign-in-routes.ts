import type { Request } from 'express'
import { inTransaction, type Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import { readForm } from '../platform/forms.ts'
import { pathParameter, queryText, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { english } from '../platform/speaker.ts'
import { passwordForm, safeNext, signInForm } from './accounts-forms.ts'
import { findAccount, readOneTimeLink, setPassword, useOneTimeLink } from './accounts-repository.ts'
import { recordAction } from './audit-repository.ts'
import { hashPassword } from './passwords.ts'
import { endSessions } from './sessions-repository.ts'
import { checkPassword, countStrangers } from './sign-in-service.ts'

function asPromise(work: (done: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    work(error => {
      if (error === undefined || error === null) resolve()
      else
        reject(
          error instanceof Error ? error : new Error('The session could not be changed.', { cause: error }),
        )
    })
  })
}

async function startSession(request: Request, accountId: string): Promise<void> {
  // A new identifier, so that one planted before signing in is worth nothing.
  await asPromise(done => request.session.regenerate(done))
  request.session.accountId = accountId
  await asPromise(done => request.session.save(done))
}

const endSession = (request: Request): Promise<void> => asPromise(done => request.session.destroy(done))

/**
 * Pages for signing in and out, and for one's own account.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and the limit on attempts by address
 */
export function signInRoutes(
  pages: Pages,
  { db, clock, limitAttempts }: { db: Db; clock: Clock; limitAttempts: (address: string) => Promise<void> },
): void {
  const strangers = countStrangers()
  pages.get('/sign-in', 'public', async (request, response, visitor) => {
    if (visitor.accountId !== null) {
      response.redirect(303, '/home')
      return
    }
    await showPage(response, 'accounts/sign-in', {
      title: 'Sign in',
      layout: 'public',
      speaker: english,
      // Says whether something that was typed on this device waits for whoever typed it.
      scripts: ['keying.js'],
      typed: { next: queryText(request, 'next') },
    })
  })

  pages.post('/sign-in', 'public', async (request, response) => {
    const again = (errors: readonly { field: string; message: string }[], status = 422): Promise<void> => {
      const { email, next } = request.body as Record<string, unknown>
      const typed = { email, next }
      return showPage(
        response,
        'accounts/sign-in',
        { title: 'Sign in', layout: 'public', speaker: english, errors, typed },
        status,
      )
    }
    await limitAttempts(request.ip ?? '')
    const form = readForm(signInForm, request.body)
    if (!form.ok) return again(form.errors)
    try {
      const account = await checkPassword(db, strangers, form.value.email, form.value.password, clock())
      if (account === null) {
        await again([{ field: 'email', message: 'The email address or the password is not right' }])
        return
      }
      await startSession(request, account.id)
      await recordAction(
        db,
        { accountId: account.id, name: account.name },
        {
          action: 'account.signed-in',
          subject: account.id,
          summary: 'Signed in with a password',
          at: clock(),
        },
      )
    } catch (error) {
      if (error instanceof AppError) return again([{ field: 'email', message: error.message }], error.status)
      throw error
    }
    response.redirect(303, safeNext(form.value.next))
  })

  const linkIsOld = new AppError(
    'link-used',
    410,
    'This link has been used or is too old. Ask an administrator for a new one.',
  )

  // Opening the link changes nothing, so that a mail scanner that looks at it does not use it up.
  pages.get('/sign-in/link/:token', 'public', async (request, response) => {
    const link = await readOneTimeLink(db, pathParameter(request, 'token'), clock())
    if (link === null) throw linkIsOld
    const account = await findAccount(db, link.accountId)
    await showPage(response, 'accounts/use-link', {
      title: 'Sign in',
      layout: 'public',
      speaker: english,
      name: account?.name ?? '',
    })
  })

  pages.post('/sign-in/link/:token', 'public', async (request, response) => {
    await limitAttempts(request.ip ?? '')
    const token = pathParameter(request, 'token')
    const link = await readOneTimeLink(db, token, clock())
    if (link === null || !(await useOneTimeLink(db, token, clock()))) throw linkIsOld
    const account = await findAccount(db, link.accountId)
    await startSession(request, link.accountId)
    await recordAction(
      db,
      { accountId: link.accountId, name: account?.name ?? '' },
      {
        action: 'account.signed-in',
        subject: link.accountId,
        summary: 'Signed in with a one-time link',
        at: clock(),
      },
    )
    if (account?.hasPassword === true) {
      response.redirect(303, '/home')
      return
    }
    redirectWithNotice(
      response,
      '/account',
      'You are signed in. Choose a password, so that you can sign in again.',
    )
  })

  pages.post('/sign-out', 'signed-in', async (request, response) => {
    await endSession(request)
    redirectWithNotice(response, '/sign-in', 'You are signed out')
  })

  pages.get('/account', 'signed-in', async (_request, response, visitor) => {
    const account = await findAccount(db, visitor.accountId ?? '')
    await showPage(response, 'accounts/own', { title: 'Your account', account })
  })

  pages.post('/account/password', 'signed-in', async (request, response, visitor) => {
    const account = await findAccount(db, visitor.accountId ?? '')
    const form = readForm(passwordForm, request.body)
    if (!form.ok || account === null) {
      const errors = form.ok ? [] : form.errors
      await showPage(response, 'accounts/own', { title: 'Your account', account, errors }, 422)
      return
    }
    const passwordHash = await hashPassword(form.value.password)
    await inTransaction(db, async tx => {
      await setPassword(tx, account.id, passwordHash)
      await endSessions(tx, account.id)
      await recordAction(tx, visitor, {
        action: 'account.password',
        subject: account.id,
        summary: 'Chose a new password',
        at: clock(),
      })
    })
    await startSession(request, account.id)
    redirectWithNotice(response, '/home', 'Password saved. Other devices were signed out.')
  })

  pages.post('/account/sign-out-everywhere', 'signed-in', async (request, response, visitor) => {
    await endSessions(db, visitor.accountId ?? '')
    await recordAction(db, visitor, {
      action: 'account.signed-out',
      subject: visitor.accountId ?? '',
      summary: 'Signed out everywhere',
      at: clock(),
    })
    await endSession(request)
    redirectWithNotice(response, '/sign-in', 'You are signed out everywhere')
  })
}
