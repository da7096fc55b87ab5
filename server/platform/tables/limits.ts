/** The largest file that is taken in: 100 MB. */
export const maximumFileBytes = 100_000_000

/** What a zip file may unpack to, whatever its size: 1.5 GB, enough for a workbook of all England. */
export const maximumUnpackedBytes = 1_500_000_000

/** How many times its packed size a part of a zip file may unpack to. Published tables shrink to a tenth or so. */
export const maximumUnpackedRatio = 200

/** How many parts a zip file may have. */
export const maximumArchiveEntries = 2000

/** The longest row of a table, in characters. */
export const maximumRowLength = 2_000_000

/** The longest single shape of a boundary file, in characters. */
export const maximumFeatureLength = 30_000_000
