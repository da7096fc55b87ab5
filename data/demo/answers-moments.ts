import { byWeight } from './answers-phrases.ts'
import { campaignDays } from './answers-story.ts'
import type { Respondent } from './answers-respondents.ts'
import type { ConsultationFile } from './consultation.ts'
import type { RelativeDay, RelativeMoment } from './consultation-text.ts'
import type { Chance } from './random.ts'

/** The last day on which anybody answered: the day before the demonstration is loaded, at whatever hour that is. */
const lastDay = -1

/** How many people answer in each hour of the day, from midnight: few at night, most when children sleep. */
const hours = [
  0.25, 0.1, 0.06, 0.04, 0.06, 0.12, 0.5, 1, 1.2, 1.5, 1.7, 1.5, 1.6, 2, 1.7, 1, 0.8, 0.8, 1, 2, 3.4, 3.3, 2, 0.8,
] // prettier-ignore

/** How many answer on a day: many at first, then few, and more again in the last weeks. */
function crowd(day: number, opened: number, { story }: Respondent): number {
  const since = day - opened
  const atFirst = 3.6 * Math.exp(-since / 3.2)
  const lately = 1.1 * Math.max(0, (day + 15) / 14)
  return (0.75 + atFirst + lately) * (story.busyDays[day] ?? 1)
}

/**
 * Draws when somebody answered: before the day of loading, after the opening.
 *
 * @param consultation - when it opened, and its drop-in sessions, where people hand in forms
 * @param who - the respondent
 * @param draw - chance
 */
export function drawMoment(consultation: ConsultationFile, who: Respondent, draw: Chance): RelativeMoment {
  const { opens } = consultation
  if (who.channel !== 'online') return onWorkingDay(consultation, who, draw)
  const days = Array.from({ length: lastDay - opens.day + 1 }, (_, at) => opens.day + at).filter(
    day => !who.campaigner || (day >= campaignDays[0] && day <= campaignDays[1]),
  )
  const day = byWeight(
    draw,
    days.map(one => [one, crowd(one, opens.day, who)]),
  )
  for (;;) {
    const hour = byWeight(
      draw,
      hours.map((weight, at) => [at, weight]),
    )
    const time = clock(hour, draw.whole(0, 59))
    if (day > opens.day || time > opens.time) return { day, time }
  }
}

/** Forms are handed in at sessions or come by post, and the telephone is answered in office hours. */
function onWorkingDay(
  { opens, sessions }: ConsultationFile,
  { channel, districtCode, campaigner }: Respondent,
  draw: Chance,
): RelativeMoment {
  // From here on, a weekday is still before the loading.
  const latest = lastDay - 6
  const held = sessions
    .filter(session => session.districtCode === districtCode && session.when.day <= latest)
    .map(({ when }) => when)
  const time = channel === 'phone' ? clock(draw.whole(9, 16), draw.whole(0, 59)) : '12:00'
  if (channel === 'paper' && !campaigner && held.length > 0 && draw.happens(0.45))
    return { ...draw.pick<RelativeDay>(held), time }
  const from = campaigner ? campaignDays[0] : opens.day + 1
  return { day: draw.whole(from, campaigner ? campaignDays[1] - 4 : latest), weekday: draw.whole(1, 5), time }
}

function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
