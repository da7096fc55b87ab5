import type { Place } from './gazetteer.ts'
import type { Chance } from './random.ts'
import type { Street, Tags } from './street-graph.ts'
import type { StreetKind } from './street-patterns.ts'

const firsts = [
  'Mill', 'Church', 'Chapel', 'Station', 'School', 'Orchard', 'Meadow', 'Willow', 'Alder', 'Ash', 'Elm', 'Oak', 'Hazel', 'Rowan',
  'Birch', 'Hawthorn', 'Bramble', 'Heron', 'Lapwing', 'Plover', 'Curlew', 'Swan', 'Teal', 'Kestrel', 'Lark', 'Swallow', 'Wren',
  'Reed', 'Rush', 'Osier', 'Sedge', 'Bulrush', 'Iris', 'Clover', 'Barley', 'Harvest', 'Granary', 'Tithe Barn', 'Forge', 'Smithy',
  'Cooper', 'Weaver', 'Thatcher', 'Tanner', 'Pound', 'Green', 'Common', 'Field', 'Long Acre', 'Ridge', 'Furlong', 'Paddock',
  'Pond', 'Brook', 'Spring', 'Well', 'Sluice', 'Lode', 'Dyke', 'Bank', 'Windmill', 'Almond', 'Cherry', 'Pippin', 'Walnut', 'Mulberry',
  'Rectory', 'Vicarage', 'Priory', 'Abbey', 'Manor', 'Hall', 'Market', 'Cross', 'Tower', 'Quarry', 'Gravel', 'Clay', 'Brick Kiln',
] // prettier-ignore
const rowEnds = ['Road', 'Street', 'Lane', 'Avenue', 'Way', 'Road', 'Street', 'Drive']
const throughEnds = ['Road', 'Way', 'Avenue', 'Street']
const acrossEnds = [
  'Close',
  'Court',
  'Walk',
  'Place',
  'Gardens',
  'Row',
  'Grove',
  'Lane',
  'Terrace',
  'Crescent',
]

/** Names streets, each name once in a place, and says what kind of street it is. */
export function streetNamer(chance: Chance) {
  const taken = new Set<string>()
  const nameIn = (place: string, ends: readonly string[]): string => {
    for (let tries = 0; tries < 40; tries += 1) {
      const name = `${chance.pick(firsts)} ${chance.pick(ends)}`
      if (taken.has(`${place} ${name}`)) continue
      taken.add(`${place} ${name}`)
      return name
    }
    return `${chance.pick(firsts)} ${chance.pick(ends)}`
  }
  const paved: Tags = { surface: 'asphalt' }
  return {
    townStreet: (place: Place, kind: StreetKind): Street => {
      if (kind === 'through') {
        const name = nameIn(place.name, throughEnds)
        return {
          tags: { highway: 'tertiary', name, maxspeed: '30 mph', ...paved, sidewalk: 'both', lit: 'yes' },
        }
      }
      const name = nameIn(place.name, kind === 'row' ? rowEnds : acrossEnds)
      const lit = place.kind !== 'village' || chance.happens(0.5) ? 'yes' : 'no'
      return { tags: { highway: 'residential', name, maxspeed: '30 mph', ...paved, lit } }
    },
    link: (): Street => ({ tags: { highway: 'unclassified', maxspeed: '60 mph', ...paved, lit: 'no' } }),
    islandLane: {
      tags: { highway: 'unclassified', name: 'Holm Lane', surface: 'gravel', lit: 'no' },
    },
    lane: (kilometres: number, fen: boolean): Street => {
      if (kilometres < 0.2) return { tags: { highway: 'service', ...paved, lit: 'no' } }
      if (fen && kilometres > 0.6)
        return {
          tags: {
            highway: 'unclassified',
            name: `${chance.pick(firsts)} Drove`,
            maxspeed: '60 mph',
            surface: 'compacted',
            lit: 'no',
          },
        }
      return {
        tags: {
          highway: 'unclassified',
          name: `${chance.pick(firsts)} Lane`,
          maxspeed: '60 mph',
          ...paved,
          lit: 'no',
        },
      }
    },
  }
}
