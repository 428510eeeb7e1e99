/** What every activity has beside its kind: whatever can be undone, and be done once per element. */
import { compensationSchema } from './compensation';
import { forEachSchema } from './for-each';
import { nodeBaseShape } from './node-base';

export const activityShape = {
	...nodeBaseShape,
	/** Null: not said yet, which lint reports where an undo is needed. */
	compensation: compensationSchema.nullable(),
	forEach: forEachSchema.exactOptional(),
};
