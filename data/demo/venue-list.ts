/** A place that the council might hold sessions in, or that families know. */
export interface VenuePlan {
  readonly kind: 'library' | 'school' | 'nursery' | 'gp-practice' | 'community-building'
  readonly name: string
  /** The place on the map that it is in. */
  readonly place: string
  /** 1 small, 2 middling, 3 large. */
  readonly size: 1 | 2 | 3
}

/** Towns and villages with a library; the first is the county's largest. */
export const libraries: readonly VenuePlan[] = venues('library', [
  ['Sedgeminster Central', 'Old Minster', 3], ['Kingsmead', 'Kingsmead', 2], ['Arbour Hill', 'Arbour Hill', 1],
  ['Trinity Fields', 'Trinity Fields', 2], ['Cherrywold', 'Cherrywold', 1], ['Wadeney', 'Wadeney', 3], ['Marlock', 'Marlock', 2],
  ['Pellney', 'Pellney', 1], ['Doveney', 'Doveney', 1], ['Hallingford', 'Hallingford', 3], ['St Osric', 'St Osric', 3],
  ['Barrowick', 'Barrowick', 2], ['Ramsell', 'Ramsell', 1], ['Kettlewick', 'Kettlewick', 1], ['Newlode', 'Newlode', 2],
  ['Great Orling', 'Great Orling', 1], ['Castle Willan', 'Castle Willan', 1], ['Marlestow', 'Marlestow', 1],
  ['Copperstow', 'Copperstow', 1], ['Merehaven', 'Merehaven', 3], ['Ellstow', 'Ellstow', 2], ['Sandwyke', 'Sandwyke', 1],
]) // prettier-ignore

/** Halls and community centres. */
export const communityBuildings: readonly VenuePlan[] = venues('community-building', [
  ['Arbour Hill Community Centre', 'Arbour Hill', 2], ['Longmeadow Hall', 'Longmeadow', 1], ['Wadeney Corn Hall', 'Wadeney', 3],
  ['Ternsey Village Hall', 'Ternsey', 1], ['Marshgote Village Hall', 'Marshgote', 1], ['Lapwing Bank Chapel Hall', 'Lapwing Bank', 1],
  ['Withysey Village Hall', 'Withysey', 1], ['Cranlode Village Hall', 'Cranlode', 1], ['Whinfen Village Hall', 'Whinfen', 1],
  ['Turfhythe Village Hall', 'Turfhythe', 1], ['Great Stavering Village Hall', 'Great Stavering', 1],
  ['Perrywold Community Centre', 'Perrywold', 2], ['Haddowell Village Hall', 'Haddowell', 1], ['Needlestow Pavilion', 'Needlestow', 1],
  ['Colnebury Community Centre', 'Colnebury', 2], ['Rushbourne Village Hall', 'Rushbourne', 1],
  ['Shepstow Community Centre', 'Shepstow', 2], ['Barlingstow Village Hall', 'Barlingstow', 1],
  ['Abbots Linney Village Hall', 'Abbots Linney', 1], ['Copperstow Community Hall', 'Copperstow', 2],
  ['Skerholme Reading Room', 'Skerholme', 1], ['Samphire Green Hall', 'Samphire Green', 1], ['Hollowby Village Hall', 'Hollowby', 1],
  ['Dunsthorpe Village Hall', 'Dunsthorpe', 1],
]) // prettier-ignore

/** GP practices, some of which already share rooms with midwives. */
export const practices: readonly VenuePlan[] = venues('gp-practice', [
  ['Minster Gate Surgery', 'Old Minster', 2], ['Kingsmead Medical Centre', 'Kingsmead', 3], ['Arbour Hill Surgery', 'Arbour Hill', 1],
  ['Trinity Fields Health Centre', 'Trinity Fields', 2], ['Cherrywold Surgery', 'Cherrywold', 1], ['Quayside Practice', 'Wadeney', 2],
  ['Fleet Medical Centre', 'Wadeney', 2], ['Marlock Surgery', 'Marlock', 2], ['Pellney Surgery', 'Pellney', 1],
  ['Hallingford Health Centre', 'Hallingford', 3], ['Weavers Field Surgery', 'Hallingford', 1], ['Priory Practice', 'St Osric', 2],
  ['Barrowick Surgery', 'Barrowick', 1], ['Newlode Medical Practice', 'Newlode', 2], ['Great Orling Surgery', 'Great Orling', 1],
  ['Marlestow Surgery', 'Marlestow', 1], ['Merehaven Sands Surgery', 'Merehaven', 2], ['Harbour Health Centre', 'Merehaven', 2],
  ['Ellstow Surgery', 'Ellstow', 1], ['Sandwyke Practice', 'Sandwyke', 1],
]) // prettier-ignore

/** Schools beside those in whose grounds a children's centre stands. */
export const schools: readonly VenuePlan[] = [
  ...venues('school', [
    ['Kingsmead Primary School', 'Kingsmead', 3], ['Arbour Hill Community Primary School', 'Arbour Hill', 2],
    ['Minster Church of England Primary School', 'Old Minster', 2], ['St Zoë’s Catholic Primary School', 'Wadeney', 2],
    ['Fleet Primary Academy', 'Wadeney', 3], ['Marlock Community Primary School', 'Marlock', 2],
    ['Weavers Field Primary School', 'Hallingford', 2], ['Priory Park Primary School', 'St Osric', 2],
    ['St Noël’s Church of England Primary School', 'St Osric', 2], ['Ramsell Primary School', 'Ramsell', 1],
    ['Newlode Primary Academy', 'Newlode', 3], ['Marlestow Community Primary School', 'Marlestow', 2],
    ['Rushbourne Primary School', 'Rushbourne', 1], ['Sands Community Primary School', 'Merehaven', 3],
    ['Harbour Primary Academy', 'Merehaven', 2], ['Sandwyke Primary School', 'Sandwyke', 1],
    ['Crakeney Primary School', 'Crakeney', 1], ['Fodderfen Primary School', 'Fodderfen', 1],
  ]),
  ...venues('nursery', [['Quays Nursery School', 'Wadeney', 2], ['Weavers Nursery School', 'Hallingford', 2]]),
] // prettier-ignore

function venues(kind: VenuePlan['kind'], rows: readonly (readonly [string, string, VenuePlan['size']])[]): VenuePlan[] {
  return rows.map(([name, place, size]) => ({ kind, name, place, size }))
} // prettier-ignore
