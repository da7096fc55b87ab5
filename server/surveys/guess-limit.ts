import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** Counts wrong guesses at secrets; right ones cost nothing, however many people share an address. */
export interface GuessLimit {
  /** Whether guesses from this address are refused for now; the answer is how many seconds to wait, 0 for not at all. */
  secondsToWait(address: string): Promise<number>
  /** Counts a wrong guess, and answers only after a pause that grows with the wrong guesses of everybody. */
  wrong(address: string, consultationId: string): Promise<void>
}

/** How guesses are limited. */
export interface GuessRule {
  /** Wrong guesses from one address within the time, before it has to wait. */
  readonly perAddress: number
  readonly seconds: number
  /** Wrong guesses at one consultation within the time, from when each next one waits longer. */
  readonly perConsultation: number
  /** Longest pause after a wrong guess, in milliseconds. */
  readonly longestPauseMs: number
}

/** More than people in a library mistype, far fewer than a search needs. */
export const usualGuessRule: GuessRule = {
  perAddress: 30,
  seconds: 900,
  perConsultation: 200,
  longestPauseMs: 3000,
}

/**
 * Limits guesses, in this process's memory: addresses are forgotten when the time is over.
 *
 * @param rule - how many
 * @param pause - waits so many milliseconds
 * @returns the limit
 */
export function guessLimit(
  rule: GuessRule = usualGuessRule,
  pause: (milliseconds: number) => Promise<void> = milliseconds =>
    new Promise(resolve => setTimeout(resolve, milliseconds)),
): GuessLimit {
  const addresses = new RateLimiterMemory({ points: rule.perAddress, duration: rule.seconds })
  const consultations = new RateLimiterMemory({ points: rule.perConsultation, duration: rule.seconds })
  return {
    async secondsToWait(address) {
      const known = await addresses.get(address)
      return known !== null && known.consumedPoints >= rule.perAddress
        ? Math.ceil(known.msBeforeNext / 1000)
        : 0
    },
    async wrong(address, consultationId) {
      await addresses.consume(address).catch(ignoreLimit)
      const counted = await consultations.consume(consultationId).catch(ignoreLimit)
      const over = counted.consumedPoints - rule.perConsultation
      if (over > 0) await pause(Math.min(rule.longestPauseMs, over * 50))
    },
  }
}

function ignoreLimit(reason: unknown): RateLimiterRes {
  if (reason instanceof RateLimiterRes) return reason
  throw reason
}
