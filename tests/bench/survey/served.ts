// A process of its own that serves one open survey on loopback: `served.ts DATABASE-URL FOLDER`. It says its port, and
// answers `usage` with what it has used since it was last asked.
import { createServer } from 'node:http'
import { createApplication } from '../../../server/app.ts'
import { migrate, openDatabase } from '../../../server/db/index.ts'
import { createLog } from '../../../server/platform/log.ts'
import { openServices } from '../../../server/services.ts'
import { testSettings } from '../../support/settings.ts'
import { openSurvey } from './open-survey.ts'

/** What the process has used since it was last asked. */
export interface Usage {
  readonly cpuMilliseconds: number
  readonly statements: number
  readonly responses: number
}

const [databaseUrl = '', folder = ''] = process.argv.slice(2)
let statements = 0
const db = openDatabase(databaseUrl, () => {
  statements += 1
})
await migrate(db)
const at = await openSurvey(db)
const log = createLog('silent')
// Each respondent of the load has an address of its own.
const settings = { ...testSettings(folder), databaseUrl, trustProxy: 1 }
const services = await openServices(settings, { db, log })
const server = createServer(createApplication(services).app)
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0, at })
})

let before = process.cpuUsage()
process.on('message', message => {
  if (message === 'usage') {
    void db
      .selectFrom('response')
      .select(of => of.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
      .then(({ count }) => {
        const used = process.cpuUsage(before)
        const usage: Usage = {
          cpuMilliseconds: (used.user + used.system) / 1000,
          // The question for this count is not the survey's.
          statements: statements - 1,
          responses: Number(count),
        }
        before = process.cpuUsage()
        statements = 0
        process.send?.(usage)
      })
  }
})
process.on('disconnect', () => {
  process.exit(0)
})
