import { cuttingLines } from './barrier.ts'
import { fileOf, networkHash } from './bases.ts'
import type { JourneyBasis } from './basis.ts'
import type { RoadMode } from './journey-settings.ts'
import { positionsOf } from './journey-provider.ts'
import type { JourneysTask, RoadNetwork } from './journey-tasks.ts'
import type { JourneysRun } from './journeys-run.ts'
import type { PlacedSite } from './missing-columns.ts'
import { networkFiles } from './network-files.ts'

/**
 * What a worker has to do for one mode.
 *
 * @param run - the county's files, origins and sites
 * @param basis - what journeys are worked out from
 * @param missing - the sites to which they are wanted
 * @returns the task, as plain data
 */
export function journeysTask(
  run: JourneysRun,
  basis: JourneyBasis,
  missing: readonly PlacedSite[],
): JourneysTask {
  const { state, origins } = run
  const { barriers, detourFactor, settings } = state
  const common = { origins, sites: positionsOf(missing.map(site => site.position)) }
  const { mode } = basis
  switch (mode) {
    case 'straight-line':
      return { task: 'barriers', ...common, barriers, detourFactor }
    case 'council-matrix':
      return {
        task: 'matrix',
        ...common,
        path: pathOf(run, 'matrix'),
        references: missing.map(site => site.reference),
        known: run.sites.map(site => site.reference),
      }
    case 'public-transport':
      return {
        task: 'timetable',
        ...common,
        timetable: pathOf(run, 'timetable'),
        settings: settings.publicTransport,
        date: settings.publicTransport.date ?? String(fileOf(state, 'timetable')?.facts['ordinaryDay'] ?? ''),
        walking: networkOf(run, 'walking-with-a-buggy'),
        walkingKmh: settings.profiles['walking-with-a-buggy'].offNetworkKmh,
        detourFactor,
      }
    default: {
      const network = networkOf(run, mode)
      if (network === null) throw new RangeError('Journeys on roads need roads.')
      return { task: 'roads', ...common, network }
    }
  }
}

function pathOf({ needs, state }: JourneysRun, kind: 'matrix' | 'timetable'): string {
  return needs.uploads.path(fileOf(state, kind)?.sha256 ?? '')
}

/**
 * The network of a way of travelling.
 *
 * @param run - the data folder, and the county's files and settings
 * @param mode - a way of travelling on roads
 * @returns where it is kept, whether or not it was made yet; null when no roads are loaded
 */
export function networkOf(
  { needs, state }: Pick<JourneysRun, 'needs' | 'state'>,
  mode: RoadMode,
): RoadNetwork | null {
  const hash = networkHash(state, mode)
  if (hash === null) return null
  return {
    files: networkFiles(needs.dataDirectory, hash),
    barriers: cuttingLines(state.barriers),
    snapLimitMetres: state.settings.snapLimitMetres,
  }
}
