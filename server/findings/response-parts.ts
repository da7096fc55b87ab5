import type { CountedResponse } from './counted-responses.ts'

type Responses = readonly CountedResponse[]

// Every question of a survey asks for the same parts of the same responses.
const districtsBefore = new WeakMap<Responses, ReadonlyMap<string, Responses>>()
const channelsBefore = new WeakMap<Responses, ReadonlyMap<string, Responses>>()
const togetherBefore = new WeakMap<Responses, Map<string, Responses>>()

/**
 * The responses about one district.
 *
 * @param responses - responses, a list that does not change
 * @param code - the district
 * @returns in their order; the same list whenever it is asked for
 */
export function ofDistrict(responses: Responses, code: string): Responses {
  return parts(districtsBefore, responses, response => response.districtCode).get(code) ?? []
}

/**
 * The responses by the channel by which they came.
 *
 * @param responses - responses, a list that does not change
 * @returns by channel, in their order; the same lists whenever they are asked for
 */
export function byChannel(responses: Responses): ReadonlyMap<string, Responses> {
  return parts(channelsBefore, responses, response => response.channel)
}

/**
 * The responses about several districts.
 *
 * @param responses - responses, a list that does not change
 * @param codes - the districts
 * @returns those of the first district first; the same list whenever it is asked for
 */
export function ofDistricts(responses: Responses, codes: readonly string[]): Responses {
  const known = togetherBefore.get(responses) ?? new Map<string, Responses>()
  togetherBefore.set(responses, known)
  const key = codes.join(' ')
  const together = known.get(key) ?? codes.flatMap(code => ofDistrict(responses, code))
  known.set(key, together)
  return together
}

function parts(
  before: WeakMap<Responses, ReadonlyMap<string, Responses>>,
  responses: Responses,
  partOf: (response: CountedResponse) => string,
): ReadonlyMap<string, Responses> {
  const known = before.get(responses)
  if (known !== undefined) return known
  const found = new Map<string, CountedResponse[]>()
  for (const response of responses) {
    const own = found.get(partOf(response))
    if (own) own.push(response)
    else found.set(partOf(response), [response])
  }
  before.set(responses, found)
  return found
}
