import { driving } from './driving-profile.ts'
import type { RoadProfile } from './profile-schema.ts'
import { walking } from './walking-profile.ts'

export { roadProfileSchema, type RoadProfile } from './profile-schema.ts'

/** The profiles that a county starts with. Where each figure comes from is told in `docs/journey-times.md`. */
export const roadProfiles: Readonly<
  Record<'walking-with-a-buggy' | 'toddlers-walk' | 'driving', RoadProfile>
> = {
  'walking-with-a-buggy': walking('walking-with-a-buggy', 4),
  'toddlers-walk': walking('toddlers-walk', 3.2),
  driving: driving(),
}
