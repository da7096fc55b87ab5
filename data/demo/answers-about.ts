import { byWeight } from './answers-phrases.ts'
import type { Respondent } from './answers-respondents.ts'
import type { Chance } from './random.ts'

/** What somebody said of who answers; null where it was not asked or not said. */
export interface AboutAnswer {
  readonly helpedBy: 'family-or-friend' | 'staff' | 'interpreter' | 'other' | null
  /** The official response of an organisation, or that of one of its people. */
  readonly official: boolean | null
  readonly members: number | null
  /** Of how many other districts the same person had sent answers before. */
  readonly alsoAnswered: number | null
}

/** How likely it is that somebody online had help. Who reads English with effort had it more often, and so had the old. */
export function helpedShare({ channel, learning, age }: Respondent): number {
  if (channel === 'phone') return 1
  if (channel === 'paper') return learning ? 0.6 : 0.24
  return learning ? 0.18 : age === '65-and-over' ? 0.12 : 0.016
}

/**
 * Draws what somebody said of who answers. The survey asks it online; on paper only whether staff helped is known.
 *
 * @param who - the respondent
 * @param helped - whether somebody helped
 * @param draw - chance
 * @returns what was said, or nothing
 */
export function aboutResponse(who: Respondent, helped: boolean, draw: Chance): AboutAnswer | undefined {
  if (who.channel !== 'online') return undefined
  const about: AboutAnswer = {
    helpedBy: helped && draw.happens(0.94) ? helperOf(who, draw) : null,
    official: who.group === null ? null : draw.happens(0.84),
    members: who.group !== null && draw.happens(0.8) ? membersOf(who.group.name, draw) : null,
    alsoAnswered: draw.happens(who.usesOutside ? 0.22 : 0.012) ? (draw.happens(0.88) ? 1 : 2) : null,
  }
  return Object.values(about).some(value => value !== null) ? about : undefined
}

function helperOf({ learning }: Respondent, draw: Chance): NonNullable<AboutAnswer['helpedBy']> {
  return byWeight(draw, [
    ['family-or-friend', 44],
    ['staff', 34],
    ['interpreter', learning ? 34 : 0.5],
    ['other', 8],
  ])
}

/** Councils and trustees are few, and residents' associations many. */
function membersOf(name: string, draw: Chance): number {
  if (/Council|Trust|governing body|Committee/.test(name)) return draw.whole(6, 15)
  if (/Association|Federation|Forum|Network|Scheme/.test(name)) return 5 * draw.whole(8, 70)
  return draw.whole(9, 60)
}
