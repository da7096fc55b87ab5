import type { Speaker } from '../platform/speaker.ts'

/**
 * What a letter ends with when a machine translated some of it, as pages say it at their top.
 *
 * @param speaker - who spoke all other words of the letter to the reader
 * @returns a line; none when nothing was translated by a machine
 */
export function machineNote(speaker: Speaker): readonly string[] {
  return speaker.usedMachine()
    ? [speaker.plain('A machine translated parts of this letter. Nobody has checked them yet.')]
    : []
}
