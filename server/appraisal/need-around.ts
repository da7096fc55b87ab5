import { figureOf, listNeighbourhoods, readFigures, sourceLine } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { distanceMetres, type Position } from '../model/great-circle.ts'
import { needMass } from '../model/need.ts'

/** How far "around a site" reaches: the distance that families push a pram, in a straight line. */
export const aroundMetres = 2500

/** A neighbourhood near a site. */
export interface NearNeighbourhood {
  readonly code: string
  readonly name: string
  readonly metres: number
  readonly children: number | null
  readonly idaciDecile: number | null
  readonly needMass: number | null
}

/** Need around a site. */
export interface NeedAround {
  /** Nearest first. */
  readonly neighbourhoods: readonly NearNeighbourhood[]
  /** Sum of what is known. */
  readonly children: number
  readonly childrenNotKnown: number
  readonly needMass: number
  readonly needMassNotKnown: number
  /** Children 0–4 in neighbourhoods of the 30% most deprived; of those whose decile is known. */
  readonly childrenMostDeprived: number
  /** Children of all of the county's neighbourhoods, for comparison. */
  readonly countyChildren: number
  /** Neighbourhoods of the county whose centre is not known: they may be near. */
  readonly unplaced: number
  readonly sources: readonly string[]
}

/**
 * Need around a place, of neighbourhoods whose people live on average within 2,500 metres in a straight line.
 *
 * @param db - the database
 * @param countyId - the county
 * @param position - the place
 * @returns the neighbourhoods and their sums; what is not known is counted apart, never as zero
 */
export async function needAround(db: Db, countyId: string, position: Position): Promise<NeedAround> {
  const figures = await readFigures(db, countyId, ['children0to4', 'idaciRate', 'idaciDecile'])
  const all = await listNeighbourhoods(db, countyId)
  const near = all
    .flatMap(({ code, name, centroid }): NearNeighbourhood[] => {
      const metres = centroid === null ? Infinity : distanceMetres(position, centroid)
      if (metres > aroundMetres) return []
      const children = figureOf(figures, 'children0to4', code)
      return [
        {
          code,
          name,
          metres,
          children,
          idaciDecile: figureOf(figures, 'idaciDecile', code),
          needMass: needMass(children, figureOf(figures, 'idaciRate', code)),
        },
      ]
    })
    .sort((a, b) => a.metres - b.metres)
  const sum = (values: readonly (number | null)[]): number =>
    values.reduce<number>((total, value) => total + (value ?? 0), 0)
  const notKnown = (values: readonly (number | null)[]): number =>
    values.filter(value => value === null).length
  const children = near.map(one => one.children)
  const mass = near.map(one => one.needMass)
  return {
    neighbourhoods: near,
    children: sum(children),
    childrenNotKnown: notKnown(children),
    needMass: sum(mass),
    needMassNotKnown: notKnown(mass),
    childrenMostDeprived: sum(near.filter(one => (one.idaciDecile ?? 10) <= 3).map(one => one.children)),
    countyChildren: sum(all.map(({ code }) => figureOf(figures, 'children0to4', code))),
    unplaced: all.filter(one => one.centroid === null).length,
    sources: [...new Set([...figures.sources.values()].flat().map(source => sourceLine(source)))],
  }
}
