import { describe, expect, it } from '@jest/globals'
import {
  readCourse,
  readGaps,
  readGeoJsonLines,
  writeCourse,
  writeGaps,
} from '../../server/travel/barrier-lines.ts'

describe('lines as people give them', () => {
  it('are a point to a line, with an empty line between pieces', () => {
    const read = readCourse('0.1, 52.1\n0.2 52.2\n\n0.3;52.3\n-0.4, 52.4\n')
    expect(read).toEqual({
      ok: true,
      read: [
        [
          [0.1, 52.1],
          [0.2, 52.2],
        ],
        [
          [0.3, 52.3],
          [-0.4, 52.4],
        ],
      ],
    })
  })

  it('may be eastings and northings', () => {
    const read = readCourse('545000, 258000\n546000, 258000')
    expect(read.ok && read.read[0]?.[0]?.[0]).toBeCloseTo(0.117, 2)
  })

  it('come back as they were written', () => {
    const course = [
      [
        [0.1, 52.1],
        [0.2, 52.2],
      ],
      [
        [0.3, 52.3],
        [0.4, 52.4],
      ],
    ] as const
    const gaps = [{ name: 'Mill Bridge, old', position: [0.15, 52.15] as const }]
    expect(readCourse(writeCourse(course))).toEqual({ ok: true, read: course })
    expect(readGaps(writeGaps(gaps))).toEqual({ ok: true, read: gaps })
    expect(readGaps('0.1, 52.1')).toEqual({ ok: true, read: [{ name: 'Gap 1', position: [0.1, 52.1] }] })
  })

  it('are refused where a row is no point or a piece too short', () => {
    expect(readCourse('0.1, 52.1\nbridge')).toEqual({
      ok: false,
      problem: 'Line 2, “bridge”, is not a point such as 0.1234, 52.3456 (longitude, then latitude)',
    })
    expect(readCourse('0.1, 52.1')).toMatchObject({ ok: false })
    expect(readCourse('')).toMatchObject({ ok: false })
    expect(readGaps('here')).toMatchObject({ ok: false })
  })

  it('are read from GeoJSON of lines and areas, with their names', () => {
    const river = {
      type: 'LineString',
      coordinates: [
        [0.1, 52.1, 3],
        [0.2, 52.2, 3],
      ],
    }
    const lake = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 52],
          [0.1, 52],
          [0.1, 52.1],
          [0, 52],
        ],
      ],
    }
    const text = JSON.stringify({
      type: 'FeatureCollection',
      features: [
        { type: 'Feature', properties: { name: 'The Lark', reason: 'A river' }, geometry: river },
        { type: 'Feature', properties: {}, geometry: lake },
      ],
    })
    expect(readGeoJsonLines(text)).toEqual({
      ok: true,
      read: [
        {
          name: 'The Lark',
          reason: 'A river',
          course: [
            [
              [0.1, 52.1],
              [0.2, 52.2],
            ],
          ],
        },
        {
          name: 'Line 2',
          reason: '',
          course: [
            [
              [0, 52],
              [0.1, 52],
              [0.1, 52.1],
              [0, 52],
            ],
          ],
        },
      ],
    })
    expect(readCourse(JSON.stringify(river))).toEqual({
      ok: true,
      read: [
        [
          [0.1, 52.1],
          [0.2, 52.2],
        ],
      ],
    })
  })

  it('are refused when GeoJSON is cut off, of points, off the earth or empty', () => {
    for (const text of [
      '{"type":"FeatureCollection","features":[',
      '{"type":"Point","coordinates":[0,52]}',
      '{"type":"LineString","coordinates":[[545000,258000],[546000,258000]]}',
      '{"type":"FeatureCollection","features":[]}',
    ]) {
      expect(readGeoJsonLines(text).ok).toBe(false)
    }
  })
})
