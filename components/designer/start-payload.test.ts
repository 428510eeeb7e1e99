import { describe, expect, it } from 'vitest';
import { createFlow } from '@/saga/flow/edits/create-flow';
import { newStep } from '@/saga/flow/edits/new-node';
import { addNode, setStart } from '@/saga/flow/edits/nodes';
import type { StartField } from '@/saga/flow/nodes/start';
import {
	failableSteps,
	failingCommand,
	hasDemoSwitch,
	payloadProblems,
	readPayload,
	samplePayloadText,
	telling,
	withFailing,
} from './start-payload';

const fields: StartField[] = [
	{ name: 'trip', type: 'object', required: true, sample: { id: 'T-1' } },
	{ name: 'nights', type: 'number', required: false, sample: 3 },
	{ name: 'demo', type: 'object', required: false, sample: {} },
];
const start = setStart(createFlow({ id: 'trip', name: 'Trip' }), 'start', { fields });
const flow = ['reserve-hotel', 'charge-card'].reduce(
	(now, command) => addNode(now, newStep(now, { command }), { x: 0, y: 0 }),
	start,
);

describe('start payload', () => {
	it('begins with the samples', () => {
		expect(JSON.parse(samplePayloadText(flow))).toEqual({ trip: { id: 'T-1' }, nights: 3, demo: {} });
	});

	it('says what the start would refuse, field by field', () => {
		expect([...payloadProblems(flow, { nights: 'three' })]).toEqual([
			['trip', 'This field is required.'],
			['nights', 'This has to be a number.'],
		]);
		expect(payloadProblems(flow, { trip: {} }).size).toBe(0);
	});

	it('refuses what is no JSON object, and forbidden keys', () => {
		expect(readPayload('{').ok).toBe(false);
		expect(readPayload('[1]').ok).toBe(false);
		expect(readPayload('{"__proto__": 1}').ok).toBe(false);
	});

	it('names the failing step by its command and keeps what else the demo field holds', () => {
		const payload = withFailing({ demo: { slow: true } }, 'charge-card');
		expect(payload).toEqual({ demo: { slow: true, fail: 'charge-card' } });
		expect(failingCommand(payload)).toBe('charge-card');
		expect(failingCommand(withFailing(payload, null))).toBeNull();
	});

	it('offers the switch only where the flow has a field for it', () => {
		expect(hasDemoSwitch(flow)).toBe(true);
		expect(hasDemoSwitch(createFlow({ id: 'x', name: 'X' }))).toBe(false);
		expect(failableSteps(flow).map((step) => step.name)).toEqual(['Reserve hotel', 'Charge card']);
		expect(telling(flow)).toBe('charge-card');
	});
});
