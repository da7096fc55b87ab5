import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { shapeOfJson } from '../../server/surveys/json-shape.ts'

function depthOf(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

describe('the shape of a JSON text', () => {
  it('has the depth of its parts, whatever stands in its texts', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(4), (value, spaces) => {
        expect(shapeOfJson(JSON.stringify(value, null, spaces))).toEqual({
          depth: depthOf(value),
          repeated: null,
        })
      }),
    )
  })

  it('names what one part says twice, also where it is written with escapes', () => {
    expect(shapeOfJson('{"a": 1, "b": {"a": 2}, "c": ["a", "a"]}').repeated).toBeNull()
    expect(shapeOfJson('{"a": 1, "b": {"c": 1, "d": 2, "c": 3}}').repeated).toBe('c')
    expect(shapeOfJson('{"kind": 1, "k\\u0069nd" : 2}').repeated).toBe('kind')
    expect(shapeOfJson('{"__proto__": 1, "__proto__": 2}').repeated).toBe('__proto__')
    expect(shapeOfJson('{"a": "\\"a\\": {[", "b": "a"}')).toEqual({ depth: 1, repeated: null })
  })

  it('is found of any text, also of one that is cut off', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ':', 'a') }), text => {
        expect(shapeOfJson(text).depth).toBeGreaterThanOrEqual(0)
      }),
    )
    expect(shapeOfJson('['.repeat(500_000)).depth).toBe(500_000)
  })
})
