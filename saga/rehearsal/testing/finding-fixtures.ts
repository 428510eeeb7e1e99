/** For each kind of finding a flow that has it, and one as near to it as possible that has not. */
import type { FlowDefinition } from '../../flow/definition';
import { setGateway } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import type { FindingKind } from '../finding-kinds';

export interface FindingFixture {
	/** In the words of the requirement. */
	readonly name: string;
	readonly kind: FindingKind;
	readonly faulty: readonly FlowDefinition[];
	readonly sound: readonly FlowDefinition[];
	/** Stands at the end of the trace: where the harm can be seen. */
	readonly shows: string;
}

function joined(flow: FlowDefinition, gateway: string, kind: 'parallel' | 'exclusive'): FlowDefinition {
	return setGateway(flow, gateway, { kind });
}

const decision = 'a[out.x=reply.x] → choose(x > 1: b, c) → d';
const bypass = (join: string) =>
	`a[out.x=reply.x] → choose(x > 1: to(${join}), _) → f=parallel; from(f) → b → j=parallel → m=exclusive → d; from(f) → c → to(j)`;
const repeated = 'b[out.again=reply.again]';

export const findingFixtures: readonly FindingFixture[] = [
	{
		name: 'fork joined by an exclusive merge',
		kind: 'multiple-runs',
		faulty: [joined(sketch('fork(a, b) → c'), 'join', 'exclusive')],
		sound: [sketch('fork(a, b) → c')],
		shows: 'reply a ok → send c#2',
	},
	{
		name: 'exclusive split into a parallel join',
		kind: 'exclusive-into-parallel',
		faulty: [joined(sketch(decision), 'merge', 'parallel')],
		sound: [sketch(decision)],
		shows: '→ incident deadlock',
	},
	{
		name: 'join fed from outside its fork',
		kind: 'fed-from-outside',
		faulty: [sketch(bypass('j'))],
		sound: [sketch(bypass('m'))],
		shows: '→ incident deadlock',
	},
	{
		name: 'event race into a parallel join',
		kind: 'race-into-parallel',
		faulty: [sketch('a → race(paid "k": b → j=parallel, timer PT1H: c → to(j)); from(j) → d')],
		sound: [sketch('a → race(paid "k": b, timer PT1H: c) → d')],
		shows: '→ incident deadlock',
	},
	{
		name: 'loop into the middle of a fork',
		kind: 'loop-into-fork',
		faulty: [sketch(`fork(m=exclusive → a, ${repeated}) → choose(again = true: to(m), _) → c`)],
		sound: [sketch(`m=exclusive → fork(a, ${repeated}) → choose(again = true: to(m), _) → c`)],
		shows: '→ incident deadlock',
	},
	{
		name: 'terminate end that leaves completed work standing',
		kind: 'terminate-cuts-off',
		faulty: [sketch('fork(a → end(terminate), b → c)')],
		sound: [sketch('fork(a, b → c) → end(terminate)')],
		shows: 'reply a ok → undo c',
	},
	{
		name: 'compensable step without compensation',
		kind: 'compensation-missing',
		faulty: [sketch('a[unsaid] → b')],
		sound: [sketch('a → b')],
		shows: 'reply b failed REHEARSED → compensated',
	},
	{
		name: 'undo mapping that needs an output',
		kind: 'compensation-needs-reply',
		faulty: [sketch('a[in.n=x undo.id=output.id] → b', { x: 1 })],
		sound: [sketch('a[in.n=x undo.id=input.n] → b', { x: 1 })],
		shows: 'undo a {"id":null}, compensating',
	},
	{
		name: 'pivot beside a concurrent branch',
		kind: 'pivot-alone',
		faulty: [sketch('fork(p[pivot], b)')],
		sound: [sketch('b → p[pivot]')],
		shows: 'incident step-stuck b',
	},
	{
		name: 'undo throw after a pivot',
		kind: 'undo-after-pivot',
		faulty: [sketch('a → p[pivot] → undo')],
		sound: [sketch('a → p[pivot]<error: undo>')],
		shows: 'reply p ok → incident step-stuck undo',
	},
	{
		name: 'step after the pivot that may fail',
		kind: 'after-pivot',
		faulty: [sketch('a → p[pivot] → b')],
		sound: [sketch('a → p[pivot] → b[retriable]')],
		shows: 'reply b failed REHEARSED → incident step-stuck b',
	},
	{
		name: 'exclusive gateway where no condition holds',
		kind: 'no-path',
		faulty: [sketch('a[out.x=reply.x] → choose(x > 1: b, x < 1: c)')],
		sound: [sketch('a[out.x=reply.x] → choose(x > 1: b, else: c)')],
		shows: 'reply a ok {"x":1} → incident no-path choice',
	},
	{
		name: 'catch whose key is never set',
		kind: 'key-missing',
		faulty: [sketch('a → catch(paid orderId)')],
		sound: [sketch('a → catch(paid orderId)', { orderId: 'o-1' })],
		shows: 'reply a ok → incident expression paid',
	},
	{
		name: 'two waits that compete for one event',
		kind: 'waits-compete',
		faulty: [sketch('fork(catch(paid "k") → a, other=catch(paid "k") → b)')],
		sound: [sketch('fork(catch(paid "k") → a, other=catch(shipped "k") → b)')],
		shows: 'event paid k → send a',
	},
	{
		name: 'interrupting timer on a step that cannot be undone',
		kind: 'interrupted-step',
		faulty: [sketch('a → b[gap]<timer PT30S: c>')],
		sound: [sketch('a → b<timer PT30S: c>')],
		shows: 'wait PT30S → send c',
	},
	{
		name: 'interrupted subflow whose entries stand at `completed`',
		kind: 'interrupted-work-stands',
		faulty: [sketch('s=sub(a → b)<timer PT30S: c> → d')],
		sound: [sketch('s=sub(a → b)[undo-now]<timer PT30S: c> → d')],
		shows: '→ completed',
	},
	{
		name: 'for-each completion condition that abandons work without undo',
		kind: 'for-each-abandons',
		faulty: [sketch('a*xs[gap out.ok=reply.ok until=ok]', { xs: [1, 2] })],
		sound: [sketch('a*xs[out.ok=reply.ok until=ok]', { xs: [1, 2] })],
		shows: 'reply a#1 ok {"ok":true} → completed',
	},
	{
		name: 'two branches that write what a condition reads',
		kind: 'shared-variable',
		faulty: [sketch('fork(a[out.x=reply.x], b[out.x=reply.y]) → choose(x = 1: c, else: d)')],
		sound: [sketch('fork(a[out.x=reply.x], b[out.y=reply.y]) → choose(x = 1: c, else: d)')],
		shows: 'reply a ok {"x":1} → send c',
	},
	{
		name: 'loop without exit',
		kind: 'endless',
		faulty: [sketch('m=exclusive → a → to(m)')],
		sound: [sketch('m=exclusive → a[out.more=reply.more] → choose(more = true: to(m), _)')],
		shows: 'reply a#2 ok → send a#3',
	},
	{
		name: 'call to a flow with a pivot whose caller can still unwind',
		kind: 'pivot-called',
		faulty: [sketch('main: call(child) → b'), sketch('child: p[pivot]')],
		sound: [sketch('main: b → call(child)'), sketch('child: p[pivot]')],
		shows: 'reply b failed REHEARSED → incident step-stuck b',
	},
];
