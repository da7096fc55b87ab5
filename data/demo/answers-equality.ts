import type { GivenAnswer } from '../../server/model/survey.ts'
import { byWeight } from './answers-phrases.ts'
import type { Respondent } from './answers-respondents.ts'
import type { Chance } from './random.ts'

const none = 'prefer-not-to-say'

/** How many rather not say, by question; each may also be left out. */
const reserve: Readonly<Record<string, number>> = {
  age: 0.03, sex: 0.03, gender: 0.05, pregnancy: 0.04, health: 0.08, 'day-to-day': 0.06, carer: 0.05, 'ethnic-group': 0.06,
  'ethnic-background': 0.03, religion: 0.12, orientation: 0.16, 'marital-status': 0.13,
} // prettier-ignore

/**
 * Draws the answers to the equality questions, which follow after sending and which many leave.
 *
 * @param who - the respondent
 * @param draw - chance
 * @returns answers in the survey's order; none for groups and for those who stopped there
 */
export function equalityAnswers(who: Respondent, draw: Chance): GivenAnswer[] {
  if (who.group !== null || who.campaigner) return []
  if (!draw.happens(who.channel === 'online' ? 0.5 + 0.2 * who.thorough : 0.66)) return []
  const answers: GivenAnswer[] = []
  const put = (questionKey: string, choice: string, key = questionKey): string | null => {
    if (draw.happens(0.05)) return null
    const given = draw.happens(reserve[key] ?? 0) ? none : choice
    answers.push({ questionKey, choices: [given], text: null })
    return given
  }
  put('age', who.age)
  put('sex', who.female ? 'female' : 'male')
  put('gender', draw.happens(0.004) ? 'no' : 'yes')
  put('pregnancy', pregnancyOf(who))
  if (put('health', draw.happens(healthShare(who)) ? 'yes' : 'no') === 'yes')
    put('day-to-day', byWeight(draw, [['a-lot', 24], ['a-little', 50], ['not-at-all', 26]]))
  put('carer', carerOf(who, draw))
  const group = put('ethnic-group', ethnicGroup(who, draw))
  if (group !== null && group !== none)
    put(`ethnic-background-${group}`, background(group, who, draw), 'ethnic-background')
  put('religion', religionOf(group, who, draw))
  put('orientation', byWeight(draw, [['heterosexual', 95], ['gay-or-lesbian', 2], ['bisexual', 3]]))
  put('marital-status', maritalStatus(who, draw))
  return answers
} // prettier-ignore

function pregnancyOf({ female, children, age }: Respondent): string {
  if (!female || age === '55-to-64' || age === '65-and-over') return 'no'
  return children.includes('expecting') ? 'pregnant' : children.includes('0') ? 'baby' : 'no'
}

function healthShare({ age, send, home }: Respondent): number {
  return (age === '65-and-over' ? 0.42 : age === '55-to-64' ? 0.3 : 0.15) + (send ? 0.06 : 0) + (home.decile <= 3 ? 0.06 : 0)
} // prettier-ignore

function carerOf({ send, kind, age }: Respondent, draw: Chance): string {
  if (send) return draw.happens(0.85) ? (draw.happens(0.1) ? 'both' : 'child') : 'no'
  const adult = kind === 'resident' || age === '45-to-54' || age === '55-to-64' ? 0.2 : 0.06
  return draw.happens(adult) ? 'adult' : draw.happens(0.03) ? 'child' : 'no'
}

/** As the neighbourhood is, though people who are not white answered less often. */
function ethnicGroup({ home, language }: Respondent, draw: Chance): string {
  if (language !== 'en') return 'white'
  const { asian, black, mixed, white, other } = home.neighbourhood.figures.ethnicGroups
  return byWeight(draw, [['white', white], ['mixed', 0.9 * mixed], ['asian', 0.65 * asian], ['black', 0.65 * black], ['other', 0.6 * other]])
} // prettier-ignore

function background(group: string, { learning, language }: Respondent, draw: Chance): string {
  const groups: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
    white: language !== 'en' ? [['white-other', 1]] : [['white-british', learning ? 5 : 94], ['white-irish', 1], ['white-gypsy-traveller', 0.8], ['white-roma', learning ? 6 : 0.1], ['white-other', learning ? 80 : 4]],
    mixed: [['mixed-white-black-caribbean', 3], ['mixed-white-black-african', 2], ['mixed-white-asian', 3], ['mixed-other', 2]],
    asian: [['asian-indian', 3], ['asian-pakistani', 2], ['asian-bangladeshi', 2], ['asian-chinese', 1], ['asian-other', 2]],
    black: [['black-african', 6], ['black-caribbean', 2], ['black-other', 1]],
    other: [['other-arab', 1], ['other-other', 2]],
  }
  return byWeight(draw, groups[group] ?? [])
} // prettier-ignore

function religionOf(group: string | null, { language }: Respondent, draw: Chance): string {
  if (language !== 'en') return byWeight(draw, [['christian', 8], ['none', 2]])
  if (group === 'asian') return byWeight(draw, [['muslim', 5], ['hindu', 2], ['sikh', 1], ['none', 1], ['christian', 1], ['buddhist', 0.5]])
  return byWeight(draw, [['none', 52], ['christian', 44], ['muslim', 1], ['buddhist', 0.6], ['jewish', 0.4]])
} // prettier-ignore

function maritalStatus({ kind, age }: Respondent, draw: Chance): string {
  if (kind === 'young') return 'never'
  const old = age === '65-and-over' || age === '55-to-64'
  return byWeight(draw, [
    ['never', old ? 6 : 36], ['married', old ? 66 : 53], ['civil-partnership', 1], ['separated-marriage', 3], ['divorced', old ? 15 : 6],
    ['widowed', old ? 10 : 0.5],
  ]) // prettier-ignore
}
