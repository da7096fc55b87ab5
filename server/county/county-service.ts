import { inTransaction, type Db } from '../db/index.ts'
import type { County, CountyDescription } from './county.ts'
import { activateCounty, addCounty, changeCounty, listCounties } from './county-repository.ts'
import { markReplaced } from './dataset-repository.ts'
import { nameDistricts, forgetPlaces } from './place-repository.ts'
import { forgetPostcodes } from './postcode-repository.ts'
import { forgetLookup } from './lookup-repository.ts'

/**
 * Whether a change of county makes what was loaded useless: other districts, or other neighbourhoods.
 *
 * @param before - the county as it is
 * @param after - as it is to be
 * @returns true when its files have to be loaded again
 */
export function needsReloading(before: CountyDescription, after: CountyDescription): boolean {
  return (
    before.vintage !== after.vintage ||
    [...before.districtCodes].sort().join() !== [...after.districtCodes].sort().join()
  )
}

/**
 * Changes what makes a county. With other districts or another vintage, its neighbourhoods, figures and postcodes are
 * forgotten, for they would be of another county; the records of its imports stay, marked as replaced, and so do its
 * sites.
 *
 * @param db - the database
 * @param county - as it is
 * @param description - as it is to be
 * @param now - ISO UTC
 * @returns the county as it is now
 */
export async function redefineCounty(
  db: Db,
  county: County,
  description: CountyDescription,
  now: string,
): Promise<County> {
  await inTransaction(db, async tx => {
    await changeCounty(tx, county.id, description)
    if (needsReloading(county, description)) {
      await forgetPlaces(tx, county.id)
      await forgetPostcodes(tx, county.id)
      await forgetLookup(tx, county.id)
      await markReplaced(tx, county.id, null, now)
    }
    await nameDistricts(tx, county.id, new Map(description.districtCodes.map(code => [code, code])))
  })
  return { ...county, ...description }
}

/**
 * Adds the county that a folder describes, or changes the one that is there under the same code or name, and makes it
 * the one that people work on.
 *
 * @param db - the database
 * @param description - what makes it
 * @param now - ISO UTC
 * @returns the county
 */
export async function settleCounty(db: Db, description: CountyDescription, now: string): Promise<County> {
  const counties = await listCounties(db)
  const same =
    counties.find(county => county.code !== null && county.code === description.code) ??
    counties.find(county => county.name.toLowerCase() === description.name.toLowerCase())
  return inTransaction(db, async tx => {
    const county = await redefineCounty(tx, same ?? (await addCounty(tx, description, now)), description, now)
    await activateCounty(tx, county.id)
    return { ...county, active: true }
  })
}
