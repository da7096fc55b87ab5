import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { signsOfAnswers, withAnswersAgain } from '../../data/demo/answers-again.ts'
import { setAsideName } from '../../data/demo/consultation-options.ts'
import { translations } from '../../data/demo/consultation-translations.ts'
import { writeDemonstrationCounty } from '../../data/demo/generate.ts'
import type { Actor } from '../accounts/index.ts'
import { importAppraisal } from '../appraisal/index.ts'
import { findConsultation, importTakingPart, importUpdates } from '../consultations/index.ts'
import { listCounties, loadFolder } from '../county/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { londonDate } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import { importScenario, publishScenario } from '../scenarios/index.ts'
import type { Services } from '../services.ts'
import { importSiteRegister, storePublishedSites } from '../sites/index.ts'
import {
  importConsultation,
  importResponses,
  importTranslations,
  recordSignals,
  type ImportedResponse,
} from '../surveys/index.ts'
import { keepJourneyColumns, loadTravelFolder, workOutJourneys } from '../travel/index.ts'

const actor: Actor = { accountId: null, name: 'Demonstration' }

/** Reads what the invented council itself knows and plans. */
function councilFiles(folder: string): {
  text(name: string): Promise<string>
  json(name: string): Promise<unknown>
} {
  const text = (name: string): Promise<string> => readFile(path.join(folder, 'council', name), 'utf8')
  return { text, json: async name => JSON.parse(await text(name)) as unknown }
}

async function loadInto(
  db: Db,
  folder: string,
  services: Services,
  say: (line: string) => void,
): Promise<void> {
  const { clock, uploads } = services
  const { county, files } = await loadFolder(db, folder, { storeSites: storePublishedSites, clock })
  const refused = files.find(file => file.outcome === 'refused')
  if (refused) throw new AppError('demonstration', 500, `${refused.fileName}: ${refused.sentence}`)
  const council = councilFiles(folder)
  await importSiteRegister(db, county.id, await council.text('sites-register.csv'), actor, clock())
  await importAppraisal(db, county.id, await council.json('appraisal.json'), actor, clock())
  const travel = { db, clock, uploads, dataDirectory: services.settings.dataDirectory }
  const networks = await loadTravelFolder(travel, county, folder, actor)
  const unusable = networks.find(file => file.outcome === 'refused')
  if (unusable) throw new AppError('demonstration', 500, `${unusable.fileName}: ${unusable.sentence}`)
  say('Working out journeys on its roads and buses')
  await workOutJourneys(travel, county)
  await importScenario(db, county.id, await council.json('scenario-alternative.json'), actor, clock)
  const lookedAt = (await council.json('scenario-alternative.json')) as object
  // What was looked at and set aside is published too, so that its figures can be compared.
  const setAside = { ...lookedAt, name: setAsideName }
  const other = await importScenario(db, county.id, setAside, actor, clock)
  await publishScenario(db, county, other, actor, clock, keepJourneyColumns())
  const proposal = await importScenario(db, county.id, await council.json('scenario.json'), actor, clock)
  await publishScenario(db, county, proposal, actor, clock, keepJourneyColumns())
  const asked = await council.json('consultation.json')
  const consultation = await importConsultation(db, county.id, asked, actor, clock(), {
    scenarioId: proposal,
    questions: await council.json('survey-questions.json'),
  })
  await importUpdates(db, consultation, await council.json('consultation-updates.json'), actor, clock())
  const takingPart = await council.json('taking-part.json')
  const { publicUrl } = services.settings
  await importTakingPart(db, consultation, takingPart, actor, { now: clock(), publicUrl })
  // They were there when it was published.
  const { publishedAt } = (await findConsultation(db, consultation)) ?? {}
  const translatedAt = publishedAt == null ? clock() : new Date(publishedAt)
  await importTranslations(db, consultation, translations, actor, translatedAt)
  const answers = (await council.json('answers.json')) as ImportedResponse[]
  const { all, again } = withAnswersAgain(answers)
  await importResponses(db, consultation, all, clock())
  await importResponses(db, consultation, again, clock())
  const recordedAt = clock().toISOString()
  await recordSignals(
    db,
    signsOfAnswers.map(sign => ({ ...sign, recordedAt })),
  )
}

/**
 * Makes the demonstration county and loads it, by the same importers as a real one, where there is no county yet. All
 * of it or nothing: a process that is killed half-way begins again at the next start.
 *
 * @param services - the parts of the application
 * @param say - hears what is being done
 */
export async function loadDemonstration(services: Services, say: (line: string) => void): Promise<void> {
  if ((await listCounties(services.db)).length > 0) return
  const folder = path.join(services.settings.dataDirectory, 'demonstration')
  say(
    'Writing the demonstration county: an invented county, in the layouts in which real figures are published',
  )
  await mkdir(folder, { recursive: true })
  await writeDemonstrationCounty(folder, londonDate(services.clock()))
  say('Loading it')
  await inTransaction(services.db, tx => loadInto(tx, folder, services, say))
}
