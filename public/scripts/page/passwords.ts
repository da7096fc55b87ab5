/** Lets a person see the password that they type; it is hidden again before it is sent. */
export function enhancePasswords(): void {
  for (const group of document.querySelectorAll('[data-module="govuk-password-input"]')) {
    const input = group.querySelector<HTMLInputElement>('input')
    const button = group.querySelector<HTMLButtonElement>('.govuk-js-password-input-toggle')
    if (!input || !button) continue
    const set = (shown: boolean): void => {
      input.type = shown ? 'text' : 'password'
      button.textContent = shown ? 'Hide' : 'Show'
      button.setAttribute('aria-label', shown ? 'Hide password' : 'Show password')
    }
    button.hidden = false
    button.addEventListener('click', () => {
      set(input.type === 'password')
    })
    input.form?.addEventListener('submit', () => {
      set(false)
    })
  }
}
