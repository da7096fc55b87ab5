import { fork, type ChildProcess } from 'node:child_process'
import type { Socket } from 'node:net'
import type { Heard, Told } from './messages.ts'
import { answers, type Program } from './program.ts'
import { shareOut } from './sharing-out.ts'

/** The processes that answer. */
export interface AnsweringProcesses {
  /** Starts them; resolves once all of them take connections. */
  begin(): Promise<void>
  /** Gives a connection to the one that holds fewest. */
  readonly take: (connection: Socket) => void
  /** Lets them answer by themselves what is theirs; until then all is handed over. */
  open(): void
  /** Tells them, and all that follow, where the office is to be found from now on. */
  moved(office: string): void
  /** Lets them end what they have begun; resolves when they have gone. */
  stop(): Promise<void>
}

/** Hears of what went wrong: in which words, and the rest. */
export type HearError = (why: Record<string, unknown>, sentence: string) => void

/** How long it takes until another follows one that ended, in milliseconds: longer where none can live. */
const shortestPause = 250
const longestPause = 30_000
/** How long one may take to end before it is made to, in milliseconds; it cuts its connections after ten seconds. */
const patience = 15_000

/** How the office makes sure that each of them still works. */
export interface Pulse {
  /** How often they are asked, in milliseconds. */
  readonly every: number
  /** One that has not replied to so many questions in a row is stuck. */
  readonly missed: number
}

/** A minute: also a busy machine lets each of them reply once in this time. */
const usualPulse: Pulse = { every: 10_000, missed: 6 }

/**
 * Processes that answer connections which are given to them. One that ends is followed by another, and so is one that is
 * stuck; all end with this process, however it ends.
 *
 * @param count - how many
 * @param program - what they run
 * @param office - path of the office's socket
 * @param hearError - hears of one that ended
 * @param pulse - how it is made sure that each still works
 * @returns the processes, none of which has begun
 */
export function answeringProcesses(
  count: number,
  program: Program,
  office: string,
  hearError: HearError,
  pulse: Pulse = usualPulse,
): AnsweringProcesses {
  /** How many questions in a row each has not replied to; null until it is awake. */
  const alive = new Map<ChildProcess, number | null>()
  const sharing = shareOut<Socket, ChildProcess>({
    // It stays open here too until it has arrived.
    give: (child, connection) => {
      tell(child, { tell: 'take' }, connection)
    },
    letGo: connection => connection.destroy(),
    part: (child, connections) => {
      tell(child, { tell: 'part', connections })
    },
  })
  let officeNow = office
  let stage: 'starting' | 'handing over' | 'open' | 'stopping' = 'starting'
  let pause = shortestPause
  let feeling: NodeJS.Timeout | undefined

  const follow = (): void => {
    setTimeout(() => {
      if (stage !== 'stopping') beginOne().catch(() => undefined)
    }, pause)
    pause = Math.min(longestPause, pause * 2)
  }

  const beginOne = (): Promise<void> =>
    new Promise((resolve, reject) => {
      let ended = false
      const end = (why: Record<string, unknown>, error: Error): void => {
        if (ended) return
        ended = true
        reject(error)
        if (stage === 'starting' || stage === 'stopping') return
        hearError(why, 'a process that answers ended; another follows')
        follow()
      }
      let child: ChildProcess
      try {
        const { execPath, execArgv, module, args } = program
        child = fork(module, [...args, answers], { execPath, execArgv: [...execArgv] })
      } catch (error) {
        // The system has no memory or no number left for it, which may pass.
        end({ err: error }, error as Error)
        return
      }
      alive.set(child, null)
      child.on('message', (news: Heard) => {
        switch (news.heard) {
          case 'awake':
            alive.set(child, 0)
            pause = shortestPause
            if (stage === 'stopping') tell(child, { tell: 'stop' })
            else {
              tell(child, { tell: 'begin', office: officeNow })
              if (stage === 'open') tell(child, { tell: 'open' })
              sharing.joined(child)
              resolve()
            }
            break
          case 'here':
            alive.set(child, 0)
            break
          case 'holds':
            sharing.holds(child, news.taken, news.closed)
        }
      })
      child.on('error', (error: Error) => {
        // One that could not begin does not end either; one that lives tells by ending.
        if (child.pid !== undefined) return
        alive.delete(child)
        end({ err: error }, error)
      })
      child.once('exit', (code: number | null, signal: string | null) => {
        alive.delete(child)
        end(
          { code, signal },
          new Error(`A process that answers ended (${signal ?? code ?? 'without a word'}).`),
        )
      })
      // It has ended, and all that it told was heard: what it has not received it never will.
      child.once('close', () => {
        sharing.left(child)
      })
    })

  const feelPulse = (): void => {
    for (const [child, missed] of alive) {
      if (missed === null || stage === 'stopping') continue
      if (missed >= pulse.missed) {
        hearError({}, 'a process that answers is stuck, and is ended')
        child.kill('SIGKILL')
      } else {
        alive.set(child, missed + 1)
        tell(child, { tell: 'say' })
      }
    }
    sharing.even()
  }

  return {
    begin: async () => {
      const began = await Promise.allSettled(Array.from({ length: count }, beginOne))
      const failed = began.find(one => one.status === 'rejected')
      if (failed) {
        for (const child of alive.keys()) child.kill('SIGKILL')
        throw failed.reason
      }
      stage = 'handing over'
      feeling = setInterval(feelPulse, pulse.every)
    },
    take: sharing.came,
    open: () => {
      stage = 'open'
      for (const child of alive.keys()) tell(child, { tell: 'open' })
    },
    moved: at => {
      officeNow = at
      for (const child of alive.keys()) tell(child, { tell: 'moved', office: at })
    },
    stop: async () => {
      stage = 'stopping'
      clearInterval(feeling)
      sharing.giveAll()
      const gone = [...alive.keys()].map(child => new Promise(resolve => child.once('exit', resolve)))
      for (const child of alive.keys()) tell(child, { tell: 'stop' })
      const impatient = setTimeout(() => {
        for (const child of alive.keys()) child.kill('SIGKILL')
      }, patience)
      await Promise.all(gone)
      clearTimeout(impatient)
    },
  }
}

function tell(child: ChildProcess, told: Told, connection?: Socket): void {
  // One that has just gone hears nothing.
  if (child.connected) child.send(told, connection, { keepOpen: true }, () => undefined)
}
