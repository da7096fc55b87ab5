import { createHash } from 'node:crypto'
import { format } from '../platform/format.ts'
import { barriersHash, closedLines, type BarrierLine } from './barrier.ts'
import { barrierMethod } from './barrier-journeys.ts'
import { basisHash, type NewBasis } from './basis.ts'
import { roadModes, type JourneySettings, type RoadMode } from './journey-settings.ts'
import type { TravelFile, TravelFileKind } from './travel-file.ts'

/** What a county's journeys can be worked out from today. */
export interface TravelState {
  /** Files in use, one of each kind at most. */
  readonly files: readonly TravelFile[]
  readonly barriers: readonly BarrierLine[]
  readonly settings: JourneySettings
  readonly detourFactor: number
}

/** Raised when the same files and settings would give other journeys than before. */
const methodVersion = 1

const words: Readonly<Record<RoadMode, string>> = {
  'walking-with-a-buggy': 'Walking with a buggy',
  'toddlers-walk': 'Walking at a toddler’s pace',
  driving: 'Driving',
}

/**
 * Finds the file of a kind.
 *
 * @param state - the county's files
 * @param kind - which kind
 * @returns the file in use; null when there is none
 */
export function fileOf(state: Pick<TravelState, 'files'>, kind: TravelFileKind): TravelFile | null {
  return state.files.find(file => file.kind === kind) ?? null
}

/**
 * The hash of a mode's network: its roads, the mode's rules and the barriers that cut it. What is prepared from it is
 * kept under this name.
 *
 * @param state - what journeys are worked out from
 * @param mode - a way of travelling on roads
 * @returns 64 hexadecimal characters; null when no roads are loaded
 */
export function networkHash(state: TravelState, mode: RoadMode): string | null {
  const roads = fileOf(state, 'roads')
  return roads && sha256(networkDocument(state, roads, mode))
}

/**
 * What the county's files and settings give: a basis for each mode that can be worked out.
 *
 * @param state - what journeys are worked out from
 * @returns one basis for each mode, in no particular order; empty when nothing is loaded
 */
export function basesOf(state: TravelState): NewBasis[] {
  const bases: NewBasis[] = []
  const roads = fileOf(state, 'roads')
  if (roads) for (const mode of roadModes) bases.push(roadBasis(state, roads, mode))
  const timetable = fileOf(state, 'timetable')
  if (timetable) bases.push(timetableBasis(state, timetable, bases))
  const matrix = fileOf(state, 'matrix')
  if (matrix) {
    bases.push({
      mode: 'council-matrix',
      unit: matrix.facts['unit'] === 'metres' ? 'metres' : 'seconds',
      method: `The council’s own journeys (${said(matrix)})`,
      document: { version: methodVersion, matrix: matrix.sha256 },
    })
  }
  if (state.barriers.length > 0) {
    bases.push({
      mode: 'straight-line',
      unit: 'metres',
      method: barrierMethod(state.barriers.length, state.detourFactor),
      document: {
        version: methodVersion,
        detourFactor: state.detourFactor,
        lines: closedLines(state.barriers),
      },
    })
  }
  return bases
}

function networkDocument(
  state: TravelState,
  roads: TravelFile,
  mode: RoadMode,
): Readonly<Record<string, unknown>> {
  return {
    version: methodVersion,
    roads: roads.sha256,
    profile: state.settings.profiles[mode],
    barriers: barriersHash(state.barriers),
  }
}

function roadBasis(state: TravelState, roads: TravelFile, mode: RoadMode): NewBasis {
  const { profiles, snapLimitMetres } = state.settings
  const pace = mode === 'driving' ? '' : ` at ${profiles[mode].offNetworkKmh} km/h`
  return {
    mode,
    unit: 'seconds',
    method: `${words[mode]}${pace} on ${mode === 'driving' ? 'roads' : 'roads and paths'} of ${said(roads)}`,
    document: { ...networkDocument(state, roads, mode), snapLimitMetres },
  }
}

function timetableBasis(state: TravelState, timetable: TravelFile, others: readonly NewBasis[]): NewBasis {
  const { publicTransport } = state.settings
  const date = publicTransport.date ?? String(timetable.facts['ordinaryDay'] ?? '')
  const walking = others.find(basis => basis.mode === 'walking-with-a-buggy')
  const walks = walking
    ? `walks with a buggy on roads`
    : `walks by straight line × ${state.detourFactor} (an estimate)`
  const { from, to } = publicTransport
  return {
    mode: 'public-transport',
    unit: 'seconds',
    method: `Public transport, leaving between ${format.timeOfDay(from)} and ${format.timeOfDay(to)} on ${format.date(date)}, with ${walks}; timetable of ${said(timetable)}`,
    document: {
      version: methodVersion,
      timetable: timetable.sha256,
      ...publicTransport,
      date,
      walking: walking ? basisHash(walking) : { detourFactor: state.detourFactor },
    },
  }
}

/** Who published a file and what time it is of. */
function said({ publisher, period, fileName }: TravelFile): string {
  return [publisher || fileName, period].filter(part => part !== '').join(', ')
}

function sha256(document: unknown): string {
  return createHash('sha256').update(JSON.stringify(document)).digest('hex')
}
