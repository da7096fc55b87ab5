import { readdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'

/** Milliseconds for which a file is served on after a newer one has taken its place. */
const servedOnFor = 2 * 86_400_000

/** The file of each name, and its packed copy. */
const filesOf = names => Object.values(names).flatMap(name => [name, `${name}.br`])

/**
 * Removes files that were replaced more than two days ago. A page that was opened before a release, or a server that was started
 * before it, asks for the names that it knows: the days are counted from the release that replaced a file, however
 * long ago it was made.
 * @param {string} folder - Where the built files are.
 * @param {Record<string, string>} before - Names of the release before, and their files.
 * @param {Record<string, string>} now - Names of this release, and their files.
 * @param {Date} at - The moment.
 */
export async function removeReplaced(folder, before, now, at) {
  const current = new Set(['manifest.json', ...filesOf(now)])
  const replaced = filesOf(before).filter(name => !current.has(name))
  // One that is missing was never packed, or was taken away by hand.
  await Promise.all(replaced.map(name => utimes(join(folder, name), at, at).catch(() => undefined)))
  for (const name of await readdir(folder)) {
    const file = join(folder, name)
    const days = at.getTime() - (await stat(file)).mtimeMs
    if (days > servedOnFor && !current.has(name)) await rm(file, { recursive: true, force: true })
  }
}
