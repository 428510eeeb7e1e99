/** Calls, where a trace does not show what was refused, recorded or told. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../compile/compile';
import type { FlowDefinition } from '../../flow/definition';
import { sketch } from '../../flow/sketch';
import type { ChildEnded, SagaId } from '../input';
import { failed, ok, SagaRun } from '../testing/saga-run';
import { entriesOf, runOf } from './saga-of-sketch';
import { spec } from './spec';

const child = sketch('child: x');
const other = sketch('other: y');

/** Alone: the called sagas are played by the test. */
function caller(text: string, called: readonly FlowDefinition[] = [child]): SagaRun {
	const flows = new Map(called.map((flow) => [flow.id, { version: 1, definition: flow }]));
	const compiled = compile(sketch(text), 1, flows);
	if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join(' '));
	return SagaRun.started(compiled.flow);
}
