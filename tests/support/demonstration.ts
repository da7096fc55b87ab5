import { cp, mkdir, mkdtemp, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { loadDemonstration } from '../../server/commands/demonstration.ts'
import { testApplication, type TestApplication } from './application.ts'

/** The longest that loading may take on busy cores, in milliseconds. */
export const loadingAtMost = 900_000

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  )

async function load(folder: string, ready: string, failed: string): Promise<void> {
  try {
    // Into a folder of its own first: closing an application removes its folder.
    const own = await mkdtemp(path.join(os.tmpdir(), 'doorstep-demonstration-'))
    const application = await testApplication({ folder: own })
    await loadDemonstration(application.services, () => undefined)
    await application.services.jobs.settled()
    await application.db.destroy()
    await cp(own, path.join(folder, 'kept'), { recursive: true })
    await application.close()
    await writeFile(ready, '')
  } catch (error) {
    await writeFile(failed, error instanceof Error ? (error.stack ?? error.message) : String(error))
    throw error
  }
}

/**
 * The whole application with the demonstration county. It is loaded once in a run of the tests, by the first test that
 * asks for it; every test gets a copy of its own.
 */
export async function demonstrationApplication(): Promise<TestApplication> {
  const shared = process.env['DOORSTEP_TEST_SHARED']
  if (shared === undefined) throw new Error('tests/support/global-setup.mjs made no folder for this run')
  const folder = path.join(shared, 'demonstration')
  const [ready, failed] = [path.join(folder, 'ready'), path.join(folder, 'failed')]
  const first = await mkdir(folder).then(
    () => true,
    () => false,
  )
  if (first) await load(folder, ready, failed)
  while (!(await exists(ready))) {
    if (await exists(failed))
      throw new Error('The demonstration could not be loaded: see the test that tried')
    await new Promise(resolve => setTimeout(resolve, 250))
  }
  const own = await mkdtemp(path.join(os.tmpdir(), 'doorstep-test-'))
  await cp(path.join(folder, 'kept'), own, { recursive: true })
  return testApplication({ folder: own })
}
