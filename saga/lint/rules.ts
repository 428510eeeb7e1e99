/** The rules in force. A new rule is a file in rules/, a line here, a test and a page in docs/rules. */
import type { Rule } from './rule';
import { afterPivot } from './rules/after-pivot';
import { compensationMissing } from './rules/compensation-missing';
import { compensationNeedsReply } from './rules/compensation-needs-reply';
import { deadNode } from './rules/dead-node';
import { deadlock } from './rules/deadlock';
import { decisionComplete } from './rules/decision-complete';
import { endReachable } from './rules/end-reachable';
import { expression } from './rules/expression';
import { implicitSplit } from './rules/implicit-split';
import { multipleRuns } from './rules/multiple-runs';
import { namesUnique } from './rules/names-unique';
import { pivotAlone } from './rules/pivot-alone';
import { sharedVariable } from './rules/shared-variable';
import { unboundedTokens } from './rules/unbounded-tokens';
import { unknownVariable } from './rules/unknown-variable';
import { uselessGateway } from './rules/useless-gateway';
import { variableNames } from './rules/variable-names';

export const rules: readonly Rule[] = [
	endReachable,
	deadNode,
	decisionComplete,
	deadlock,
	unboundedTokens,
	multipleRuns,
	compensationMissing,
	compensationNeedsReply,
	pivotAlone,
	afterPivot,
	expression,
	unknownVariable,
	sharedVariable,
	variableNames,
	namesUnique,
	uselessGateway,
	implicitSplit,
];
