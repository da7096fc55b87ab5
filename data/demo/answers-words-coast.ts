import type { ProposalWords } from './answers-phrases.ts'

/** What people on Merehaven Coast wrote about each proposal. */
export const coastWords: readonly ProposalWords[] = [
  {
    about: 33,
    agree: [
      'Good that both stay. Merehaven needs both ends.',
      'Everything on the ground floor should have happened years ago.',
      '@The Sands is lovely. More of it please.',
      'One team for the town is right. Families move between the two ends all the time.',
      '@The Saturday at the Sands is the only time their dad can come.',
    ],
    disagree: [
      'No lift means no upstairs for anybody with a pram. Sort that out before you call it a Centre.',
      'The Harbour has the hardest job in the county. It needs its own manager.',
      'In summer you can’t park within half a mile of the Sands.',
      'You don’t even know what the lift would cost.',
    ],
  },
  {
    about: 35,
    agree: [
      '@A place to feed a baby that isn’t the toilet. Thank you.',
      'A clinic room would save the trip to Merehaven.',
      'The nursery school is the heart of the town, so it is the right place.',
      '@Ellstow evenings are brilliant for those of us who commute.',
    ],
    disagree: [
      'The nursery school runs it well and the children go straight on into nursery. Don’t break that.',
      'Who will run it, if not them? You don’t say.',
      'The staff room is where the staff rest. Where will they go?',
    ],
  },
  {
    about: 36,
    agree: [
      'It is cold and it leaks. Another building might be better.',
      'Two days in a warm building beats three in a damp one.',
      'The library would do for the winter.',
    ],
    disagree: [
      'You haven’t even priced the roof. How can you say that it would be a Zone?',
      'There are families on the quayside who are struggling, and after school was the one thing for the older ones.',
      'If the repairs cost too much we lose it. Everyone here can read between the lines.',
      'Three days to two, in a town at the end of the bus line.',
      'Sandwyke always gets “until the money is found”.',
      'Mend the roof. It is what you do with roofs.',
    ],
  },
  {
    about: 38,
    agree: [
      '@There were only four of us there most weeks. I understand it.',
      '@As long as I can get a lift to Hollowby I am all right with it.',
      'A session at Burnstow with somebody who knows about speech would be worth more than two without.',
    ],
    disagree: [
      'You can’t walk from Thrumley to Merehaven. There is no path and the lorries come round the bend at fifty.',
      'Hollowby is three miles the wrong way. Why could the session not be here?',
      'Two mornings a week in one room. Is that really what breaks the budget?',
      '@Thrumley Family Room is why I know the names of my neighbours.',
      'Burnstow had two mornings and both were full. Now it would be one.',
      '@My daughter learned to talk at Thrumley.',
      'You say it is used for fewer than ten hours a week. It is only open for five!',
      'There are no buses from Thrumley at the times that matter, which is all of them.',
      '@The room costs the parish almost nothing. We would lend it to you.',
      '@It took me [four|five] months to dare to go in. I won’t do that again in a town.',
    ],
  },
  {
    about: null,
    agree: [
      'Skerholme and Samphire Green have never had anything. This is the best thing in the whole plan.',
      'Dunsthorpe hall is a good choice, it’s next to the school.',
      '@If it comes to us I will go. I never went to Merehaven.',
      '@Good. Can it be a morning? By the afternoon mine are asleep.',
      'Yes please, and let the hall committees know soon because the mornings get booked.',
    ],
    disagree: [
      'An hour and a half isn’t long enough to get two children dressed, there and warm.',
      'Lovely idea, but it is an hour and a half in exchange for a whole building.',
      'The reading room at Skerholme has one toilet and it is outside.',
    ],
  },
] // prettier-ignore
