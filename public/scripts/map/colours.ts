import type { MapLegend } from '../../../server/model/map-document.ts'

// ColorBrewer YlGnBu: far and needy are dark.
const sequential: Record<number, readonly string[]> = {
  1: ['#7fcdbb'],
  2: ['#edf8b1', '#2c7fb8'],
  3: ['#edf8b1', '#7fcdbb', '#2c7fb8'],
  4: ['#ffffcc', '#a1dab4', '#41b6c4', '#225ea8'],
  5: ['#ffffcc', '#a1dab4', '#41b6c4', '#2c7fb8', '#253494'],
  6: ['#ffffcc', '#c7e9b4', '#7fcdbb', '#41b6c4', '#2c7fb8', '#253494'],
}

// ColorBrewer PuOr: purple is nearer, orange further, white no change; no red and green.
const diverging: Record<number, readonly string[]> = {
  1: ['#f7f7f7'],
  3: ['#998ec3', '#f7f7f7', '#f1a340'],
  5: ['#5e3c99', '#b2abd2', '#f7f7f7', '#fdb863', '#e66101'],
  7: ['#542788', '#998ec3', '#d8daeb', '#f7f7f7', '#fee0b6', '#f1a340', '#b35806'],
}

/**
 * The shade of each class of a legend.
 *
 * @param legend - the scheme and its classes
 */
export function shadesOf(legend: MapLegend): readonly string[] {
  const ramps = legend.scheme === 'diverging' ? diverging : sequential
  const fitting = Object.keys(ramps)
    .map(Number)
    .find(count => count >= legend.classes.length)
  return ramps[fitting ?? 5] ?? []
}

/** What the rim, the pattern of what is not known and the pins are drawn with. */
export const ink = '#1b1b1f'
export const paper = '#ffffff'
