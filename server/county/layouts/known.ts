import { recogniseCensus } from './census.ts'
import { recogniseDeprivation } from './deprivation.ts'
import { recogniseCentroids, recogniseLookup, recogniseRuralUrban } from './geography.ts'
import type { Recogniser } from './layout.ts'
import { recognisePopulation } from './population.ts'
import { recogniseCodePointOpen, recognisePostcodeDirectory } from './postcodes.ts'
import { recogniseCentres, recogniseGpPractices, recogniseLibraries, recogniseSchools } from './sites.ts'

/** Every table layout, the more particular before the more general. A new layout is a line here. */
export const recognisers: readonly Recogniser[] = [
  recogniseLookup,
  recogniseDeprivation,
  recognisePopulation,
  recogniseCensus,
  recogniseRuralUrban,
  recognisePostcodeDirectory,
  recogniseCentres,
  recogniseSchools,
  recogniseGpPractices,
  recogniseLibraries,
  recogniseCentroids,
  recogniseCodePointOpen,
]

/** What can be loaded, for the sentence about a file that was not recognised. */
export const expected =
  'population by single year of age, Indices of Deprivation (File 7), a Census 2021 table by LSOA, the lookup between ' +
  'LSOAs of 2011 and 2021, population-weighted centroids, the rural-urban classification, postcodes (ONSPD, NSPL or ' +
  'Code-Point Open), boundaries (GeoJSON) of LSOAs or districts, or a list of children’s centres, schools, libraries ' +
  'or GP practices'
