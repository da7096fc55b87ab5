import { z } from 'zod'
import { recordAction } from '../accounts/index.ts'
import { findCounty } from '../county/index.ts'
import { AppError } from '../platform/errors.ts'
import { format } from '../platform/format.ts'
import type { Jobs } from '../platform/jobs.ts'
import type { TravelNeeds } from './journeys-run.ts'
import { workOutJourneys } from './journeys-service.ts'
import { travelFileKinds } from './travel-file.ts'
import { addTravelFile } from './travel-file-service.ts'

const actor = z.object({ accountId: z.string().nullable(), name: z.string() })

/** What is to be worked out, as a job keeps it. */
const journeysInput = z.object({ countyId: z.string(), actor })

/** Which file is to be checked and taken into use, as a job keeps it. */
const fileInput = z.object({
  countyId: z.string(),
  actor,
  file: z.object({
    kind: z.enum(travelFileKinds),
    fileName: z.string(),
    sha256: z.string(),
    bytes: z.number(),
    publisher: z.string(),
    licence: z.string(),
    period: z.string(),
  }),
})

/** Names of the kinds of work. */
export const travelWork = { journeys: 'journeys', file: 'travel-file' } as const

/**
 * Says how the long work of this room is done. Both go on in another process after theirs was killed: a file is checked
 * again from its beginning, journeys go on with the sites that are missing.
 *
 * @param jobs - long work
 * @param needs - database, files and the data folder
 */
export function defineTravelWork(jobs: Jobs, needs: TravelNeeds): void {
  const { db, clock } = needs
  const countyOf = async (id: string) => {
    const county = await findCounty(db, id)
    if (county === null) throw new AppError('no-county', 404, 'There is no such county any more.')
    return county
  }
  jobs.define(travelWork.file, async (input, progress, signal) => {
    const { countyId, actor: by, file } = fileInput.parse(input)
    const added = await addTravelFile(needs, await countyOf(countyId), file, by, { progress, signal })
    return {
      summary: `${added.fileName} is loaded`,
      details: ['Journeys that were worked out before stay for what was published. Work them out again now.'],
      url: '/journeys',
    }
  })
  jobs.define(travelWork.journeys, async (input, progress, signal) => {
    const { countyId, actor: by } = journeysInput.parse(input)
    const { computed } = await workOutJourneys(needs, await countyOf(countyId), 'all', progress, signal)
    await recordAction(db, by, {
      action: 'travel.worked-out',
      subject: countyId,
      summary: `Worked out journeys: ${format.count(computed, 'site and way of travelling', 'sites and ways of travelling')}`,
      at: clock(),
    })
    return { summary: 'Every journey is worked out', url: '/journeys' }
  })
}
