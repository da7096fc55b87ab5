// The one way to fast-check. Its examples are the same in every run, so that a change is refused for what it does and
// never by chance; PROPERTY_SEED=… tries others (any whole number), as one should now and then.
import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20_261_122) })

export default fc
