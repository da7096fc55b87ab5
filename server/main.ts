import type { RequestListener } from 'node:http'
import { createLetterSender, makeFirstAccounts } from './accounts/index.ts'
import { createApplication } from './app.ts'
import { migrate, NewerDatabase } from './db/index.ts'
import { eraseWhatIsOver } from './erase-what-is-over.ts'
import { answerHere } from './platform/answering/answering-process.ts'
import { openDoor, type Door } from './platform/answering/door.ts'
import { isToAnswer } from './platform/answering/program.ts'
import { readSettings, type Settings } from './platform/config.ts'
import { AppError } from './platform/errors.ts'
import { createLog } from './platform/log.ts'
import { stillStarting } from './platform/still-starting.ts'
import { openServices, type Services } from './services.ts'
import { isSurveyPath } from './surveys/index.ts'
import { loadDemonstration } from './commands/demonstration.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

function cannotListen(error: NodeJS.ErrnoException, { port, host }: Settings): AppError {
  const reason: Record<string, string> = {
    EADDRINUSE: `Port ${port} is taken by another program. Stop it, or set PORT to a free port.`,
    EACCES: `This account may not use port ${port}. Set PORT to a number above 1023.`,
    EADDRNOTAVAIL: `This machine has no address ${host}. Set HOST to one that it has, such as 127.0.0.1.`,
    ENOTFOUND: `There is no host called ${host}. Set HOST to an address of this machine, such as 127.0.0.1.`,
  }
  const sentence = reason[error.code ?? ''] ?? `Doorstep cannot listen: ${error.message}`
  return new AppError('cannot-listen', 500, sentence)
}

async function openDatabaseOrSay(services: Services): Promise<void> {
  try {
    await migrate(services.db)
  } catch (error) {
    const where = services.settings.databaseUrl.replace(/\/\/[^@/]*@/, '//…@')
    if (error instanceof NewerDatabase) {
      throw new AppError(
        'newer-database',
        500,
        `The database ${where} was last used by a newer release of Doorstep (${error.migration}). Start that release, or put back the backup that was made before it.`,
      )
    }
    const why = error instanceof Error ? error.message : String(error)
    throw new AppError(
      'no-database',
      500,
      `The database ${where} cannot be used: ${why}. Check DATABASE_URL and DATA_DIR.`,
    )
  }
}

function stopCleanly(door: Door, services: Services, stopLetters: () => Promise<void>): void {
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    void door
      .close()
      // Work that outlives this process is left to the next one before the database closes.
      .then(() => services.jobs.letGo())
      .then(stopLetters)
      .then(() => services.db.destroy())
      .finally(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

/** Long work that a process left when it ended is looked for at the start and every five seconds. */
function takeUpWork({ jobs, log }: Services): void {
  const look = (): void => {
    jobs.takeUp().catch((error: unknown) => {
      log.error({ err: error }, 'work that was left could not be taken up')
    })
  }
  look()
  setInterval(look, 5000).unref()
}

/** Letters are looked for every three seconds, where there is a mail server; what is over is erased every hour. */
function sendLetters(services: Services): () => Promise<void> {
  const { mailer, log } = services
  const failed = (error: unknown): void => {
    log.error({ err: error }, 'the outbox could not be worked through')
  }
  setInterval(() => void eraseWhatIsOver(services).catch(failed), 3_600_000).unref()
  if (mailer === null) return () => Promise.resolve()
  const sender = createLetterSender({ ...services, mailer })
  setInterval(() => void sender.sendDue().catch(failed), 3000).unref()
  return () => sender.stop()
}

async function start(): Promise<void> {
  const settings = readSettings()
  const services = await openServices(settings)
  await openDatabaseOrSay(services)
  const { app, kinds } = createApplication(services)
  // The port is taken before the demonstration is made, so that a taken one is told at once; until then every request
  // hears that we are starting.
  let answer: RequestListener = stillStarting
  const answering: RequestListener = (request, response) => {
    answer(request, response)
  }
  const door = await openDoor(settings, services.log, { answer: answering, kinds }).catch(
    (error: unknown) => {
      if (error instanceof AppError) throw error
      throw cannotListen(error as NodeJS.ErrnoException, settings)
    },
  )
  stopCleanly(door, services, sendLetters(services))
  if (settings.demonstration) await loadDemonstration(services, say)
  await eraseWhatIsOver(services)
  answer = app
  door.open()
  const url = settings.port === 0 ? `http://localhost:${door.port}` : settings.publicUrl
  const links = await makeFirstAccounts(services.db, services.clock())
  if (links.length > 0) {
    say('\nOne-time sign-in links. They are shown only now, work once each, and are good for seven days:\n')
    for (const { label, token } of links) say(`  ${label.padEnd(15)} ${url}/sign-in/link/${token}`)
    say('')
  }
  takeUpWork(services)
  say(`Doorstep is ready on ${url}`)
}

/** What a process does that answers beside the office: surveys and what pages look like; the office does the rest. */
async function answerBeside(): Promise<void> {
  const services = await openServices(readSettings())
  const { app, kinds } = createApplication(services)
  answerHere({
    answer: app,
    kinds,
    isOwn: path => isSurveyPath(path) || path.startsWith('/assets/'),
    close: () => services.db.destroy(),
  })
}

// Node would write down all that a defect carries: databases add the row that failed to what they throw.
process.once('uncaughtException', error => {
  createLog('fatal').fatal({ err: error }, 'this process ends by a defect')
  process.exit(1)
})

const begun = isToAnswer() ? answerBeside() : start()
begun.catch((error: unknown) => {
  const sentence =
    error instanceof AppError ? error.message : error instanceof Error ? error.stack : String(error)
  process.stderr.write(`Doorstep did not start. ${sentence}\n`)
  process.exit(1)
})
