import type { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import type { DataFile } from './data-pack.ts'

/**
 * What a table of the data pack is called, and what it holds.
 *
 * @param file - which table
 * @param speaker - who speaks; English unless given
 * @returns its title and a sentence or two
 */
export function tableInWords(file: DataFile, { say }: Speaker = english): { title: Said; holds: Said } {
  switch (file) {
    case 'places.csv':
      return {
        title: say('Every place and what is proposed for it'),
        holds: say('Every children’s centre of today and every place that the proposal uses.'),
      }
    case 'outreach.csv':
      return {
        title: say('Sessions that are proposed each week'),
        holds: say('Day, hours, venue and activity of every proposed weekly session.'),
      }
    case 'who-has-further-to-go.csv':
      return {
        title: say('Who would have further to go, and who less far, place by place'),
        holds: say(
          'For each place and way of travelling: children under 5 who live nearest to it, and how their journey would change. Empty: not known, or withheld because it is small or would give a small number away.',
        ),
      }
    case 'reach.csv':
      return {
        title: say('How far families go, today and then'),
        holds: say(
          'Children under 5 by the length of their way to the nearest place: by district, deprivation, town and country, and households without a car; today and then, for each way of travelling. Empty: withheld because it is small or would give a small number away.',
        ),
      }
    case 'journeys.csv':
      return {
        title: say('Journeys from each neighbourhood'),
        holds: say(
          'The mean journey of each neighbourhood’s families to the nearest place, today and then, for each way of travelling. Fewer than 10 children are not shown. Empty: not known, withheld, or nobody there can reach a place.',
        ),
      }
    case 'criteria.csv':
      return {
        title: say('The eight criteria'),
        holds: say(
          'What two assessors found at each place on each of the eight criteria, as a range where they differ or do not know, from 0 to 4.',
        ),
      }
    case 'options.csv':
      return {
        title: say('Options that were looked at'),
        holds: say('What else the council looked at, and why it does not propose it.'),
      }
    case 'drop-in-sessions.csv':
      return {
        title: say('Drop-in sessions'),
        holds: say('Where and when people could talk to the council’s staff.'),
      }
    case 'datasets.csv':
      return {
        title: say('Where the figures come from'),
        holds: say(
          'Every dataset that the figures were made from, with its publisher, date, licence and SHA-256.',
        ),
      }
  }
}
