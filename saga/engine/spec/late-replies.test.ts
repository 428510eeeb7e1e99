import { describe } from 'vitest';
import { newCompensation } from '../../flow/edits/new-node';
import { setCompensation } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('late replies', () => {
	const flow = withReplyInUndo(sketch('a → b[once]'));
	const unknown = `start
		reply a ok
		wait PT1M → undo b, compensating`;

	spec(
		'R-19 a success of a run with unknown outcome goes into its undo, when that is tried again',
		flow,
		`${unknown}
		late reply b ok {"id": 7} → wait
		undo-reply b unavailable  → wait
		wait PT1S                 → undo b@2 {"id": 7}
		undo-reply b ok           → undo a
	`,
	);

	spec(
		'R-19 nothing is sent because of it',
		flow,
		`${unknown}
		late reply b ok {"id": 7} → wait
		undo-reply b ok           → undo a
	`,
	);

	spec(
		'R-20 once the undo is confirmed, it is only recorded',
		flow,
		`${unknown}
		undo-reply b ok           → undo a
		late reply b ok {"id": 7} → ignored late
		undo-reply a ok           → compensated
		late reply b ok {"id": 7} → ignored late
	`,
	);

	spec(
		'R-23 a failure of a run with unknown outcome changes nothing: the undo runs',
		flow,
		`${unknown}
		late reply b failed NO   → ignored late
		late reply b unavailable → ignored late
		undo-reply b ok          → undo a
	`,
	);

	spec(
		'R-21 a success of a run that had failed is a contradiction, also after the end',
		flow,
		`
		start             → send a
		reply a failed NO → compensated
		late reply a ok   → incident contradiction a
	`,
	);

	spec(
		'R-22 so is a failure from an attempt that is not older than the one that completed',
		flow,
		`
		start                  → send a
		wait PT1M              → send a@2
		reply a@1 ok           → send b
		late reply a@2 failed NO → incident contradiction a
		reply b ok             → completed
	`,
	);

	spec(
		'R-23 but not from an older one, whose failure was true when it was said',
		flow,
		`
		start                  → send a
		wait PT1M              → send a@2
		reply a@2 ok           → send b
		late reply a@1 failed NO → ignored late
		late reply a@1 unavailable → ignored late
	`,
	);

	spec(
		'R-23 an answer to an undo that is confirmed is ignored',
		sketch('a → b'),
		`
		start
		reply a ok
		reply b failed NO               → undo a, compensating
		undo-reply a ok                 → compensated
		late undo-reply a failed BROKEN → ignored late
	`,
	);

	function withReplyInUndo(bare: ReturnType<typeof sketch>) {
		const compensation = { ...newCompensation('undo-b'), input: [{ target: 'id', expression: 'output.id' }] };
		return setCompensation(bare, 'b', compensation);
	}
});
