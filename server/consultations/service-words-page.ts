import type { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import type { RecordedPlace } from './consultation.ts'
import { weekdayIn } from './words-in.ts'

/** What is offered at a place today. */
export interface ShownService {
  readonly service: string
  /** Who offers it and on which day; null where neither is known. */
  readonly more: Said | null
}

/**
 * What is offered at a place today, in the council's own words.
 *
 * @param services - of one place
 * @param speaker - who speaks; English unless given
 * @returns one for each service; empty when none is known
 */
export function servicesInWords(
  services: RecordedPlace['services'],
  speaker: Speaker = english,
): ShownService[] {
  return services.map(({ service, partner, weekday }) => {
    const day = weekday === null ? '' : weekdayIn(weekday, speaker)
    const values = { partner, day }
    return {
      service,
      more:
        partner !== '' && day !== ''
          ? speaker.say('{{partner}}, {{day}}', values)
          : partner !== '' || day !== ''
            ? speaker.say('{{what}}', { what: partner || day })
            : null,
    }
  })
}
