/** All that is looked for in a move. A new kind of finding is a detector, a line here and a title in finding-kinds. */
import { sharedVariable, waitsCompete } from './competition-findings';
import { failsAfterPivot, pivotCalled, undoAfterPivot } from './pivot-findings';
import type { Detector, Found, PlayedMove } from './played-move';
import { cutOff, deadlocks, expressions, multipleRuns } from './token-findings';
import { compensationMissing, compensationNeedsReply, gaps, leftUndone, standing, stuck } from './undo-findings';

const detectors: readonly Detector[] = [
	deadlocks,
	multipleRuns,
	cutOff,
	expressions,
	compensationMissing,
	compensationNeedsReply,
	leftUndone,
	standing,
	gaps,
	failsAfterPivot,
	pivotCalled,
	undoAfterPivot,
	waitsCompete,
	sharedVariable,
	stuck,
];

export function detect(move: PlayedMove): readonly Found[] {
	return move.happened.flatMap((happened) => detectors.flatMap((detector) => detector(happened, move)));
}
