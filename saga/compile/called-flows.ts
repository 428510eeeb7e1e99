/** The flows that can be called, by id, as they are when the caller is deployed: a call stays bound to that version. */
import { z } from 'zod';

const boundCallsSchema = z.record(z.string(), z.object({ version: z.int().min(1), hasPivot: z.boolean() }));

export type CalledFlows = ReadonlyMap<
	string,
	{
		readonly version: number;
		/** Then the call counts as a pivot, unless it has a compensation of its own. */
		readonly hasPivot: boolean;
	}
>;

/** As stored with a version: what its calls were bound to when it was deployed. Throws where it is no such text. */
export function boundCalls(stored: unknown): CalledFlows {
	return new Map(Object.entries(boundCallsSchema.parse(stored)));
}
