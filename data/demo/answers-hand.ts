import type { Chance } from './random.ts'

/** How somebody writes: with care, as it comes, or in a hurry. */
export type Hand = 'careful' | 'plain' | 'hasty'

const slips: readonly (readonly [RegExp, string])[] = [
  [/\bappointment\b/g, 'appt'],
  [/\bhealth visitor\b/g, 'HV'],
  [/\bminutes\b/g, 'mins'],
  [/\bwould have\b/g, 'would of'],
  [/\bbecause\b/g, 'cos'],
  [/\bseparate\b/g, 'seperate'],
  [/\bbelieve\b/g, 'beleive'],
  [/\bprobably\b/g, 'probly'],
  [/\bpeople\b/g, 'ppl'],
  [/\ba lot\b/g, 'alot'],
  [/\band\b/g, '&'],
  [/\buntil\b/g, 'untill'],
  [/\breally\b/g, 'realy'],
  [/\bvillage\b/g, 'villiage'],
  [/\bgroups\b/g, 'goups'],
  [/\btheir\b/g, 'there'],
  [/\bfriends\b/g, 'freinds'],
  [/\bchildren’s\b/g, 'childrens'],
  [/\bsession\b/g, 'sesion'],
  [/\bevery week\b/g, 'evry week'],
  [/\bwhich\b/g, 'wich'],
  [/\bthough\b/g, 'tho'],
  [/\bplease\b/g, 'pls'],
]

/** Draws how somebody writes. */
export function drawHand(draw: Chance): Hand {
  const at = draw.next()
  return at < 0.5 ? 'careful' : at < 0.8 ? 'plain' : 'hasty'
}

/** A text as somebody types it: nobody's keyboard and spelling are the same. */
export function asTyped(text: string, hand: Hand, draw: Chance): string {
  if (hand === 'careful') return draw.happens(0.5) ? text : straight(text)
  const plain = straight(text)
  if (hand === 'plain') return draw.happens(0.45) ? plain.replace(/\.$/, '') : plain
  return inAHurry(text, draw)
}

function straight(text: string): string {
  return text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"')
}

function inAHurry(text: string, draw: Chance): string {
  const found = draw.shuffled(slips.filter(([word]) => text.search(word) >= 0))
  let typed = text
  for (const [word, slip] of found.slice(0, 2)) typed = typed.replace(word, slip)
  typed = straight(typed)
  if (draw.happens(0.55)) typed = typed.replace(/(\w)'(t|s|m|re|ve|ll|d)\b/g, '$1$2')
  if (draw.happens(0.35)) typed = typed.replace(/(^|[.!?] )([A-Z])(?=[a-z])/g, (_, before: string, first: string) => before + first.toLowerCase())
  if (draw.happens(0.3)) typed = typed.replace(/\. /g, ', ')
  else if (draw.happens(0.2)) typed = typed.replace(/\. /g, '.. ')
  if (draw.happens(0.6)) typed = typed.replace(/\.$/, draw.pick(['', '', '!', '!!', '...']))
  return draw.happens(0.06) ? typed.toUpperCase() : typed
} // prettier-ignore
