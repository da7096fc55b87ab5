import { createHash, type Hash } from 'node:crypto'
import type { StoredResponse, Survey } from '../surveys/index.ts'
import type { FindingsDistrict } from './asked-questions.ts'
import type { FindingsInput, FoundTheme } from './build-findings.ts'
import type { LivingThere } from './profile-tables.ts'

/** Everything that findings depend on, as the database gives it. */
export interface FindingsSources {
  readonly consultation: FindingsInput['consultation']
  readonly districts: readonly FindingsDistrict[]
  readonly surveys: readonly Survey[]
  readonly responses: readonly StoredResponse[]
  /** By response id, as `listPackedAnswers` gives them. */
  readonly packed: ReadonlyMap<string, string>
  readonly living: LivingThere
  readonly themes: readonly FoundTheme[]
}

/** Consultations whose findings are looked at in turn. */
const mostKept = 2

const kept = new Map<string, FindingsInput>()

/**
 * Gives what was made of the same sources before, or makes it. What is kept is found by the contents of all its sources,
 * not by a date or a number of them: whatever is changed in any of them, by whomever, has another name here. So nothing
 * has to be told of a change, and nothing old can be shown.
 *
 * @param sources - what the database holds now
 * @param make - makes it of these sources, and of nothing else
 * @returns the same object as long as nothing has changed
 */
export function sameSources(sources: FindingsSources, make: () => FindingsInput): FindingsInput {
  const name = nameOf(sources)
  const input = kept.get(name) ?? make()
  kept.delete(name)
  kept.set(name, input)
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break
    kept.delete(oldest)
  }
  return input
}

function nameOf(sources: FindingsSources): string {
  const { consultation, districts, surveys, responses, packed, living, themes } = sources
  const hash = createHash('sha256')
  add(hash, [consultation, districts, living.sources])
  // A survey's hash stands for its definition.
  for (const { id, districtCode, version, hash: questions } of surveys)
    add(hash, [id, districtCode, version, questions])
  for (const response of responses) {
    const answers = packed.get(response.id) ?? ''
    add(hash, [response, answers.length])
    hash.update(answers)
  }
  for (const neighbourhood of living.neighbourhoods) add(hash, neighbourhood)
  for (const { name, responses: found } of themes) add(hash, [name, ...[...found].sort()])
  return hash.digest('hex')
}

// As JSON on a line of its own, and answers after their length, so that no two lists of sources come to the same text.
function add(hash: Hash, source: unknown): void {
  hash.update(JSON.stringify(source)).update('\n')
}
