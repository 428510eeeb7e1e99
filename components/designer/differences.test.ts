import { expect, it } from 'vitest';
import { createFlow } from '@/saga/flow/edits/create-flow';
import { connect } from '@/saga/flow/edits/edges';
import { renameFlow } from '@/saga/flow/edits/flow-settings';
import { moveNodes } from '@/saga/flow/edits/layout';
import { newStep } from '@/saga/flow/edits/new-node';
import { addNode, renameNode } from '@/saga/flow/edits/nodes';
import { differences } from './differences';

const base = createFlow({ id: 'trip', name: 'Trip' });
const at = { x: 0, y: 0 };

it('says what stands only in one of them and what both changed', () => {
	const mine = renameNode(addNode(base, newStep(base, { name: 'Charge' }), at), 'end', 'Done');
	const theirs = renameFlow(addNode(base, newStep(base, { name: 'Ship' }), at), 'Journey');
	expect(differences(mine, theirs)).toEqual([
		'Named “Trip” in yours, “Journey” in theirs',
		'Only in yours: Charge',
		'Only in theirs: Ship',
		'Not the same in both: Done',
	]);
});

it('tells changed connections and mere positions apart', () => {
	expect(differences(connect(base, 'start', 'end'), base)).toEqual(['The connections differ']);
	expect(differences(moveNodes(base, { end: { x: 1, y: 1 } }), base)).toEqual([
		'Only the positions on the canvas differ.',
	]);
	expect(differences(base, base)).toEqual(['They say the same.']);
});
