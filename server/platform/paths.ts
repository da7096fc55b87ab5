import path from 'node:path'

/** Whether this process runs from the TypeScript sources (tests, `npm run dev`) rather than from the build in `dist/`. */
export const fromSource = path.extname(import.meta.filename) === '.ts'

/** Absolute path of the project's root: where `package.json`, `views/` and `public/` are. */
export const projectRoot = path.resolve(import.meta.dirname, fromSource ? '../..' : '../../..')
