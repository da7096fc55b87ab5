import { addOneTimeLink, listAccounts, recordAction } from '../accounts/index.ts'
import { migrate } from '../db/index.ts'
import { readSettings } from '../platform/config.ts'
import { openServices } from '../services.ts'

/** Prints a new one-time link for an account: `npm run sign-in-link -- administrator@doorstep.invalid`. */
async function printLink(email: string | undefined): Promise<number> {
  const services = await openServices(readSettings())
  const { db, clock, settings } = services
  await migrate(db)
  const accounts = await listAccounts(db)
  const account = accounts.find(one => one.email === email?.toLowerCase())
  if (account === undefined) {
    const known = accounts.map(one => `  ${one.email}`).join('\n')
    process.stderr.write(`Give the email address of an account, after two dashes. There are:\n${known}\n`)
    await db.destroy()
    return 1
  }
  const token = await addOneTimeLink(db, account.id, 'sign-in', clock(), 24)
  await recordAction(
    db,
    { accountId: null, name: 'Command line' },
    {
      action: 'account.link',
      subject: account.id,
      summary: `Made a new one-time link for ${account.name}`,
      at: clock(),
    },
  )
  process.stdout.write(`Good for 24 hours, once:\n${settings.publicUrl}/sign-in/link/${token}\n`)
  await db.destroy()
  return 0
}

process.exitCode = await printLink(process.argv[2])
