import type { ProposalWords } from './answers-phrases.ts'

/** What people in Hallingford wrote about each proposal. */
export const westWords: readonly ProposalWords[] = [
  {
    about: 18,
    agree: [
      '@Weavers Field needs a garden that is safe. [We found glass in it last summer.|At the moment we keep them indoors.]',
      'Good choice, it is where the need is.',
      'Six days a week and all ages: yes.',
      'It is near the shops and on the bus route, so people will use it.',
      '@Weavers Field helped us with [housing|a debt letter] when nobody else would pick up the phone.',
      'I am glad that something gets better for once.',
    ],
    disagree: [
      'Weavers Field is at the other end of town and I would need two buses with two children.',
      'It has always had the most money. Spread it out.',
      'There is nowhere to park and the drop-off is on a bend.',
      'Nothing against Weavers Field, but it can’t take everybody from the Airfield and Brampstow.',
    ],
  },
  {
    about: 19,
    agree: [
      '@Forty places is what this estate needs. Everybody I know is on a waiting list.',
      '@Most of us have a car, we can get to Weavers Field.',
      '@I had to turn down work because there was no nursery place. So I agree.',
    ],
    disagree: [
      'The Airfield has most of the new families in Hallingford and nothing else: no shop, no pub, no hall.',
      '@We moved here partly because there was a children’s centre.',
      'A mile and a half with a newborn along the ring road is not walking distance.',
      'The groups are what stops people going under on a new estate where nobody has family.',
      'Places for children whose parents work, nothing for those who are at home with them.',
      'Could the school not do both? The groups only use two mornings.',
      'Four hundred more houses have planning permission. Who looks at these things together?',
    ],
  },
  {
    about: 20,
    agree: [
      'About time St Osric was made accessible.',
      'They are a mile apart, so one is enough.',
      'Good if the works are done first, as you say.',
      '@St Osric in the evening suits me as I work.',
    ],
    disagree: [
      'Don’t shut Eastside until the ramp and the toilet at St Osric are finished. [Anything can happen to a building plan.|We have seen what happens to plans.]',
      'Eastside has parking and no steps. St Osric has steps and no parking.',
      '@My mum uses a wheelchair and comes to Eastside with us.',
      'Priory Park will be fine, Eastside will not.',
      '@A mile is a mile there and a mile back, with a four year old who won’t walk.',
      'The lease runs until June 2027. Use the time to find something on this side of town.',
    ],
  },
  {
    about: 22,
    agree: [
      'Opening in the holidays through a door of its own would be really good.',
      '@I only go on clinic day, so it makes no difference to me.',
      'If it means the staff stay, then three days is all right.',
      'Ramsell could do with fewer days and more happening on them.',
    ],
    disagree: [
      'Barrowick is open every day now and it is used every day.',
      'Ramsell on two days a week? People already think that it is shut.',
      'Barrowick is a town. Why does it only get a Zone?',
      'A new door is nice, but we would rather have the hours.',
      '@We get one bus to Hallingford in the morning. On the wrong days we would have nothing.',
      '@I work at the school and I see who comes across to the centre. They won’t go to Hallingford.',
      '@There are mums in Ramsell who come every single day it is open.',
    ],
  },
  {
    about: 'Kettlewick Library',
    agree: [
      '@Saturday mornings in the library would suit us, we both work all week.',
      'The library needs the visitors and it is five minutes’ walk.',
      'Happy with this if the toys and the weighing scales come too.',
      '@I would borrow books at the same time, so why not.',
      '@The centre in Kettlewick was never open when I was off work. This is better.',
    ],
    disagree: [
      'The centre has a kitchen, a garden and somewhere to change a baby. The library has a beanbag.',
      'You can’t tell a two year old to be quiet for two hours.',
      'Nobody is going to talk about feeling low next to the large print.',
      'The library is only open on two days and a Saturday itself.',
      'There is no room for buggies by the door, never mind a group.',
    ],
  },
  {
    about: 25,
    agree: [
      '@Childcare in Brampstow is impossible to find. I would take one of the places tomorrow.',
      '@Most people here drive to Hallingford anyway.',
      'It is closed more than it is open. Give it to the under-threes.',
    ],
    disagree: [
      '@Once a week in Haddowell is not a replacement. I have no way to get to Haddowell.',
      'Brampstow has a full school and a lot of young families. It needs something of its own.',
      'Sixteen nursery places are fine, but why must the groups go? The room could be shared.',
      'It is term time only already. We ask for so little.',
      '@The toddler group here is how I met anybody at all after we moved.',
      'The way to Weavers Field is the bypass. You would not push a pram along it.',
      '@My [mother|mum] and I take it in turns to bring the children. She doesn’t drive.',
    ],
  },
] // prettier-ignore

/** What a campaign in Brampstow asked people to write, and did, with few changes: sentence by sentence, usual wording first. */
export const campaignSentences: readonly (readonly string[])[] = [
  [
    'The children’s centre is the only place in Brampstow where families with babies and toddlers can meet.',
    'Our children’s centre is the only place in Brampstow where families with babies and toddlers can meet.',
    'The children’s centre is the only place in Brampstow where parents of babies and toddlers can meet.',
  ],
  [
    'Haddowell is two and a half miles away and there is no bus that fits the session.',
    'Haddowell is 2.5 miles away and there is no bus that fits the session.',
    'Haddowell is two and a half miles away, and no bus fits the session.',
  ],
  [
    'The room could be used for early education in the mornings and for groups in the afternoons.',
    'The room could be used for nursery places in the mornings and for groups in the afternoons.',
  ],
  ['I ask the council to keep Brampstow Children’s Centre open.', 'We ask the council to keep Brampstow Children’s Centre open.'],
] // prettier-ignore

/** What some of them added of their own. */
export const campaignAdditions: readonly string[] = [
  'I have two children under four.', 'My grandchildren love it.', 'We moved here last year and it is where we made friends.',
  'Please listen.', 'I have lived in Brampstow for thirty years.', 'My daughter starts in September.',
  'I don’t use it any more but I did and it was a lifeline.', 'Thank you for reading this.', 'Save our centre!',
] // prettier-ignore
