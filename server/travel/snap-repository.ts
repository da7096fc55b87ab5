import type { Db } from '../db/index.ts'
import { packedFigures, unpackedFigures } from './journey-bytes.ts'

/**
 * Keeps how far each origin is from the network.
 *
 * @param db - the database
 * @param basisHash - the basis whose network it is
 * @param originsHash - where families set out; kept before
 * @param offMetres - straight, in metres; NaN where no road is near, or the position is not known
 */
export async function storeOriginSnap(
  db: Db,
  basisHash: string,
  originsHash: string,
  offMetres: ArrayLike<number>,
): Promise<void> {
  await db
    .insertInto('origin_snap')
    .values({ basis_hash: basisHash, origins_hash: originsHash, off_metres: packedFigures(offMetres) })
    .onConflict(conflict => conflict.columns(['basis_hash', 'origins_hash']).doNothing())
    .execute()
}

/**
 * How far each origin is from the network.
 *
 * @param db - the database
 * @param basisHash - the basis whose network it is
 * @param originsHash - where families set out
 * @returns metres, NaN where no road is near; null when it was not worked out
 */
export async function readOriginSnap(
  db: Db,
  basisHash: string,
  originsHash: string,
): Promise<Float64Array | null> {
  const row = await db
    .selectFrom('origin_snap')
    .select('off_metres')
    .where('basis_hash', '=', basisHash)
    .where('origins_hash', '=', originsHash)
    .executeTakeFirst()
  return row ? unpackedFigures(row.off_metres) : null
}
