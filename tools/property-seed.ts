/**
 * The seed of every property in a test run: always the same, so that a run says something about the change and not about
 * chance. `PROPERTY_SEED` gives another one; `npm run properties` looks for what no test has met.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20_261_125) });
