import { inTransaction, type Db } from '../db/index.ts'
import { addAccount, addOneTimeLink, listAccounts } from './accounts-repository.ts'
import { recordAction } from './audit-repository.ts'
import { roleNames, roles, type Role } from './roles.ts'

/** A one-time link for one of the first accounts. */
export interface FirstLink {
  readonly role: Role
  readonly label: string
  readonly token: string
}

const daysGood = 7

/**
 * Makes one account for each role where there is none at all, each with a one-time link.
 *
 * @param db - the database
 * @param at - the moment
 * @returns the links, which are shown once and kept nowhere; empty when there are accounts already
 */
export async function makeFirstAccounts(db: Db, at: Date): Promise<FirstLink[]> {
  return inTransaction(db, async tx => {
    if ((await listAccounts(tx)).length > 0) return []
    const links: FirstLink[] = []
    for (const role of roleNames) {
      const { label } = roles[role]
      const id = await addAccount(tx, { email: `${role}@doorstep.invalid`, name: label, roles: [role], at })
      links.push({ role, label, token: await addOneTimeLink(tx, id, 'sign-in', at, daysGood * 24) })
    }
    await recordAction(
      tx,
      { accountId: null, name: 'First start' },
      { action: 'account.invited', summary: 'Made the first account of each role', at },
    )
    return links
  })
}
