/** A field in which somebody answers. */
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** Values of fields by their names. */
export type Values = Readonly<Record<string, readonly string[]>>

/**
 * Fields in which somebody answers.
 *
 * @param root - a form, or a part of it
 * @returns the fields in the order of the page
 */
export function fieldsIn(root: ParentNode): Field[] {
  return [...root.querySelectorAll<Field>('input, textarea, select')].filter(
    field =>
      field.name !== '' &&
      !['hidden', 'file', 'submit', 'button', 'password'].includes(field.type) &&
      field.closest('[aria-hidden="true"]') === null,
  )
}

const isChoice = (field: Field): field is HTMLInputElement =>
  field.type === 'radio' || field.type === 'checkbox'

/**
 * What is typed and chosen now.
 *
 * @param root - a form, or a part of it
 * @param leaveOut - fields that are not looked at
 * @returns values of the fields that have one
 */
export function valuesIn(root: ParentNode, leaveOut: (field: Field) => boolean = () => false): Values {
  const values: Record<string, string[]> = {}
  for (const field of fieldsIn(root)) {
    if (leaveOut(field) || (isChoice(field) && !field.checked)) continue
    if (field.value.trim() === '') continue
    ;(values[field.name] ??= []).push(field.value)
  }
  return values
}

/**
 * What the server wrote into the page, whatever the browser put back or a person typed since.
 *
 * @param root - a form, or a part of it
 * @param leaveOut - fields that are not looked at
 * @returns values of the fields that have one
 */
export function servedIn(root: ParentNode, leaveOut: (field: Field) => boolean = () => false): Values {
  const values: Record<string, string[]> = {}
  for (const field of fieldsIn(root)) {
    if (leaveOut(field) || (isChoice(field) && !field.defaultChecked)) continue
    const value = servedValue(field)
    if (value.trim() === '') continue
    ;(values[field.name] ??= []).push(value)
  }
  return values
}

function servedValue(field: Field): string {
  if (field instanceof HTMLSelectElement)
    return ([...field.options].find(option => option.defaultSelected) ?? field.options[0])?.value ?? ''
  return isChoice(field) ? field.value : field.defaultValue
}

/**
 * Puts values back into a form.
 *
 * @param root - a form, or a part of it
 * @param values - from `valuesIn`; fields without one are emptied
 */
export function fillIn(root: ParentNode, values: Values): void {
  const used = new Map<string, number>()
  for (const field of fieldsIn(root)) {
    const given = values[field.name] ?? []
    if (isChoice(field)) {
      field.checked = given.includes(field.value)
    } else {
      const at = used.get(field.name) ?? 0
      used.set(field.name, at + 1)
      field.value = given[at] ?? ''
    }
    // What depends on a choice is shown with it; characters are counted again.
    field.dispatchEvent(new Event(isChoice(field) ? 'change' : 'input', { bubbles: true }))
  }
}

/**
 * One text for what a form holds, the same however lines end.
 *
 * @param values - from `valuesIn`
 * @returns JSON
 */
export function printOf(values: Values): string {
  const plain = Object.entries(values)
    .map(([name, given]) => [name, given.map(value => value.replace(/\r\n?/g, '\n').trim())])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  return JSON.stringify(plain)
}
