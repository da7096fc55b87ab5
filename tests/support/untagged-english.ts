/**
 * Runs in an open page: texts, names and the title that hold English words where the page says that they are in another
 * language. Two different ones of the commonest English words make a text English; names of places have none or one.
 */
export const untaggedEnglish = `(() => {
  const common = /^(?:the|and|of|with|from|this|that|they|have|been|what|which|would|your|you|there|about|every)$/
  const english = words => new Set((words.toLowerCase().match(/[a-z’]+/g) ?? []).filter(word => common.test(word))).size > 1
  const languageOf = element => element.closest('[lang]')?.getAttribute('lang') ?? 'en'
  const found = []
  const see = (words, element) => {
    if (languageOf(element) !== 'en' && english(words)) found.push(words.replace(/\\s+/g, ' ').trim().slice(0, 120))
  }
  see(document.title, document.querySelector('title'))
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // What people wrote stands as they wrote it.
    if (!node.parentElement.closest('script, style, code')) see(node.textContent, node.parentElement)
  }
  for (const name of ['aria-label', 'alt', 'title', 'placeholder', 'label']) {
    for (const element of document.querySelectorAll('[' + name + ']')) see(element.getAttribute(name), element)
  }
  return found
})()`
