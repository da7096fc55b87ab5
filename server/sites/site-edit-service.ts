import { recordAction, type Actor } from '../accounts/index.ts'
import { findPostcode, fromNationalGrid, type Position } from '../county/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { FieldError } from '../platform/forms.ts'
import { newId } from '../platform/ids.ts'
import { siteLocator } from './locate-service.ts'
import type { SiteForm } from './site-forms.ts'
import { addSite, siteWithReference, type SiteDetails } from './site-repository.ts'
import type { PositionSource, Site } from './site.ts'

/** What came of checking a site's form against the county and the register. */
export type Checked =
  | { readonly ok: true; readonly details: SiteDetails }
  | {
      readonly ok: false
      readonly errors: readonly FieldError[]
      /** The only thing in the way is a warning, which the person may confirm. */
      readonly mayConfirm: boolean
    }

/**
 * Checks what was typed of a site against the county's boundaries and the register's references.
 *
 * @param db - the database
 * @param countyId - the county
 * @param form - what was typed
 * @param before - the site as it stands; null for a new one
 * @returns the details to store, or the mistakes; a position in another district, or outside the county, is stored
 * only when the person has said that it is right
 */
export async function checkSite(
  db: Db,
  countyId: string,
  form: SiteForm,
  before: Site | null,
): Promise<Checked> {
  const reference = form.reference || before?.reference || `site-${newId().slice(0, 8)}`
  const other = await siteWithReference(db, countyId, reference)
  if (other !== null && other !== before?.id) {
    return failed({ field: 'reference', message: 'Another site has this reference. Each must be different' })
  }
  const placed = await positionOf(db, countyId, form, before)
  if ('message' in placed) return failed(placed)
  const details = {
    reference,
    name: form.siteName,
    kind: form.siteKind,
    providerKind: form.providerKind === '' ? null : form.providerKind,
    providerName: form.providerName,
    address: form.address,
    postcode: form.postcode,
    leaseEndsOn: form.leaseEndsOn,
    contractEndsOn: form.contractEndsOn,
    phone: form.phone,
    note: form.note,
    ...placed,
  }
  const chosen = form.districtCode === 'beyond' ? null : form.districtCode
  const saysBeyond = form.districtCode === 'beyond'
  if (placed.position === null) {
    return {
      ok: true,
      details: { ...details, districtCode: chosen, neighbourhoodCode: null, beyondCounty: saysBeyond },
    }
  }
  const located = await (await siteLocator(db, countyId))(placed.position)
  const warning = warningOf(form, located)
  if (warning !== null && !form.sure) {
    return { ok: false, errors: [{ field: 'districtCode', message: warning }], mayConfirm: true }
  }
  const given = form.districtCode !== null
  return {
    ok: true,
    details: {
      ...details,
      ...located,
      ...(given ? { districtCode: chosen, beyondCounty: saysBeyond } : {}),
      neighbourhoodCode: given && saysBeyond ? null : located.neighbourhoodCode,
    },
  }
}

function failed(error: FieldError): Checked {
  return { ok: false, errors: [error], mayConfirm: false }
}

function warningOf(
  form: SiteForm,
  located: { readonly districtCode: string | null; readonly beyondCounty: boolean },
): string | null {
  const given = form.districtCode
  if (located.beyondCounty) {
    return given === 'beyond'
      ? null
      : 'The position lies outside the county. Check it, or confirm below that families use this site over the boundary'
  }
  if (given === null || located.districtCode === null || given === located.districtCode) return null
  return given === 'beyond'
    ? 'The position lies inside the county, but you have chosen “Beyond the county”. Check both, or confirm below'
    : 'The position lies in another district than the one you have chosen. Check both, or confirm below'
}

async function positionOf(
  db: Db,
  countyId: string,
  form: SiteForm,
  before: Site | null,
): Promise<
  { readonly position: Position | null; readonly positionSource: PositionSource | null } | FieldError
> {
  if (form.positionWay === 'degrees' && form.longitude !== null && form.latitude !== null) {
    const position: Position = [form.longitude, form.latitude]
    // The form shows five decimals, about a metre: what was not changed keeps its exact place and its source.
    const kept = before?.position?.every((value, at) => value.toFixed(5) === position[at]?.toFixed(5))
    return kept === true && before !== null
      ? { position: before.position, positionSource: before.positionSource }
      : { position, positionSource: 'measured' }
  }
  if (form.positionWay === 'grid' && form.easting !== null && form.northing !== null) {
    const [lon, lat] = fromNationalGrid(form.easting, form.northing)
    if (!(lon >= -9 && lon <= 3 && lat >= 49 && lat <= 61)) {
      return {
        field: 'easting',
        message: 'This easting and northing lie outside Great Britain. Have they changed places?',
      }
    }
    return { position: [lon, lat], positionSource: 'measured' }
  }
  if (form.positionWay === 'postcode' && form.postcode !== null) {
    const found = await findPostcode(db, countyId, form.postcode)
    if (found === null) {
      return {
        field: 'postcode',
        message:
          'We don’t have this postcode among the county’s. Check it, or give the position in another way',
      }
    }
    return { position: found.position, positionSource: 'postcode' }
  }
  return { position: null, positionSource: null }
}

/**
 * Adds a site to the register.
 *
 * @param db - the database
 * @param countyId - the county
 * @param details - the checked details
 * @param by - who adds it, and the moment
 * @returns the new site's id
 */
export function addToRegister(
  db: Db,
  countyId: string,
  details: SiteDetails,
  by: { readonly actor: Actor; readonly at: Date },
): Promise<string> {
  return inTransaction(db, async tx => {
    const id = await addSite(tx, countyId, details, { name: by.actor.name, at: by.at })
    await recordAction(tx, by.actor, {
      action: 'site.added',
      subject: id,
      summary: `Added ${details.name} to the register of sites`,
      at: by.at,
    })
    return id
  })
}
