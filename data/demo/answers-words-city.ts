import type { ProposalWords } from './answers-phrases.ts'

/** What people in Sedgeminster wrote about each proposal. */
export const cityWords: readonly ProposalWords[] = [
  {
    about: 1,
    agree: [
      'Kingsmead is [always full|bursting]. Open it as much as you can.',
      '@Great centre, [great staff|lovely staff], glad that it stays.',
      'I like one place for all ages. My thirteen year old could come as well.',
      'Most families round here walk, so it is the right place.',
      '@Keep the Saturday morning, it is the only one I can get to.',
      'It makes sense to have the two buildings under one manager.',
      'Kingsmead has the most families and the most need. [Agree.|No argument from me.]',
      'Being open six days is good. [Please advertise it|Hardly anyone knows about the Saturday].',
    ],
    disagree: [
      'You can’t get into baby massage now, the waiting list is [six weeks|longer than the course]. Adding families from Riverside and Cherrywold will make it worse.',
      '@Kingsmead South is quiet and my son copes there. He would not cope in the big building.',
      '@It is too big already. You feel like a number.',
      'Where would all the buggies go? There are [thirty|twenty or more] in the corridor on a Monday.',
      'More people in the same rooms isn’t better, it is just [fuller|louder].',
      'If Kingsmead South has no manager of its own it will be the first to close next time.',
      '@The clinic runs an hour late as it is. Please don’t send everybody there.',
    ],
  },
  {
    about: 2,
    agree: [
      'The front door at Arbour Hill has never felt safe after dark, so please do that first.',
      'Two buildings that work together is sensible.',
      'A secure garden would be lovely. The towers have nowhere else for little ones to play.',
      'Fine by me as long as Old Minster keeps its days.',
      'Arbour Hill does a lot with little. It deserves this.',
      '@I use both and it has always been odd that they don’t talk to each other.',
    ],
    disagree: [
      'Fen Edge Families run Old Minster beautifully. Why take it off them?',
      'Old Minster and Arbour Hill are two different worlds. One manager can’t do both.',
      'Old Minster is full on clinic days. Riverside won’t fit in as well.',
      '@I don’t feel safe walking up to Arbour Hill in the [evening|winter].',
      '@Old Minster closes at half past three. That is no help if you work.',
    ],
  },
  {
    about: 8,
    agree: [
      'If the lease is ending anyway it seems sensible.',
      '@I stopped going because it was only mornings and only in term time. Old Minster is better.',
      'I would rather have staff than buildings.',
      'Sad, but I can see why.',
      'It is a nice room but it is hardly ever open.',
    ],
    disagree: [
      'It is nothing like a mile when you have to walk round by Minster Bridge. [It is nearer two|I measured it on my phone].',
      'Three mornings a week is not much to ask.',
      'Riverside is small and calm, and that is why people who don’t like groups go there.',
      'The midwife at Riverside sees women who will not go over the bridge.',
      'If the lease ends, look for another room on this side: a school, a church, anything.',
      'The path on Minster Bridge is too narrow for a double buggy, and the lorries are [right next to you|terrifying].',
      '@We are a small group but we come every week, in all weathers.',
      '@You are counting heads. For some of us three mornings are the whole week.',
      'Cherrywold is not an alternative, it is [the wrong way|two miles off] and losing days itself.',
    ],
  },
  {
    about: 5,
    agree: [
      'We can’t get a nursery place for a two year old anywhere near, so I support this.',
      'Longmeadow families mostly have [cars|a car each]. Put the money where it is needed.',
      'The library sounds good. It is open on Saturdays.',
      'More places for two year olds would let me go back to work.',
      '@I run past Longmeadow every day and it is often dark. Use it for something.',
    ],
    disagree: [
      'Sixty nursery places are no good to somebody who needs a baby group.',
      'There are hundreds of new homes at Trinity Fields and you would take away the only centre.',
      'The library is one room, and people are trying to read in it.',
      '@From Longmeadow it is a mile and a half to Old Minster, up and down hill.',
      'One parenting course on a Wednesday evening does not replace four days a week.',
      '@Everybody thinks that Longmeadow is rich. Not all of us own the house we live in.',
      'The new estate has no pub, no shop and no bus after six. The centre is [all there is|the one thing it has].',
      '@I had postnatal depression in a nice house in Longmeadow. It doesn’t look at your postcode.',
    ],
  },
  {
    about: 4,
    agree: [
      '@Half a mile is nothing, I walk it already.',
      'One busy building is nicer than two half empty ones.',
      'OK if the clinic stays.',
      '@It is the same families in both places most weeks.',
    ],
    disagree: [
      'Three days instead of five. The Lanes need more, not less.',
      'The groups at the Lanes are [wonderful|really lovely] and now they are all to be squeezed into Cherrywold.',
      'Which three days? If it isn’t when the health visitor is in, it is no use.',
      'Cherrywold Lanes is one of the poorest parts of the city. I don’t understand it.',
      'Stay and play at Cherrywold is turned away at the door twice a month because it is full.',
      'The nursery school and the centre belong together at the Lanes: you see children grow from one to the other.',
      '@I count on Fridays at Cherrywold. Tell us the days before you ask us if we agree.',
    ],
  },
] // prettier-ignore
