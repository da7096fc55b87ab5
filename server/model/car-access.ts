/** How common it is to have no car, in classes that make groups of neighbourhoods. */
export const CAR_ACCESS_GROUPS = [
  { key: '1', name: 'Fewer than 1 household in 10 without a car', below: 0.1 },
  { key: '2', name: '1 to 2 in 10 without a car', below: 0.2 },
  { key: '3', name: '2 to 3 in 10 without a car', below: 0.3 },
  { key: '4', name: '3 in 10 or more without a car', below: Infinity },
] as const

/**
 * The class of a neighbourhood by its households without a car.
 * @param noCarShare - the share of households without a car, from 0 to 1; null when not known.
 * @returns the key of its class, a share at an edge in the higher one; null when not known.
 */
export function carAccessGroup(noCarShare: number | null): number | null {
  if (noCarShare === null || Number.isNaN(noCarShare)) return null
  return Number(CAR_ACCESS_GROUPS.find(group => noCarShare < group.below)?.key ?? NaN)
}
