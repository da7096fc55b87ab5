import type { ProposalWords } from './answers-phrases.ts'

/** What people in South Sedge wrote about each proposal. */
export const southWords: readonly ProposalWords[] = [
  {
    about: 26,
    agree: [
      'Newlode is growing fast and phase four isn’t even finished, so yes.',
      'Rooms to talk in private are needed. At the moment everybody can hear everything.',
      'It would be good to have one proper Centre in the district.',
      'Newlode has the evening session that working parents use. Build on that.',
      '@We can walk there, so for us it is all good.',
    ],
    disagree: [
      'The only Centre in South Sedge, and it is on the very edge of it. From the east it is the other side of the county.',
      'Great for Newlode. For the villages there is no bus that gets there before ten.',
      'Spending on an extension while you shut rooms in villages [looks|feels] wrong.',
      'Everybody would have to drive there, and the car park has [eleven|about a dozen] spaces.',
      'A quarter of a million pounds would keep a lot of village mornings going.',
    ],
  },
  {
    about: 29,
    agree: [
      'Letting families choose the sessions is a good idea.',
      '@The health visitor staying is the main thing for us.',
      'Two days with enough staff is better than three without.',
      'Fine, if one of the days is one on which people don’t work.',
    ],
    disagree: [
      'Castle Willan on two days a week? The list for the baby group is [a whole term|months] long already.',
      'Marlestow has families from the camp who move every two years and know nobody. They need more days, not fewer.',
      'Tideway know everyone at Castle Willan. Please keep them.',
      'Steeplow has lost a day every time there has been a review.',
      '@I work Mondays, Tuesdays and Thursdays. Guess which days it will be open.',
      '@We have no Centre within ten miles in the east of the district. A Zone on three days is all that Marlestow would have.',
      'Three places, seven days between them. That isn’t a service, it is a timetable.',
    ],
  },
  {
    about: 'Great Orling Library',
    agree: [
      'Using the library more might save the library as well.',
      'Twenty-four places would help, there is nothing for two year olds between here and Newlode.',
      '@I use the library every week so this is easier for me.',
      'The school site is awkward to get into, you have to be buzzed in and wait. The library is open to everybody.',
    ],
    disagree: [
      'The corner in the library is the size of [a parking space|my kitchen].',
      'The playroom at the school was built for this, with a fenced garden. Didn’t Sure Start pay for it?',
      'You can’t do messy play on a library carpet.',
      'You would take a room that works and put in one that doesn’t.',
      'There is no door between the children and the road at the library.',
      'Where would anyone see the health visitor alone? Behind the shelves?',
      'Two groups that are full now won’t fit in that corner even once.',
    ],
  },
  {
    about: 'Copperstow Community Hall',
    agree: [
      'The hall is bigger and warmer and has a car park.',
      'Open in the holidays too. That is better than now.',
      '@At the school you have to sign in and wait to be let through. The hall will be easier.',
      '@We hold our toddler group in the hall and it works very well.',
      'A kitchen, at last!',
    ],
    disagree: [
      '@Everything has to be put away each time. Ours climb on the stacked chairs.',
      '@Being at the school is the point: you drop one off and stay with the other.',
      'Who cleans the floor before babies crawl on it? There is a do in there every Saturday.',
      'A hall can be hired by somebody who pays more. Then where do we go?',
    ],
  },
  {
    about: 32,
    agree: [
      'To be honest an after-school club is what Oakingden needs.',
      'If the parish takes it on and it stays a place for children I don’t mind.',
      'It is used by very few. I can’t argue for it.',
    ],
    disagree: [
      'Arbour Hill is two miles away, in the city. Nobody from Oakingden goes there.',
      'An after-school club is no use to babies.',
      'It is small but it is ours. About fifteen families come [every week|most weeks].',
      'The A9908 has no path, so it is a car or nothing.',
      'Give us one morning a week. One.',
      'Why is Oakingden put with a place in another district? We don’t belong to the city.',
    ],
  },
] // prettier-ignore
