import { readFileSync, statSync } from 'node:fs'
import Sequencer from '@jest/test-sequencer'

const slow = /[\\/]tests[\\/](browser|trial|enemy)[\\/]/
const usesDemonstration = /\b(demonstrationApplication|openStage)\b/

/**
 * Begins with the files that take longest, so that none of them is left to run alone at the end: those of the slow
 * folders, then all others, the larger before the smaller. On a machine that has never run them Jest knows no times.
 *
 * Every test of the demonstration waits until it is loaded. The first file of all loads it; the others come after the
 * slow files that can do without.
 */
export default class LongestFirst extends Sequencer {
  /**
   * @param {readonly import('@jest/test-result').Test[]} tests - files to be run
   * @returns {import('@jest/test-result').Test[]} the same in the order in which they begin
   */
  sort(tests) {
    const known = tests.map(test => ({
      test,
      isSlow: slow.test(test.path),
      waits: usesDemonstration.test(readFileSync(test.path, 'utf8')),
      size: statSync(test.path).size,
    }))
    known.sort((one, other) => other.size - one.size || one.test.path.localeCompare(other.test.path))
    const loader = known.find(({ waits }) => waits)
    const rank = one => {
      if (one === loader) return 0
      if (one.waits) return 2
      return one.isSlow ? 1 : 3
    }
    return known.sort((one, other) => rank(one) - rank(other)).map(({ test }) => test)
  }
}
