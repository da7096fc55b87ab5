import type { Request, Response } from 'express'
import { inTransaction, type Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { readForm } from '../platform/forms.ts'
import { pageNumber } from '../platform/page-number.ts'
import { pathParameter, queryText, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { invitationForm, rolesForm } from './accounts-forms.ts'
import {
  addAccount,
  addOneTimeLink,
  findAccount,
  findAccountByEmail,
  listAccounts,
  replaceRoles,
  setDisabled,
  setLock,
  type Account,
} from './accounts-repository.ts'
import { actionKinds, kindOf } from './action-kinds.ts'
import { listActions, listActors, recordAction } from './audit-repository.ts'
import { roleNames, roles } from './roles.ts'
import { endSessions } from './sessions-repository.ts'

/** How long an invitation is good for. */
const invitationHours = 7 * 24

const roleChoices = roleNames.map(value => ({
  value,
  text: roles[value].label,
  hint: { text: roles[value].hint },
}))

/**
 * Pages for the administrator: accounts, invitations and the record of changes.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and where people reach the product
 */
export function accountsRoutes(
  pages: Pages,
  { db, clock, publicUrl }: { db: Db; clock: Clock; publicUrl: string },
): void {
  const known = async (request: Request): Promise<Account> => {
    const account = await findAccount(db, pathParameter(request, 'id'))
    if (account === null) throw notFound('There is no such account.')
    return account
  }
  const showLink = (response: Response, account: { name: string }, token: string): Promise<void> =>
    showPage(response, 'accounts/link', {
      title: `Link for ${account.name}`,
      account,
      link: `${publicUrl}/sign-in/link/${token}`,
      days: invitationHours / 24,
    })

  pages.get('/accounts', 'administer', async (_request, response) => {
    await showPage(response, 'accounts/list', {
      title: 'Accounts',
      accounts: (await listAccounts(db)).map(account => ({
        ...account,
        roleLabels: account.roles.map(role => roles[role].label).join(', '),
      })),
    })
  })

  pages.get('/accounts/invite', 'administer', async (_request, response) => {
    await showPage(response, 'accounts/invite', { title: 'Invite a person', roleChoices })
  })

  pages.post('/accounts/invite', 'administer', async (request, response, visitor) => {
    const form = readForm(invitationForm, request.body)
    const again = form.ok && (await findAccountByEmail(db, form.value.email)) !== null
    if (!form.ok || again) {
      const errors = form.ok
        ? [{ field: 'email', message: 'There is an account with this email address already' }]
        : form.errors
      const typed = form.ok ? form.value : form.typed
      await showPage(
        response,
        'accounts/invite',
        { title: 'Invite a person', roleChoices, errors, typed },
        422,
      )
      return
    }
    const token = await inTransaction(db, async tx => {
      const id = await addAccount(tx, { ...form.value, at: clock() })
      const given = form.value.roles.map(role => roles[role].label.toLowerCase()).join(', ')
      await recordAction(tx, visitor, {
        action: 'account.invited',
        subject: id,
        summary: `Invited ${form.value.name} as ${given}`,
        at: clock(),
      })
      return addOneTimeLink(tx, id, 'sign-in', clock(), invitationHours)
    })
    await showLink(response, form.value, token)
  })

  pages.get('/accounts/:id', 'administer', async (request, response) => {
    const account = await known(request)
    await showPage(response, 'accounts/account', { title: account.name, account, roleChoices })
  })

  pages.post('/accounts/:id/roles', 'administer', async (request, response, visitor) => {
    const account = await known(request)
    const form = readForm(rolesForm, request.body)
    const lastAdministrator =
      form.ok &&
      account.roles.includes('administrator') &&
      !form.value.roles.includes('administrator') &&
      (await listAccounts(db)).filter(one => one.roles.includes('administrator') && one.disabledAt === null)
        .length < 2
    if (!form.ok || lastAdministrator) {
      const errors = form.ok
        ? [
            {
              field: 'roles',
              message: 'Somebody must stay administrator. Give another person that role first',
            },
          ]
        : form.errors
      await showPage(response, 'accounts/account', { title: account.name, account, roleChoices, errors }, 422)
      return
    }
    await inTransaction(db, async tx => {
      await replaceRoles(tx, account.id, form.value.roles)
      await recordAction(tx, visitor, {
        action: 'account.roles',
        subject: account.id,
        summary: `Changed the roles of ${account.name} to ${form.value.roles.map(role => roles[role].label).join(', ')}`,
        at: clock(),
      })
    })
    redirectWithNotice(response, `/accounts/${account.id}`, 'Roles saved')
  })

  pages.post('/accounts/:id/link', 'administer', async (request, response, visitor) => {
    const account = await known(request)
    const token = await inTransaction(db, async tx => {
      await setLock(tx, account.id, null)
      await recordAction(tx, visitor, {
        action: 'account.link',
        subject: account.id,
        summary: `Made a new one-time link for ${account.name}`,
        at: clock(),
      })
      return addOneTimeLink(tx, account.id, 'sign-in', clock(), invitationHours)
    })
    await showLink(response, account, token)
  })

  pages.post('/accounts/:id/sign-out', 'administer', async (request, response, visitor) => {
    const account = await known(request)
    await endSessions(db, account.id)
    await recordAction(db, visitor, {
      action: 'account.signed-out',
      subject: account.id,
      summary: `Signed ${account.name} out everywhere`,
      at: clock(),
    })
    redirectWithNotice(response, `/accounts/${account.id}`, `${account.name} is signed out everywhere`)
  })

  pages.post('/accounts/:id/switch', 'administer', async (request, response, visitor) => {
    const account = await known(request)
    if (account.id === visitor.accountId) {
      const errors = [{ field: 'switch', message: 'You cannot switch off your own account' }]
      await showPage(response, 'accounts/account', { title: account.name, account, roleChoices, errors }, 422)
      return
    }
    const off = account.disabledAt === null
    await inTransaction(db, async tx => {
      await setDisabled(tx, account.id, off ? clock().toISOString() : null)
      if (off) await endSessions(tx, account.id)
      await recordAction(tx, visitor, {
        action: off ? 'account.off' : 'account.on',
        subject: account.id,
        summary: `Switched the account of ${account.name} ${off ? 'off' : 'on'}`,
        at: clock(),
      })
    })
    redirectWithNotice(response, `/accounts/${account.id}`, `Account switched ${off ? 'off' : 'on'}`)
  })

  pages.get('/audit', 'administer', async (request, response) => {
    const page = pageNumber(request)
    const person = queryText(request, 'person')
    const kind = actionKinds.find(({ key }) => key === queryText(request, 'kind'))
    const {
      entries,
      total,
      pages: pageCount,
    } = await listActions(db, page, {
      ...(person === '' ? {} : { person }),
      ...(kind === undefined ? {} : { begins: kind.begins }),
    })
    await showPage(response, 'accounts/audit', {
      title: 'Record of actions',
      entries: entries.map(entry => ({ ...entry, kindWords: kindOf(actionKinds, entry.action) })),
      total,
      page,
      pageCount,
      chosen: { person, kind: kind?.key ?? '' },
      people: await listActors(db),
      kinds: actionKinds,
      query: new URLSearchParams({ person, kind: kind?.key ?? '' }).toString(),
    })
  })
}
