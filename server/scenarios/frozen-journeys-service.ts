import type { Db } from '../db/index.ts'
import { packedFigures, readJourneyColumns, sha256Of, storedOriginsHash } from '../travel/index.ts'
import type { Difference } from './canonical.ts'
import { mainModeOf } from './figure-basis.ts'
import type { JourneySource } from './journey-source.ts'
import type { InputBasis, PlanningInputs } from './planning-inputs.ts'

/** The columns of one basis that a published scenario's figures are made of. */
export interface FrozenColumns {
  readonly basisHash: string
  /** Site id → SHA-256 of its journeys as they are kept; a site without a known position has none. */
  readonly columns: Readonly<Record<string, string>>
}

/**
 * Freezes what figures are made of: only what is measured to every site that counts. The main way of travelling is
 * fixed with it, so that no choice of a later day changes which figures come first.
 *
 * @param inputs - the county with the sites that the scenario uses
 * @param source - where measured journeys come from
 * @returns the inputs to publish, and the hashes of their journeys
 */
export async function frozenColumns(
  inputs: PlanningInputs,
  source: JourneySource,
): Promise<{ inputs: PlanningInputs; journeys: FrozenColumns[] }> {
  const main = mainModeOf(inputs)
  const bases: InputBasis[] = []
  const journeys: FrozenColumns[] = []
  const originsHash = inputs.journeys?.originsHash ?? ''
  for (const basis of inputs.journeys?.bases ?? []) {
    const found = await source.columns(
      basis.hash,
      originsHash,
      inputs.sites.map(site => site.position),
    )
    const columns: Record<string, string> = {}
    for (const [at, site] of inputs.sites.entries()) {
      const column = found[at]
      if (column) columns[site.id] = column.sha256
    }
    if (inputs.sites.some(site => site.position !== null && !(site.id in columns))) continue
    bases.push(basis)
    journeys.push({ basisHash: basis.hash, columns })
  }
  const kept = main === 'straight-line' || bases.some(basis => basis.mode === main)
  return {
    inputs: {
      ...inputs,
      journeys: bases.length > 0 ? { originsHash, bases } : null,
      settings: { ...inputs.settings, mainMode: kept ? main : 'straight-line' },
    },
    journeys,
  }
}

/**
 * Compares the journeys that are kept now with those that were frozen, byte for byte.
 *
 * @param db - the database
 * @param inputs - as they were published
 * @param journeys - the hashes that were published with them
 * @returns every column, and the set of places, that is gone or is another; none when all are the same
 */
export async function differingColumns(
  db: Db,
  inputs: PlanningInputs,
  journeys: readonly FrozenColumns[],
): Promise<Difference[]> {
  if (inputs.journeys === null) return []
  const { originsHash, bases } = inputs.journeys
  const setHash = (await storedOriginsHash(db, originsHash)) ?? 'not there'
  const differing: Difference[] = []
  if (setHash !== originsHash) {
    differing.push({ path: 'journeys.origins', stored: originsHash, recomputed: setHash })
  }
  for (const { basisHash, columns } of journeys) {
    const mode = bases.find(basis => basis.hash === basisHash)?.mode ?? basisHash
    const sites = inputs.sites.filter(site => site.id in columns)
    const found = await readJourneyColumns(
      db,
      basisHash,
      originsHash,
      sites.map(site => site.position),
    )
    for (const [at, site] of sites.entries()) {
      const column = found[at]
      const recomputed = column ? sha256Of(packedFigures(column.seconds)) : 'not there'
      const stored = columns[site.id]
      if (recomputed !== stored) {
        differing.push({ path: `journeys.${mode}.${site.name}`, stored, recomputed })
      }
    }
  }
  return differing
}
