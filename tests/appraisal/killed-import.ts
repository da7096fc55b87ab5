import { importAppraisal } from '../../server/appraisal/appraisal-import-service.ts'
import { openDatabase } from '../../server/db/index.ts'

// Brings many ratings, and is killed without a word once some of them are written. What it is told: the database, the
// county, and how many ratings it writes before.
const [url = '', countyId = '', written = ''] = process.argv.slice(2)
let left = Number(written)
const db = openDatabase(url, event => {
  if (/insert into "rating"/.test(event.query.sql) && --left === 0) process.kill(process.pid, 'SIGKILL')
})
const rating = (criterion: number): object => ({
  criterion,
  state: 'current',
  assessor: 'first',
  low: 1,
  high: 2,
  measure: null,
  evidenceNote: null,
  evidenceDaysAgo: null,
})
const file = {
  weighting: {
    weights: { 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1, 8: 1 },
    agreedDaysAgo: 1,
    agreedBy: 'Committee',
    reason: 'As agreed',
  },
  sites: [{ site: 'fen-1', ratings: [1, 2, 3, 4, 5, 6, 7, 8].map(rating), works: null }],
}
await importAppraisal(db, countyId, file, { accountId: null, name: 'Ann' }, new Date('2026-09-22T10:00:00Z'))
await db.destroy()
