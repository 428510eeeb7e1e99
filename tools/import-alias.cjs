/**
 * `@/…` is the folder that is judged, said once more for dependency-cruiser: it reads aliases from tsconfig.json
 * through TypeScript's JavaScript API, which the native compiler does not have.
 */
module.exports = { resolve: { alias: { '@': process.cwd() } } };
