import type { Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import type { Logger } from '../platform/log.ts'
import type { Handover, Mailer } from '../platform/mail.ts'
import { isSealed, letterSeal } from './letter-seal.ts'
import { eraseOldLetters, eraseSentAddresses } from './outbox-erasing-repository.ts'
import { endTry, hourOf, takeLetter, type TryEnd } from './outbox-repository.ts'

/** Minutes before each further try of a letter; after the last it is given up. Two days in all. */
const pauses = [1, 5, 15, 60, 120, 240, 480, 720, 1440] as const
/** Minutes for which a letter is one process's: longer than handing over may take. */
const takenMinutes = 5

const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000)

/** Sends what waits in the outbox. */
export interface LetterSender {
  /** Sends every letter that is due; resolves at once when that is under way already. */
  sendDue(): Promise<void>
  /** Ends after the letter that is under way. */
  stop(): Promise<void>
}

function endOf(handover: Handover, triedBefore: number, at: Date): TryEnd {
  if (handover.state === 'taken') return { state: 'sent' }
  const pause = pauses[triedBefore]
  if (handover.state === 'refused') return { state: 'given-up', problem: handover.why }
  if (pause === undefined)
    return { state: 'given-up', problem: `${handover.why} It was tried ${pauses.length + 1} times.` }
  return { state: 'waiting', problem: handover.why, nextAt: minutesAfter(at, pause) }
}

/**
 * Sends letters one after another. Each is taken by one process at a time; a process that is killed between handing a
 * letter over and writing that down leaves one that is sent again, under the same message id.
 *
 * @param needs - database, mailer, clock, the secret that opens sealed letters, and where failures are told (without
 *   addresses)
 * @returns the sender
 */
export function createLetterSender({
  db,
  mailer,
  clock,
  log,
  settings,
}: {
  db: Db
  mailer: Mailer
  clock: Clock
  log: Logger
  settings: { readonly secret: string }
}): LetterSender {
  const sender = newId()
  const seal = letterSeal(settings.secret)
  let stopping = false
  let underWay: Promise<void> | null = null

  const sendAll = async (): Promise<void> => {
    while (!stopping) {
      const at = clock()
      const letter = await takeLetter(db, sender, at, minutesAfter(at, takenMinutes))
      if (letter === null) return
      const [text, html] = [letter.text, letter.html ?? null].map(part =>
        part === null ? null : seal.open(letter.id, part),
      )
      const handover: Handover =
        text == null
          ? { state: 'refused', why: 'Its text was sealed by a server with another secret.' }
          : await mailer.send({ ...letter, text, html: html ?? null })
      const sealed = isSealed(letter.text)
      const ended = endOf(handover, letter.attempts, clock())
      const end = ended.state === 'sent' && sealed ? { ...ended, person: seal.person(letter.to) } : ended
      await endTry(db, letter.id, sender, end, sealed ? hourOf(clock()) : clock())
      if (end.state === 'given-up')
        log.error({ letter: letter.id, purpose: letter.purpose, why: end.problem }, 'a letter was given up')
      else if (end.state === 'waiting')
        log.warn({ letter: letter.id, purpose: letter.purpose, why: end.problem }, 'a letter waits')
      // With no mail server there, the other letters need not find out one by one.
      if (handover.state === 'unreachable') return
    }
  }
  return {
    async sendDue() {
      if (underWay !== null || stopping) return
      underWay = sendAll().finally(() => {
        underWay = null
      })
      await underWay
    },
    async stop() {
      stopping = true
      await underWay?.catch(() => undefined)
    },
  }
}

/**
 * Erases old letters, and the addresses of those that were sent, and says how many.
 *
 * @param needs - database, clock and log
 */
export async function tidyOutbox({ db, clock, log }: { db: Db; clock: Clock; log: Logger }): Promise<void> {
  const erased = await eraseOldLetters(db, clock())
  if (erased > 0) log.info({ erased }, 'old letters were erased')
  const addresses = await eraseSentAddresses(db, clock())
  if (addresses > 0) log.info({ addresses }, 'addresses of letters that were sent were erased')
}
