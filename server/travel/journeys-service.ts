import type { County } from '../county/index.ts'
import { AppError } from '../platform/errors.ts'
import type { Progress } from '../platform/jobs.ts'
import { settleCountyBases } from './bases-service.ts'
import { fileOf, networkHash, type TravelState } from './bases.ts'
import { travelModeNames, type JourneyBasis } from './basis.ts'
import { listJourneyBases } from './basis-repository.ts'
import { storeSiteBuses } from './bus-repository.ts'
import { storeJourneyColumns } from './column-repository.ts'
import { inLanes } from './in-lanes.ts'
import { roadModes, type RoadMode } from './journey-settings.ts'
import type { JourneysRun, TravelNeeds } from './journeys-run.ts'
import { journeysTask } from './journeys-task.ts'
import type { TravelMode } from './journey-provider.ts'
import type { JourneyNews } from './journey-tasks.ts'
import { missingSites, placedSites, type PlacedSite } from './missing-columns.ts'
import { isThere, networkFiles, removeUnfinished } from './network-files.ts'
import { keepOrigins } from './origins-repository.ts'
import { currentOrigins } from './origins-service.ts'
import { cuttingLines } from './barrier.ts'
import { runTask } from './run-task.ts'
import { storeOriginSnap } from './snap-repository.ts'

/** What became of working out journeys. */
export interface WorkedOut {
  /** Columns that were missing and are there now: one for each mode and site. */
  readonly computed: number
  readonly byMode: Readonly<Partial<Record<TravelMode, number>>>
}

/** What is left to do for one mode. */
export interface JourneysPart {
  readonly basis: JourneyBasis
  readonly missing: readonly PlacedSite[]
}

/** So many threads work at a time: what a small machine has cores for. */
const lanes = 2
/** So often a thread that died is followed by another one. */
const mostAttempts = 3

/**
 * Works out every journey that is missing, from all of the county's postcodes to all sites of the register. Each site is
 * stored as soon as it is done, whole: a process that is killed loses the sites that were under way, and the next run
 * goes on with what is missing. Two modes at a time are worked out, each in a thread of its own.
 *
 * @param needs - database, files and the data folder
 * @param county - the county
 * @param modes - which modes; `all` for all that the county's files allow
 * @param progress - hears how far it is
 * @param signal - stops it; what is done by then stays
 * @returns how many columns were worked out
 * @throws {AppError} when a file cannot be used after all
 */
export async function workOutJourneys(
  needs: TravelNeeds,
  county: County,
  modes: readonly TravelMode[] | 'all' = 'all',
  progress: Progress = () => undefined,
  signal: AbortSignal = new AbortController().signal,
): Promise<WorkedOut> {
  const { db, clock } = needs
  const state = await settleCountyBases(db, county.id, clock().toISOString())
  const origins = await currentOrigins(db, county)
  if (origins.codes.length === 0)
    throw new AppError('no-origins', 422, 'Load the county’s postcodes or neighbourhoods first.')
  await keepOrigins(db, origins, clock().toISOString())
  const run: JourneysRun = { needs, state, origins, sites: await placedSites(db, county) }
  const parts: JourneysPart[] = []
  for (const basis of await listJourneyBases(db, county.id)) {
    if (modes !== 'all' && !modes.includes(basis.mode)) continue
    const missing = await missingOf(run, basis)
    if (missing.length > 0) parts.push({ basis, missing })
  }
  const total = parts.reduce((sum, part) => sum + part.missing.length, 0)
  const computed: Partial<Record<TravelMode, number>> = {}
  let done = 0
  const say = (saying: string): void => {
    progress(done, total, saying)
  }
  if (total > 0) {
    await removeUnfinished(needs.dataDirectory, clock())
    await makeNetworks(run, parts, say, signal)
  }
  await inLanes(
    parts.map(part => ({
      name: part.basis.mode,
      after: part.basis.mode === 'public-transport' ? 'walking-with-a-buggy' : null,
      run: stop =>
        workOutPart(
          run,
          part.basis,
          stop,
          saying => say(`${travelModeNames[part.basis.mode]}: ${saying}`),
          () => {
            done += 1
            computed[part.basis.mode] = (computed[part.basis.mode] ?? 0) + 1
          },
        ),
    })),
    lanes,
    signal,
  )
  return { computed: done, byMode: computed }
}

/**
 * Sites of which a basis could tell the journeys and does not yet.
 *
 * @param run - the county's files, origins and sites
 * @param basis - what journeys are worked out from
 * @returns the sites, in the order of the register
 */
export function missingOf(
  { needs, state, origins, sites }: JourneysRun,
  basis: JourneyBasis,
): Promise<PlacedSite[]> {
  return missingSites(needs.db, basis.hash, origins.hash, sitesOf(state, sites, basis.mode))
}

/** A council's own journeys are only to the sites that its file names. */
function sitesOf(state: TravelState, sites: readonly PlacedSite[], mode: TravelMode): readonly PlacedSite[] {
  if (mode !== 'council-matrix') return sites
  const named = new Set(String(fileOf(state, 'matrix')?.facts['references'] ?? '').split('\n'))
  return sites.filter(site => named.has(site.reference))
}

/** Networks that parts need and that are not there yet, made from roads that are read once. */
async function makeNetworks(
  { needs, state }: JourneysRun,
  parts: readonly JourneysPart[],
  say: (saying: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const roads = fileOf(state, 'roads')
  if (!roads) return
  const modes = new Set<TravelMode>(parts.map(part => part.basis.mode))
  if (modes.has('public-transport')) modes.add('walking-with-a-buggy')
  const networks: { mode: RoadMode; hash: string }[] = []
  for (const mode of roadModes) {
    const hash = networkHash(state, mode)
    if (!modes.has(mode) || hash === null) continue
    if (!(await isThere(networkFiles(needs.dataDirectory, hash).graph))) networks.push({ mode, hash })
  }
  if (networks.length === 0) return
  await runTask<null>(
    {
      task: 'networks',
      roads: needs.uploads.path(roads.sha256),
      barriers: cuttingLines(state.barriers),
      networks: networks.map(({ mode, hash }) => ({
        profile: state.settings.profiles[mode],
        files: networkFiles(needs.dataDirectory, hash),
      })),
    },
    {
      progress: (done, total, saying) => {
        say(withShare(saying, done, total))
      },
      signal,
    },
  )
}

async function workOutPart(
  run: JourneysRun,
  basis: JourneyBasis,
  signal: AbortSignal,
  say: (saying: string) => void,
  stored: () => void,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const missing = await missingOf(run, basis)
    if (missing.length === 0) return
    try {
      await runTask<null>(journeysTask(run, basis, missing), {
        news: async news => {
          await store(run, basis, missing, news)
          if ('site' in news) stored()
        },
        progress: (done, total, saying) => {
          say(withShare(saying.charAt(0).toLowerCase() + saying.slice(1), done, total))
        },
        signal,
      })
      return
    } catch (error) {
      // A thread that died has left whole sites only; another one goes on with the rest.
      if (error instanceof AppError || signal.aborted || attempt === mostAttempts) throw error
      await makeNetworks(run, [{ basis, missing }], say, signal)
    }
  }
}

async function store(
  { needs: { db, clock }, origins }: JourneysRun,
  { hash }: JourneyBasis,
  sites: readonly PlacedSite[],
  news: JourneyNews,
): Promise<void> {
  if ('snap' in news) return storeOriginSnap(db, hash, origins.hash, news.snap)
  const site = sites[news.site]
  if (!site) throw new RangeError('Journeys came back for a site that nobody asked for.')
  const { siteOffMetres } = news
  if (news.buses) await storeSiteBuses(db, hash, site.position, news.buses)
  await storeJourneyColumns(
    db,
    hash,
    origins.hash,
    news.columns.map(column => ({ site: site.position, ...column, siteOffMetres })),
    clock().toISOString(),
  )
}

function withShare(saying: string, done: number, total: number): string {
  return total > 0 ? `${saying}, ${Math.floor((done / total) * 100)}%` : saying
}
