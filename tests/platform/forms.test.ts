import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import {
  emailAddress,
  joinDates,
  oneOf,
  optionalDate,
  optionalNumber,
  readForm,
  requiredText,
  severalOf,
  timeOfDay,
  wholeNumber,
} from '../../server/platform/forms.ts'

const site = z.object({
  name: requiredText("Enter the site's name", 20),
  kind: oneOf(['library', 'school'], 'Select a kind of site'),
  desks: optionalNumber({ label: 'Desks', min: 0, whole: true }),
  places: wholeNumber({ label: 'Places', min: 1 }),
  ends: optionalDate("The lease's end"),
  opens: timeOfDay('Opening'),
  days: severalOf(['1', '2', '3']),
})

const good = {
  name: ' A school ',
  kind: 'school',
  desks: '',
  places: '1,200',
  ends: '',
  opens: '9.30am',
  days: ['3', '1'],
}

describe('a form', () => {
  it('reads what people type', () => {
    expect(readForm(site, good)).toEqual({
      ok: true,
      value: {
        name: 'A school',
        kind: 'school',
        desks: null,
        places: 1200,
        ends: null,
        opens: '09:30',
        days: ['1', '3'],
      },
    })
  })

  it('has a sentence of ours for what a forged form leaves out or alters', () => {
    const forged = z.object({
      id: z.string().min(3),
      way: z.enum(['in', 'out']),
      name: requiredText('Enter a name'),
    })
    for (const body of [{}, { id: 'a', way: 'up' }, { id: ['a', 'b'], way: [] }, [], 'text', null]) {
      const read = readForm(forged, body)
      const said = read.ok ? [] : read.errors.map(error => error.message)
      expect(said.length).toBeGreaterThan(0)
      for (const sentence of said)
        expect(sentence).toMatch(/^(?:A part of this form was missing|Enter a name$)/)
    }
  })

  it('keeps what was typed beside each mistake', () => {
    const read = readForm(site, { ...good, name: ' ', kind: 'castle', places: 'many' })
    expect(read).toEqual({
      ok: false,
      errors: [
        { field: 'name', message: "Enter the site's name" },
        { field: 'kind', message: 'Select a kind of site' },
        {
          field: 'places',
          message: 'Places must be a number',
          sentence: '{{label}} must be a number',
          values: { label: 'Places' },
        },
      ],
      typed: expect.objectContaining({ name: ' ', kind: 'castle', places: 'many' }),
    })
  })

  it('takes nothing for granted about the shape of what is sent', () => {
    for (const body of [undefined, null, 'text', 7, [], { name: { toString: 'x' } }, { name: ['A', 'B'] }]) {
      expect(readForm(site, body).ok).toBe(false)
    }
  })

  it('drops controls that could hide or turn round text, and keeps line breaks', () => {
    const read = readForm(z.object({ name: requiredText('Enter a name', 50) }), {
      name: 'a\u202Eb\u0000\r\nc',
    })
    expect(read).toEqual({ ok: true, value: { name: 'ab\nc' } })
  })

  it('joins a date from three boxes, and refuses one that does not exist', () => {
    const ends = z.object({ ends: optionalDate("The lease's end") })
    const typed = (day: string, month: string, year: string): unknown =>
      joinDates({ 'ends-day': day, 'ends-month': month, 'ends-year': year }, 'ends')
    expect(readForm(ends, typed('1', '2', '2028'))).toEqual({ ok: true, value: { ends: '2028-02-01' } })
    expect(readForm(ends, typed('', '', ''))).toEqual({ ok: true, value: { ends: null } })
    for (const wrong of [
      typed('31', '2', '2028'),
      typed('1', '', '2028'),
      typed('x', '1', '2028'),
      typed('1', '1', '28'),
    ]) {
      expect(readForm(ends, wrong)).toMatchObject({
        ok: false,
        errors: [{ field: 'ends', message: "The lease's end must be a real date, such as 27 3 2026" }],
      })
    }
  })

  it('reads times and addresses, and refuses what only looks like them', () => {
    const times = z.object({ at: timeOfDay('The time') })
    expect(readForm(times, { at: '12am' })).toEqual({ ok: true, value: { at: '00:00' } })
    expect(readForm(times, { at: '2pm' })).toEqual({ ok: true, value: { at: '14:00' } })
    expect(readForm(times, { at: '12 noon' })).toEqual({ ok: true, value: { at: '12:00' } })
    expect(readForm(times, { at: '25:00' }).ok).toBe(false)
    const address = z.object({ to: emailAddress() })
    expect(readForm(address, { to: 'Name@Example.ORG' })).toEqual({
      ok: true,
      value: { to: 'name@example.org' },
    })
    for (const to of ['name', 'a@b', 'a b@c.org', '<a@b.org>'])
      expect(readForm(address, { to }).ok).toBe(false)
  })
})
