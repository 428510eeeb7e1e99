/** The rules in force. A new rule is a file in rules/, a line here, a test and a page in docs/rules. */
import type { Rule } from './rule';
import { afterPivot } from './rules/after-pivot';
import { approvalQuestion } from './rules/approval-question';
import { caughtTwice } from './rules/caught-twice';
import { compensationMissing } from './rules/compensation-missing';
import { compensationNeedsReply } from './rules/compensation-needs-reply';
import { deadNode } from './rules/dead-node';
import { deadlock } from './rules/deadlock';
import { decisionComplete } from './rules/decision-complete';
import { defaultNeverTaken } from './rules/default-never-taken';
import { endReachable } from './rules/end-reachable';
import { expression } from './rules/expression';
import { forEachAbandons } from './rules/for-each-abandons';
import { implicitSplit } from './rules/implicit-split';
import { importError } from './rules/import-error';
import { interruptedStep } from './rules/interrupted-step';
import { interruptedWorkStands } from './rules/interrupted-work-stands';
import { multipleRuns } from './rules/multiple-runs';
import { namesUnique } from './rules/names-unique';
import { neverThrown } from './rules/never-thrown';
import { pivotAlone } from './rules/pivot-alone';
import { sharedVariable } from './rules/shared-variable';
import { terminateCutsOff } from './rules/terminate-cuts-off';
import { unboundedTokens } from './rules/unbounded-tokens';
import { undoAfterPivot } from './rules/undo-after-pivot';
import { undoBesideTokens } from './rules/undo-beside-tokens';
import { unknownVariable } from './rules/unknown-variable';
import { uselessGateway } from './rules/useless-gateway';
import { variableNames } from './rules/variable-names';
import { waitsCompete } from './rules/waits-compete';

export const rules: readonly Rule[] = [
	importError,
	endReachable,
	deadNode,
	decisionComplete,
	defaultNeverTaken,
	deadlock,
	unboundedTokens,
	multipleRuns,
	compensationMissing,
	compensationNeedsReply,
	pivotAlone,
	afterPivot,
	undoAfterPivot,
	undoBesideTokens,
	terminateCutsOff,
	interruptedStep,
	interruptedWorkStands,
	forEachAbandons,
	expression,
	unknownVariable,
	sharedVariable,
	variableNames,
	waitsCompete,
	neverThrown,
	caughtTwice,
	approvalQuestion,
	namesUnique,
	uselessGateway,
	implicitSplit,
];
