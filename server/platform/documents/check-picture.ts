const afterEnd =
  'has something after the end of the picture, so it was refused. Open it in a picture program and save it again.'
const damaged = 'is damaged: the picture does not end where it should. Save it again.'

/**
 * Whether a picture is a picture and nothing more.
 *
 * @param mediaType - what its first bytes say
 * @param bytes - the whole file
 * @returns why it is refused, to follow its name; null when it is well
 */
export function checkPicture(
  mediaType: 'image/png' | 'image/jpeg' | 'image/webp',
  bytes: Buffer,
): string | null {
  switch (mediaType) {
    case 'image/png':
      return endOf(pngEnd(bytes), bytes)
    case 'image/webp':
      return endOf(bytes.length < 12 ? null : bytes.readUInt32LE(4) + 8, bytes)
    case 'image/jpeg':
      return bytes.subarray(-2).equals(Buffer.from([0xff, 0xd9])) ? null : afterEnd
  }
}

function endOf(end: number | null, bytes: Buffer): string | null {
  if (end === null || end > bytes.length + 1) return damaged
  // A part of an odd length is followed by one empty byte.
  return bytes.length > end + 1 ? afterEnd : null
}

function pngEnd(bytes: Buffer): number | null {
  let at = 8
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at)
    const kind = bytes.toString('latin1', at + 4, at + 8)
    at += 12 + length
    if (kind === 'IEND') return at
  }
  return null
}
