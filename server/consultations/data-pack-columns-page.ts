import type { PublicFigures } from '../scenarios/index.ts'
import type { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import type { DataFile, DataTable } from './data-pack.ts'
import { goingBy, journeyLength } from './nearest-words-page.ts'

/** A column of a table of the data pack. Its heading is the same in every language, so that programs can rely on it. */
export interface ShownColumn {
  readonly heading: string
  readonly means: Said
}

type Meanings = Readonly<Record<string, Said>>

/**
 * What the columns of a table mean, in the reader's language.
 *
 * @param table - the table, with its headings
 * @param file - which table it is
 * @param figures - the figures from which it is made; null where the consultation is about no scenario
 * @param speaker - who speaks; English unless given
 * @returns the columns in order; those that each way of travelling has are told once
 */
export function columnsInWords(
  table: DataTable,
  file: DataFile,
  figures: PublicFigures | null,
  speaker: Speaker = english,
): ShownColumn[] {
  const meanings = meaningsIn(file, figures, speaker)
  const shown = new Map<string, Said>()
  for (const cell of table.rows[0] ?? []) {
    const heading = String(cell)
    const ofEachWay = `…${heading.slice(heading.lastIndexOf(': '))}`
    const known = Object.hasOwn(meanings, heading) ? heading : ofEachWay
    const means = meanings[known]
    if (means !== undefined) shown.set(known, means)
  }
  return [...shown].map(([heading, means]) => ({ heading, means }))
}

function meaningsIn(file: DataFile, figures: PublicFigures | null, speaker: Speaker): Meanings {
  const { say } = speaker
  const place = { Place: say('The name of the place.'), District: say('The district that it lies in.') }
  switch (file) {
    case 'places.csv':
      return { ...place, ...ofPlaces(speaker) }
    case 'outreach.csv':
      return {
        ...place,
        Day: say('The day of the week.'),
        Starts: say('When it starts.'),
        Ends: say('When it ends.'),
        Activity: say('What happens there.'),
        From: say('The first day.'),
        Until: say('The last day. Empty: none is fixed.'),
      }
    case 'who-has-further-to-go.csv':
      return { ...place, ...ofLosers(figures, speaker) }
    case 'reach.csv':
      return ofReach(speaker)
    case 'journeys.csv':
      return ofJourneys(speaker)
    case 'criteria.csv':
      return { ...place, ...ofCriteria(speaker) }
    case 'options.csv':
      return {
        Option: say('What it is called.'),
        'Keeps everything as it is': say('“yes” where everything would stay as it is today, otherwise “no”.'),
        'What it was': say('What would have been done.'),
        'Why it is not proposed': say('The council’s reason.'),
        'Published plan': say('The published plan that it belongs to.'),
        'Its hash': say('The mark of that plan, by which anybody can see that nothing in it was changed.'),
      }
    case 'drop-in-sessions.csv':
      return {
        Date: say('The day, as year, month and day.'),
        From: say('When it starts.'),
        To: say('When it ends.'),
        Venue: say('The name of the place.'),
        Address: say('Its address.'),
        District: say('The district that it is for.'),
        Access: say('How to get in, and what is there for people who need it.'),
        Languages: say('Languages that are spoken there.'),
        Cancelled: say('“yes” where it was cancelled, otherwise “no”.'),
      }
    case 'datasets.csv':
      return {
        Dataset: say('What it is called.'),
        Publisher: say('Who published it.'),
        Period: say('The time that it is about.'),
        Geography: say('The areas that it is about.'),
        Licence: say('What anybody may do with it.'),
        Method: say('How the figures were made from it.'),
        'SHA-256 of the file': say('A mark of the file, by which anybody can see that theirs is the same.'),
      }
  }
}

function ofPlaces({ say }: Speaker): Meanings {
  return {
    Address: say('Its address.'),
    Longitude: say('Where it lies: degrees east of Greenwich, to about a metre (five decimals).'),
    Latitude: say('Where it lies: degrees north of the equator, to about a metre (five decimals).'),
    'Children’s centre today': say('“yes” where it is a children’s centre today, otherwise “no”.'),
    'Hours today': say('When it is open today.'),
    'Services today': say('What happens there today, and who does it.'),
    Becomes: say('What the proposal makes of it.'),
    'Part of the Centre at': say('The main building of the Centre, where this would be another one of it.'),
    'In words': say('What is proposed, in a sentence.'),
    'Loses or gains': say('“something is lost”, “stays” or “new”.'),
    From: say('The day from which it would be so.'),
    Why: say('Why it is proposed.'),
    'What replaces it': say('What there would be instead.'),
  }
}

function ofTravelling({ say }: Speaker): Meanings {
  return {
    'Way of travelling': say('How families travel in this row.'),
    'Unit of journeys': say('Whether journeys in this row are in minutes (“minutes”) or metres (“metres”).'),
  }
}

function ofLosers(figures: PublicFigures | null, speaker: Speaker): Meanings {
  const { say } = speaker
  const edges = (at: number): string =>
    (figures?.modes ?? [])
      .map(
        mode =>
          `${goingBy(mode.mode, speaker).text}: ${journeyLength(mode.bands[at] ?? 0, mode.unit, speaker)}`,
      )
      .join('; ')
  return {
    ...ofTravelling(speaker),
    'Children nearest to it today': say('Children under 5 for whom it is the nearest place today.'),
    'Children nearest to it then': say('Children under 5 for whom it would be the nearest place.'),
    'Children with further to go': say('Of those nearest to it today: who would have further to go.'),
    'Children with no further to go': say('Of those nearest to it today: who would have no further to go.'),
    'Further: first band': say('Of those with further to go: by no more than this. {{edges}}.', {
      edges: edges(0),
    }),
    'Further: second band': say(
      'Of those with further to go: by more than that, and no more than this. {{edges}}.',
      {
        edges: edges(1),
      },
    ),
    'Further: beyond': say('Of those with further to go: by even more.'),
    'Children with no way left': say('Of those nearest to it today: who could reach no place at all.'),
    'Children whose journey is not known': say(
      'Of those nearest to it today: whose new journey is not known.',
    ),
    'Mean journey today': say('The mean journey of those nearest to it today.'),
    'Mean journey then': say('The mean journey that the same families would have.'),
    'Children for whom it is nearer than any today': say(
      'Children under 5 who would have it nearer than they have any place today.',
    ),
  }
}

function ofReach(speaker: Speaker): Meanings {
  const { say } = speaker
  return {
    ...ofTravelling(speaker),
    When: say('Today or as proposed, and to which places.'),
    'Grouped by': say('By what families are put into groups.'),
    Group: say('The group that this row is about.'),
    'Children under 5': say('How many children under 5 there are.'),
    'Median journey': say('Half of them have no further to go than this.'),
    'Nine in ten are within': say('Nine in ten of them have no further to go than this.'),
    'From (not included)': say('This row counts those who have further to go than this.'),
    To: say(
      'This row counts those who have no further to go than this. “no limit”: however far; “no way”: they can reach no place.',
    ),
    'Children in this band': say('How many children under 5 that is.'),
  }
}

function ofJourneys({ say }: Speaker): Meanings {
  return {
    Code: say('The neighbourhood’s code in the country’s statistics.'),
    Neighbourhood: say('The neighbourhood’s name in the country’s statistics.'),
    District: say('The district that it lies in.'),
    'Children under 5': say('How many children under 5 there are.'),
    'Deprivation decile': say(
      'From 1 to 10. 1: one of the tenth of England’s neighbourhoods in which most children are poor.',
    ),
    'Town or country': say('“town” or “country”.'),
    '…: today': say('For each way of travelling: the mean journey to the nearest children’s centre today.'),
    '…: then, Centre or Zone': say(
      'For each way of travelling: the mean journey to the nearest Centre or Zone.',
    ),
    '…: then, Centre': say('For each way of travelling: the mean journey to the nearest Centre.'),
    '…: share who can get to a place today': say(
      'For each way of travelling: how many of the families can reach a place today; 1 is all of them.',
    ),
    '…: share who could then': say(
      'For each way of travelling: how many of the families could reach one then; 1 is all of them.',
    ),
  }
}

function ofCriteria({ say }: Speaker): Meanings {
  return {
    Criterion: say('The number of the criterion, from 1 to 8.'),
    'Name of the criterion': say('What the criterion is called.'),
    'Rules a Centre out at 0': say('“yes” where a building with 0 cannot be a Centre, otherwise “no”.'),
    Known: say('“yes” where somebody found out, otherwise “no”.'),
    'At least': say('The lowest rating that it may have today, from 0 to 4.'),
    'At most': say('The highest rating that it may have today, from 0 to 4.'),
    'After works, at least': say('The lowest rating once building works are done.'),
    'After works, at most': say('The highest rating once building works are done.'),
  }
}
