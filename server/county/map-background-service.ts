import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { LineString, MultiLineString, MultiPolygon, Polygon } from 'geojson'
import type { Db } from '../db/index.ts'
import type { MapDocument } from '../model/map-document.ts'
import { AppError } from '../platform/errors.ts'
import { openDataFile } from '../platform/tables/data-file.ts'
import type { Shape } from '../platform/tables/features.ts'
import { readSetting, writeSetting } from './setting-repository.ts'

/** What every map of the county shows under its figures. */
export type MapBackground = Pick<MapDocument, 'water' | 'roads' | 'labels'>

const geometry = z.object({ type: z.string(), coordinates: z.array(z.unknown()) })
const stored = z.object({
  water: z.array(geometry),
  roads: z.array(geometry),
  labels: z.array(
    z.object({
      name: z.string(),
      position: z.tuple([z.number(), z.number()]),
      rank: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    }),
  ),
})

/** The most that is kept of one layer, so that a map stays quick to send. */
const maximumShapes = 3_000

/**
 * Rivers, main roads and names of places for the county's maps.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns what was loaded; nothing when the folder had no map layers
 */
export async function readMapBackground(db: Db, countyId: string): Promise<MapBackground> {
  const kept = await readSetting(db, countyId, 'mapBackground', stored, { water: [], roads: [], labels: [] })
  return {
    water: kept.water as unknown as (LineString | MultiLineString | Polygon | MultiPolygon)[],
    roads: kept.roads as unknown as (LineString | MultiLineString)[],
    labels: kept.labels,
  }
}

/**
 * Loads the layers in a folder's `map` folder, where there is one: `rivers.geojson`, `main-roads.geojson` and
 * `places.geojson` (points with a `name` and a `rank` from 1 to 3). They are a drawing, and no figure is worked out from
 * them, so that they are known by their names and leave no record.
 *
 * @param db - the database
 * @param countyId - the county
 * @param folder - the folder of published files
 * @returns how many shapes were loaded; 0 when there is no such folder
 */
export async function loadMapBackground(db: Db, countyId: string, folder: string): Promise<number> {
  const place = path.join(folder, 'map')
  const names = await readdir(place).catch(() => [])
  const water: Shape['geometry'][] = []
  const roads: Shape['geometry'][] = []
  const labels: { name: string; position: [number, number]; rank: 1 | 2 | 3 }[] = []
  for (const name of names.filter(one => one.endsWith('.geojson')).sort()) {
    for (const shape of await shapesOf(path.join(place, name))) {
      if (/^(rivers?|water)/.test(name) && shape.geometry?.type !== 'Point') water.push(shape.geometry)
      else if (/roads?/.test(name) && /LineString$/.test(shape.geometry?.type ?? ''))
        roads.push(shape.geometry)
      else if (name.startsWith('places') && shape.geometry?.type === 'Point') {
        const [lon = NaN, lat = NaN] = shape.geometry.coordinates
        const rank = shape.properties['rank']
        const words = shape.properties['name']
        if (typeof words === 'string' && (rank === 1 || rank === 2 || rank === 3)) {
          labels.push({ name: words, position: [lon, lat], rank })
        }
      }
    }
  }
  const all = {
    water: water.slice(0, maximumShapes),
    roads: roads.slice(0, maximumShapes),
    labels: labels.slice(0, maximumShapes),
  }
  const count = all.water.length + all.roads.length + all.labels.length
  if (count > 0) await writeSetting(db, countyId, 'mapBackground', all)
  return count
}

async function shapesOf(file: string): Promise<Shape[]> {
  const data = await openDataFile(file)
  const shapes: Shape[] = []
  try {
    for (const part of data.parts) {
      if (part.is === 'shapes') for await (const shape of part.shapes(() => undefined)) shapes.push(shape)
    }
  } catch (error) {
    // A drawing that cannot be read is left out: nothing depends on it.
    if (!(error instanceof AppError)) throw error
  } finally {
    data.close()
  }
  return shapes
}
