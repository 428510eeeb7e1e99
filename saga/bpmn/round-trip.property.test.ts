import fc from 'fast-check';
import { expect, it } from 'vitest';
import { flowDefinitionSchema } from '../flow/definition';
import { exportBpmn } from './export-bpmn';
import { importBpmn } from './import-bpmn';
import { randomFlow } from './testing/random-flow';

it('an export is imported as the same flow, whatever the flow', async () => {
	await fc.assert(
		fc.asyncProperty(randomFlow, async (flow) => {
			const definition = flowDefinitionSchema.parse(JSON.parse(JSON.stringify(flow)));
			const result = await importBpmn(exportBpmn(definition));
			if (!result.ok) throw new Error(JSON.stringify(result.refusal));
			const again = result.flows[0]?.definition;
			const { kept: _, ...read } = again ?? definition;
			const { kept: __, ...given } = definition;
			expect(read).toEqual(given);
			expect(again?.kept.filter((record) => (record as { kind: string }).kind !== 'mark')).toEqual([]);
		}),
		{ numRuns: Number(process.env.PROPERTY_CASES ?? 100), endOnFailure: true },
	);
});
