import { verifyVersions } from '../consultations/index.ts'
import { requireCounty } from '../county/index.ts'
import { migrate, openDatabase } from '../db/index.ts'
import { readSettings } from '../platform/config.ts'
import { AppError } from '../platform/errors.ts'
import { listScenarios, verifyScenario } from '../scenarios/index.ts'
import { keepJourneyColumns } from '../travel/index.ts'

const out = (line: string): void => void process.stdout.write(`${line}\n`)

/**
 * Checks every published scenario of the active county: the hash of what is stored, and all figures worked out again;
 * and every published version of a consultation's texts: its hash.
 * Ends with 1 when one does not hold.
 */
async function verify(): Promise<number> {
  const db = openDatabase(readSettings().databaseUrl)
  try {
    await migrate(db)
    const county = await requireCounty(db)
    const columns = keepJourneyColumns()
    let checked = 0
    let broken = 0
    for (const scenario of await listScenarios(db, county.id, () => new Date())) {
      const verification = await verifyScenario(db, scenario.id, columns)
      if (verification === null) continue
      checked += 1
      if (!verification.holds) broken += 1
      out(`${verification.holds ? 'holds  ' : 'BROKEN '} ${verification.hash}  ${verification.name}`)
      if (!verification.hashHolds) out('        What is stored is not what was published.')
      for (const { path, stored, recomputed } of verification.differences.slice(0, 20)) {
        out(`        ${path}: stored ${String(stored)}, worked out again ${String(recomputed)}`)
      }
    }
    let brokenTexts = 0
    for (const { consultation, version, hash, holds } of await verifyVersions(db, county.id)) {
      if (!holds) brokenTexts += 1
      out(`${holds ? 'holds  ' : 'BROKEN '} ${hash}  ${consultation}, version ${version} of its texts`)
    }
    out(
      checked === 0
        ? `No scenario of ${county.name} is published.`
        : `${checked - broken} of ${checked} published scenarios hold.`,
    )
    return broken + brokenTexts === 0 ? 0 : 1
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 2
  } finally {
    await db.destroy()
  }
}

process.exitCode = await verify()
