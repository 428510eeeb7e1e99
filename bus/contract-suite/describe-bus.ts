/**
 * The contract of the port, run over each bus. What one promises and the other does not is a defect of this suite.
 */
import { describe } from 'vitest';
import { Bench, type BusUnderTest } from './bus-under-test';
import { deliveringSpecs } from './delivering.spec-set';
import { producingSpecs } from './producing.spec-set';
import { sharingSpecs } from './sharing.spec-set';

export function describeBus(name: string, under: () => BusUnderTest): void {
	describe(`the bus on ${name}`, { timeout: 90_000 }, () => {
		const bench = new Bench(under);
		describe('sending', () => producingSpecs(bench));
		describe('delivering', () => deliveringSpecs(bench));
		describe('groups', () => sharingSpecs(bench));
	});
}
