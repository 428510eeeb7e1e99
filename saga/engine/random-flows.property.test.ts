/**
 * What must hold for every flow, every kind of node and every order of events: random sound flows with called flows,
 * participants that keep the contract, messages late, doubled and out of order, operators who tell the truth. A failing
 * case prints its seed; run it again with PROPERTY_SEED. `npm run properties` runs many more.
 */
import { expect, it } from 'vitest';
import { checkConfluence, checkRandomFlows } from './testing/check-random-flows';

const seed = Number(process.env.PROPERTY_SEED ?? 20_261_125);
const cases = Number(process.env.PROPERTY_CASES ?? 200);

it(`every saga of every flow ends, and its end tells the truth (${cases} cases, seed ${seed})`, () => {
	const failure = checkRandomFlows(seed, cases);
	expect(failure).toBeNull();
}, 60_000);

it(`no order of messages changes how a saga ends (${cases} cases, seed ${seed})`, () => {
	const failure = checkConfluence(seed, cases);
	expect(failure).toBeNull();
}, 60_000);
