import type { Said } from '../platform/said.ts'
import type { Speaker } from '../platform/speaker.ts'
import { helpers, type WhoAnswers } from './about-response.ts'

/**
 * Who answers, in words, for checking before it is sent.
 *
 * @param who - who answers
 * @param speaker - who speaks to the visitor
 * @returns lines, one under another; empty for somebody who answers for themselves
 */
export function whoInWords(who: WhoAnswers, speaker: Speaker): (Said | string)[] {
  if (who.who === 'helping') {
    const helper = helpers.find(one => one.value === who.helpedBy)
    return [
      speaker.say('Somebody helped to answer'),
      ...(helper === undefined ? [] : [speaker.say(helper.text)]),
    ]
  }
  if (who.who !== 'organisation') return []
  return [
    speaker.say('A group or organisation'),
    ...(who.organisation === '' ? [] : [who.organisation]),
    ...(who.official === null
      ? []
      : [
          who.official
            ? speaker.say('This is its official response')
            : speaker.say('This is not its official response'),
        ]),
    ...(who.members === null ? [] : [speaker.say('{{count}} members', { count: who.members })]),
  ]
}
