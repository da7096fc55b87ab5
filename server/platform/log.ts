import { pino, type Logger } from 'pino'

export type { Logger } from 'pino'

/**
 * The log: JSON lines on standard error, without bodies, free text, postcodes or addresses.
 *
 * @param level - least level that is written
 * @returns a logger
 */
export function createLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
}
