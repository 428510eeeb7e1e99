/** The flows whose exploration is measured: 12 steps with every common shape, and 30 steps with three forks. */
import type { FlowDefinition } from '@/saga/flow/definition';
import { sketch } from '@/saga/flow/sketch';

export function twelveSteps(): FlowDefinition {
	return sketch(
		'twelve: a → fork(b → c, d → e) → choose(x > 1: f → g, h) → race(paid key: i, timer PT1H: j) → k<error: l> → p[pivot]',
		{ x: 1, key: 'k-1' },
	);
}

/** Three forks of three branches, with three steps in each, and steps between them. */
export function thirtySteps(): FlowDefinition {
	const fork = (name: string) =>
		`fork(${name}1 → ${name}2 → ${name}3, ${name}4 → ${name}5 → ${name}6, ${name}7 → ${name}8 → ${name}9)`;
	return sketch(`thirty: ${fork('x')} → s1 → ${fork('y')} → s2 → ${fork('z')} → s3`);
}
