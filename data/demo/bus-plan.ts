import { quarters } from './gazetteer.ts'

/** A company that runs buses. All are invented. */
export const operators = [
  { id: 'MCB', name: 'Minster City Buses' },
  { id: 'SWY', name: 'Sedgeway' },
  { id: 'FDB', name: 'Fen and Drove Buses' },
  { id: 'CST', name: 'Coastliner of Merehaven' },
] as const

/** The days on which something runs; on a bank holiday as on a Sunday. */
export type Days =
  'weekdays' | 'schooldays' | 'saturdays' | 'sundays' | 'tuesdays' | 'wednesdays' | 'thursdays' | 'fridays'

/** Departures from the first stop, and from the last stop back again. Times are minutes after midnight. */
export type Departures = Readonly<
  Partial<Record<Days, { readonly out: readonly number[]; readonly back: readonly number[] }>>
>

/** A bus route: the places and parts of towns that it goes through, in order. */
export interface BusRoute {
  readonly number: string
  readonly operator: (typeof operators)[number]['id']
  readonly via: readonly string[]
  readonly departures: Departures
}

const clock = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return 60 * hours + minutes
}

/** Every so many minutes from the first to the last. */
function every(minutes: number, first: string, last: string): number[] {
  const list: number[] = []
  for (let at = clock(first); at <= clock(last); at += minutes) list.push(at)
  return list
}

const both = (times: readonly number[]) => ({ out: times, back: times })

/** From early to late on every day, thinner in the evening and on Sundays. */
function city(minutes: number): Departures {
  return {
    weekdays: both([...every(minutes, '06:00', '18:59'), ...every(30, '19:00', '23:00')]),
    saturdays: both([...every(minutes, '07:00', '18:29'), ...every(30, '18:30', '23:00')]),
    sundays: both(every(Math.max(30, 2 * minutes), '09:00', '18:30')),
  }
}

/** By day, Mondays to Saturdays; nothing in the evening or on Sundays. */
function town(minutes: number, last = '18:30'): Departures {
  return { weekdays: both(every(minutes, '07:00', last)), saturdays: both(every(minutes, '08:00', last)) }
}

/** From town to town: Sundays every two hours where they are wanted at all. */
function between(minutes: number, sundays: boolean, minute = 0): Departures {
  const from = (time: string) => `${time}:${String(minute).padStart(2, '0')}`
  return {
    weekdays: both(every(minutes, from('06'), from('20'))),
    saturdays: both(every(minutes, from('07'), from('19'))),
    ...(sundays ? { sundays: both(every(120, from('09'), from('17'))) } : {}),
  }
}

/** A few buses into town and a few home, as they are written. */
function few(into: string, home: string, days: readonly Days[]): Departures {
  const times = (list: string) => list.split(' ').map(clock)
  return Object.fromEntries(days.map(day => [day, { out: times(into), back: times(home) }]))
}

const monToSat: readonly Days[] = ['weekdays', 'saturdays']
const monToFri: readonly Days[] = ['weekdays']

/** Every bus of the county. Country routes begin at the far end: `out` is into town. */
export const busRoutes: readonly BusRoute[] = [
  ...routes('MCB', [
    ['1', ['Arbour Hill towers', 'Arbour Hill', 'Old Minster', 'Minster Bridge', 'Cherrywold', 'Cherrywold Lanes'], city(10)],
    ['2', ['Longmeadow', 'University quarter', 'Old Minster', 'Minster Bridge', 'Kingsmead', 'Kingsmead estate'], city(12)],
    ['3', ['Old Minster', 'Minster Bridge', 'Cherrywold', 'Trinity Fields', 'Trinity Fields new homes'], city(15)],
    ['4', ['Arbour Hill', 'Kingsmead Bridge', 'Kingsmead', 'Cherrywold', 'Trinity Fields'], town(30, '19:00')],
    ['5', ['Old Minster', 'Arbour Hill', 'Oakingden'], between(30, true, 5)],
    ['6', ['Old Minster', 'Longmeadow', 'Orrwick'], town(30)],
  ]),
  ...routes('SWY', [
    ['10', ['Old Minster', 'Newlode', 'Hallingford'], between(30, true)],
    ['11', ['Old Minster', 'Newlode', 'Great Orling', 'St Osric'], between(60, true, 15)],
    ['12', ['Hallingford', 'St Osric'], between(30, true, 10)],
    ['13', ['Hallingford', 'Barrowick', 'Barrowick Town Bridge', 'Pellney', 'Marlock'], between(60, false, 20)],
    ['14', ['Hallingford', 'Ramsell', 'Ramsell Causeway', 'Marlock'], between(120, false, 40)],
    ['15', ['Old Minster', 'Minster Bridge', 'Kingsmead', 'Steeplow', 'Ellstow'], between(30, true, 10)],
    ['16', ['Old Minster', 'Minster Bridge', 'Cherrywold', 'Castle Willan', 'Highwold', 'Merehaven'], between(60, true, 25)],
    ['17', ['Old Minster', 'Minster Bridge', 'Cherrywold', 'Trinity Fields', 'Shepstow', 'Copperstow', 'Marlestow'], between(60, false, 5)],
    ['18', ['Old Minster', 'Arbour Hill', 'Oakingden', 'Wendlebourne', 'Doveney', 'Wadeney Old Bridge', 'Wadeney'], between(60, true, 30)],
    ['20', ['Weavers Field', 'Hallingford', 'Hallingford airfield homes'], town(20)],
    ['21', ['Hallingford North End', 'Hallingford', 'Brampstow'], town(30)],
    ['22', ['Priory Park', 'St Osric', 'Great Stavering'], town(30)],
    ['25', ['Northfields', 'St Osric', 'Eastgate'], town(20)],
    ['23', ['Newlode phase four', 'Newlode', 'Westerlow'], town(30)],
    ['24', ['Marlestow', 'Marlestow camp', 'Lindermere'], town(60)],
  ]),
  ...routes('SWY', [
    ['31', ['Molesbourne', 'Tilbrow', 'Brampstow', 'Hallingford'], few('07:20 09:40 12:10 15:50', '09:00 11:30 14:45 17:35', monToSat)],
    ['32', ['Barrowick', 'Wynterbrook', 'Needlestow', 'Hemmingbury', 'Haddowell', 'Hallingford'], few('07:25 09:45 12:45', '11:40 15:15 17:40', monToSat)],
    ['33', ['Newlode', 'Abbotswyke', 'Yelbourne', 'Graffley', 'Elverstow', 'Hallingford'], town(120, '17:00')],
    ['34', ['Kettlewick', 'Little Stavering', 'Great Stavering', 'St Osric'], few('07:30 09:50 12:50', '11:40 15:20 17:35', monToSat)],
    ['35', ['Hallingford', 'Kettlewick', 'St Osric'], town(60)],
    ['36', ['Kimbersley', 'Kettlewick', 'Hallingford'], few('07:40 10:00', '13:10 16:00', ['schooldays', 'saturdays'])],
    ['37', ['Pearmain Green', 'Stukewell', 'St Osric'], few('07:35 10:05', '13:00 15:45', ['schooldays'])],
    ['38', ['Great Orling', 'Little Orling', 'Tillowe', 'St Osric'], few('09:35', '13:05', ['thursdays'])],
    ['39', ['Old Minster', 'Orrwick', 'Ashmarden', 'Colnebury', 'Perrywold', 'Hallingford'], between(60, false, 35)],
    ['40', ['Ramsell', 'Larchbury', 'Mallowden', 'Appleworth', 'Old Minster'], few('07:10 09:15 11:15 13:15 15:15', '08:20 10:20 12:20 14:20 17:25', monToSat)],
    ['51', ['Harlestow', 'Great Orling', 'Westerlow', 'Newlode', 'Old Minster'], few('07:15 09:30 12:30 15:30', '08:30 11:20 14:20 17:30', monToSat)],
    ['52', ['Foxmarden', 'Wickenbourne', 'Rushbourne', 'Tansworth', 'Trinity Fields', 'Cherrywold', 'Minster Bridge', 'Old Minster'], few('07:05 09:25 12:25', '11:25 15:10 17:35', monToSat)],
    ['53', ['Pipworth', 'Elmstow', 'Shepstow', 'Trinity Fields', 'Cherrywold', 'Minster Bridge', 'Old Minster'], town(120, '17:30')],
    ['54', ['Whistlebourne', 'Abbots Linney', 'Balderstow', 'Caldermarsh', 'Barlingstow', 'Marlestow'], few('07:25 09:45', '12:40 15:40', ['schooldays', 'saturdays'])],
    ['55', ['Marlestow', 'Lindermere', 'Thornlode', 'Fowlmarden', 'Castle Willan'], few('07:30 10:00 13:00', '11:40 15:30 17:30', monToSat)],
    ['56', ['Dullmarsh', 'Burrowden', 'Quenstow', 'Kingsmead', 'Minster Bridge', 'Old Minster'], few('07:20 09:40', '12:50 17:30', monToSat)],
    ['59', ['Chalkwold', 'Castle Willan'], few('09:50', '13:10', ['tuesdays', 'fridays'])],
  ]),
  ...routes('FDB', [
    ['60', ['Wadeney Fleet estate', 'Wadeney', 'Wadeney quays'], town(20)],
    ['61', ['Crakeney', 'Whinbank End', 'Murrelsey', 'Wadeney'], few('07:20 09:45', '13:15 16:00', ['schooldays'])],
    ['62', ['Cranlode', 'Marshgote', 'Ternsey', 'Wadeney'], few('07:15 09:40', '13:20 16:05', monToFri)],
    ['63', ['Hernlode', 'Coldrove', 'Oatney', 'Turfhythe', 'Marlock'], few('07:15 09:35', '13:05 15:55', ['schooldays'])],
    ['64', ['Thistlesey', 'Pellney'], few('09:50', '12:35', ['wednesdays'])],
    ['65', ['Gosdrove', 'Eelholme', 'Marlock'], few('09:40', '12:50', ['tuesdays', 'fridays'])],
    ['66', ['Sedgelode', 'Blackgote', 'Lapwing Bank', 'Wadeney'], few('07:20 09:50', '13:10 16:05', monToFri)],
    ['67', ['Fodderfen', 'Withysey', 'Ternsey', 'Wadeney'], few('09:30', '13:15', ['thursdays'])],
    ['68', ['Sluice Bank', 'Wadeney'], few('07:30 09:30 13:30', '12:40 15:40 17:40', monToSat)],
    ['69', ['Teasney', 'Ploverdrove', 'Doveney'], few('09:45', '12:30', ['fridays'])],
    ['70', ['Marlock station side', 'Marlock', 'Marlock West End'], town(30)],
    ['75', ['Wadeney West Bank', 'Wadeney', 'Wadeney East Field'], town(30)],
    ['71', ['Marlock', 'Wadeney'], between(60, true, 45)],
    ['72', ['Whinfen', 'Doveney'], few('07:40 09:50', '12:40 15:50', monToFri)],
    ['73', ['Ellstow', 'Ellstow High Bridge', 'Doveney', 'Wadeney Old Bridge', 'Wadeney'], between(60, false, 15)],
  ]),
  ...routes('CST', [
    ['80', ['Merehaven harbour estate', 'Merehaven', 'Merehaven sands'], city(20)],
    ['91', ['Merehaven Dunes', 'Merehaven', 'Merehaven Mere Side'], town(30)],
    ['81', ['Merehaven', 'Hollowby', 'Ellstow'], between(60, false, 20)],
    ['82', ['Sandwyke', 'Burnstow', 'Ellstow'], between(60, false, 50)],
    ['83', ['Merehaven', 'Saltwyke', 'Creeksend', 'Sandwyke'], few('07:35 09:50 12:50 15:50', '09:00 11:30 14:30 17:20', monToSat)],
    ['84', ['Samphire Green', 'Skerholme', 'Sandwyke'], few('07:40 09:55', '12:40 15:50', ['schooldays'])],
    ['85', ['Burnstow', 'Wrackham', 'Marramby', 'Merehaven'], few('07:30 09:45', '13:00 16:00', monToFri)],
    ['86', ['Highwold', 'Ormsey', 'Dunsthorpe', 'Merehaven'], few('07:25 09:40 12:45', '11:45 15:10 17:35', monToSat)],
    ['87', ['Fellowby', 'Aldwater', 'Thrumley', 'Merehaven'], few('09:35', '13:10', ['tuesdays', 'fridays'])],
    ['88', ['Kelsthorpe', 'Ellstow'], few('09:50', '12:45', ['wednesdays'])],
    ['89', ['Larkney', 'Ellstow'], few('09:40', '12:35', ['wednesdays'])],
    ['90', ['Pinchwell', 'Ellstow'], few('07:45 09:55', '12:40 15:45', ['schooldays'])],
  ]),
] // prettier-ignore

type Row = readonly [number: string, via: readonly string[], departures: Departures]

function routes(operator: BusRoute['operator'], rows: readonly Row[]): BusRoute[] {
  return rows.map(([number, via, departures]) => ({ number, operator, via, departures }))
}

/** Parts of towns that a bus goes to, in kilometres as all places. */
export const busQuarters = new Map<string, readonly [number, number]>([
  ...quarters.map(({ name, x, y }) => [name, [x, y]] as const),
  ['Hallingford North End', [9.2, 19.7]],
  ['Northfields', [13.1, 10.4]],
  ['Eastgate', [15, 9.3]],
  ['Marlock West End', [13, 44.6]],
  ['Wadeney West Bank', [25.1, 38.2]],
  ['Wadeney East Field', [27.9, 38.1]],
  ['Merehaven Dunes', [51.3, 30.6]],
  ['Merehaven Mere Side', [49.7, 29.5]],
])
