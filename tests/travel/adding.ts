import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { addTravelFile, keepCopy } from '../../server/travel/index.ts'
import type { TravelFile, TravelFileKind } from '../../server/travel/travel-file.ts'
import type { Town } from './town.ts'

/** Takes bytes into use as a file of a kind. */
export async function load(
  { needs, county }: Town,
  kind: TravelFileKind,
  content: Buffer | string,
): Promise<TravelFile> {
  const file = path.join(needs.dataDirectory, `${kind}.file`)
  await writeFile(file, content)
  const kept = await keepCopy(needs.uploads, file)
  const said = { publisher: 'A mapper', licence: 'ODbL', period: 'September 2026' }
  return addTravelFile(
    needs,
    county,
    { kind, fileName: `${kind}.file`, ...kept, ...said },
    { accountId: null, name: 'A planner' },
  )
}
