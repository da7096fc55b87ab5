import { z } from 'zod'
import { normalisePostcode } from '../model/postcode.ts'
import { oneOf, optionalDate, optionalNumber, optionalText, requiredText } from '../platform/forms.ts'
import { providerKinds, siteKinds } from './site.ts'

/** How a person gives a site's position. */
export const positionWays = ['degrees', 'grid', 'postcode', 'unknown'] as const

const orNull = (text: string): string | null => (text === '' ? null : text)

const postcode = optionalText(12).transform((typed, context) => {
  if (typed === '') return null
  const found = normalisePostcode(typed)
  if (found !== null) return found
  context.addIssue({ code: 'custom', message: 'Enter a whole postcode, such as CB1 1AA, or leave it empty' })
  return z.NEVER
})

/** A site as a person types it; what is left empty is not known. */
export const siteForm = z
  .object({
    siteName: requiredText('Enter the site’s name', 150),
    reference: optionalText(80),
    siteKind: oneOf(siteKinds, 'Select what kind of site it is'),
    providerKind: oneOf(['', ...providerKinds], 'Select who runs it, or “Not known”'),
    providerName: optionalText(150).transform(orNull),
    address: optionalText(300).transform(typed => orNull(typed.replace(/\s*\n\s*/g, ', '))),
    postcode,
    phone: optionalText(40).transform(orNull),
    note: optionalText(2000).transform(orNull),
    positionWay: oneOf(positionWays, 'Select how you want to give its position'),
    latitude: optionalNumber({ label: 'Latitude', min: 49, max: 61 }),
    longitude: optionalNumber({ label: 'Longitude', min: -9, max: 3 }),
    easting: optionalNumber({ label: 'Easting', min: 0, max: 700_000 }),
    northing: optionalNumber({ label: 'Northing', min: 0, max: 1_300_000 }),
    districtCode: optionalText(20).transform(orNull),
    leaseEndsOn: optionalDate('The end of the lease'),
    contractEndsOn: optionalDate('The end of the contract'),
    sure: optionalText(10).transform(typed => typed === 'yes'),
  })
  .superRefine((form, context) => {
    const need = (field: 'latitude' | 'longitude' | 'easting' | 'northing', message: string): void => {
      if (form[field] === null) context.addIssue({ code: 'custom', path: [field], message })
    }
    if (form.positionWay === 'degrees') {
      need('latitude', 'Enter the latitude, such as 52.2053')
      need('longitude', 'Enter the longitude, such as 0.1218')
    }
    if (form.positionWay === 'grid') {
      need('easting', 'Enter the easting, such as 544500')
      need('northing', 'Enter the northing, such as 258500')
    }
    if (form.positionWay === 'postcode' && form.postcode === null) {
      context.addIssue({
        code: 'custom',
        path: ['postcode'],
        message: 'Enter the postcode that it stands in',
      })
    }
  })

/** What the form gives. */
export type SiteForm = z.infer<typeof siteForm>
