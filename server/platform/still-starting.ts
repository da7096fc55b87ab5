import type { RequestListener } from 'node:http'
import { languageOf } from './languages.ts'
import { escapeHtml } from './said.ts'
import { speakerIn, type Speaker } from './speaker.ts'

/** The first language of a browser's wishes that pages are written in. */
function speakerFor(wishes: string | undefined): Speaker {
  const codes = (wishes ?? '').split(',').map(wish => wish.split(';')[0]?.trim() ?? '')
  return speakerIn(codes.map(code => languageOf(code)?.code).find(code => code !== undefined) ?? 'en')
}

/**
 * Answers whoever comes before everything is ready, in the language that their browser asks for: a page that was asked
 * for comes by itself a little later; what was sent has to be sent again, and stays with the browser for that.
 *
 * @param request - any request
 * @param response - says 503, and when to come again
 */
export const stillStarting: RequestListener = (request, response) => {
  const { language, direction, plain } = speakerFor(request.headers['accept-language'])
  const asks = request.method === 'GET' || request.method === 'HEAD'
  const heading = escapeHtml(plain('Back in a moment'))
  const words = asks
    ? plain('This site is being started again. The page comes by itself in a few seconds.')
    : plain(
        'This site is being started again, and what you sent has not arrived. Wait a few seconds, go back, and send it again.',
      )
  const page = `<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${asks ? '<meta http-equiv="refresh" content="5">\n' : ''}<title>${heading}</title>
</head>
<body>
<main>
<h1>${heading}</h1>
<p>${escapeHtml(words)}</p>
</main>
</body>
</html>
`
  response.writeHead(503, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'retry-after': '5',
  })
  response.end(page)
}
