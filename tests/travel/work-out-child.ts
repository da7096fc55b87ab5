// A process of its own that works out a town's journeys until it is done, or killed by the test that started it.
import { currentCounty } from '../../server/county/index.ts'
import { openDatabase } from '../../server/db/index.ts'
import { openUploads } from '../../server/platform/uploads.ts'
import { workOutJourneys } from '../../server/travel/index.ts'

const [file = '', dataDirectory = ''] = process.argv.slice(2)
const db = openDatabase(`sqlite:${file}`)
const uploads = await openUploads(dataDirectory)
const county = await currentCounty(db)
if (county === null) throw new Error('There is no county.')
const needs = { db, uploads, dataDirectory, clock: () => new Date() }
const { computed } = await workOutJourneys(needs, county, 'all', (done, total, saying) => {
  process.stdout.write(`${done} of ${total} ${saying}\n`)
})
process.stdout.write(`computed ${computed}\n`)
await db.destroy()
