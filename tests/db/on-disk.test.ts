import { describe, expect, it } from '@jest/globals'
import { onDisk } from '../../server/db/on-disk.ts'

/** A disk whose ways are ended by hand. */
function slowDisk(): { bring: () => Promise<void>; ways: { end(): void; fail(): void }[] } {
  const ways: { end(): void; fail(): void }[] = []
  const bring = (): Promise<void> =>
    new Promise((resolve, reject) => {
      ways.push({
        end: resolve,
        fail: () => {
          reject(Object.assign(new Error('The disk is broken.'), { code: 'EIO' }))
        },
      })
    })
  return { bring, ways }
}

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
}

describe('what is on its way to the disk', () => {
  it('needs no way when nothing was written', () => {
    const { bring, ways } = slowDisk()
    expect(onDisk(bring).reached()).toBeNull()
    expect(ways).toHaveLength(0)
  })

  it('is there only when a way has ended that began after it was written', async () => {
    const { bring, ways } = slowDisk()
    const disk = onDisk(bring)
    const heard: string[] = []
    disk.written()
    void disk.reached()?.then(() => heard.push('first'))
    await turns()
    disk.written()
    void disk.reached()?.then(() => heard.push('second'))
    await turns()
    expect([ways.length, heard]).toEqual([1, []])
    ways[0]?.end()
    await turns()
    expect([ways.length, heard]).toEqual([2, ['first']])
    ways[1]?.end()
    await turns()
    expect(heard).toEqual(['first', 'second'])
    expect(disk.reached()).toBeNull()
  })

  it('shares one way with all that was written before it began', async () => {
    const { bring, ways } = slowDisk()
    const disk = onDisk(bring)
    const heard: number[] = []
    for (let one = 0; one < 50; one += 1) {
      disk.written()
      void disk.reached()?.then(() => heard.push(one))
    }
    await turns()
    expect(ways).toHaveLength(1)
    ways[0]?.end()
    await turns()
    expect(heard).toHaveLength(50)
  })

  it('is never called safe again once the disk has failed', async () => {
    const { bring, ways } = slowDisk()
    const disk = onDisk(bring)
    disk.written()
    const first = disk.reached()
    await turns()
    ways[0]?.fail()
    await expect(first).rejects.toHaveProperty('code', 'EIO')
    disk.written()
    await expect(disk.reached()).rejects.toHaveProperty('code', 'EIO')
    await expect(disk.reached()).rejects.toHaveProperty('code', 'EIO')
    expect(ways).toHaveLength(1)
  })

  it('lets go of the file only after the way that is under way', async () => {
    const { bring, ways } = slowDisk()
    let open = true
    const disk = onDisk(bring, () => {
      open = false
    })
    disk.written()
    void disk.reached()
    await turns()
    const closed = disk.close()
    await turns()
    expect(open).toBe(true)
    ways[0]?.end()
    await closed
    expect(open).toBe(false)
  })
})
