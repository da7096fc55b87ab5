import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino'

export type { Logger } from 'pino'

/** What may be written of a defect. Databases add the row that failed to what they throw: that stays out. */
function plainError(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return typeof thrown
  const { type, message, stack, ...more } = stdSerializers.err(thrown)
  const { code, constraint, table } = more as Record<string, unknown>
  return { type, message, stack, code, constraint, table }
}

/**
 * The log: JSON lines on standard error, without bodies, free text, postcodes or addresses.
 *
 * @param level - least level that is written
 * @param to - where it is written
 * @returns a logger
 */
export function createLog(level: string, to: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: plainError },
    },
    to,
  )
}
