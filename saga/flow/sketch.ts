/**
 * A flow from a text that shows its shape: for specs, tests and the examples of docs/rules.
 *
 *   sketch  = [ FLOW ":" ] scope                  scope = line { ";" line }
 *   line    = item { "→" item }                   what is open at its end goes to the end of its scope
 *   item    = [ ID "=" ] kind { suffix }
 *   kind    = STEP | _ | fork(way, …) | choose(way, …) | include(way, …) | (way, …) | race(TRIGGER: line, …)
 *           | catch(TRIGGER) | timer(PT5M) | publish(EVENT) | undo | undo(a) | assign(x = FEEL; …) | approve
 *           | sub(scope) | call(FLOW) | end | end(RESULT) | parallel | exclusive | inclusive | to(a) | from(a) | link(x)
 *           | start(TRIGGER) first in the sketch | on(TRIGGER: line) a line of its own: an event-started subflow
 *   way     = [ WHEN ":" | "else:" ] line         suffix = *LIST | [words] | {scope} compensation | <TRIGGER: line> boundary
 *   TRIGGER = [message] NAME KEY | signal NAME | timer PT5M | at FEEL | every R3/PT1M | error [CODE] | escalation [CODE], [words]
 *   EVENT   = [message] NAME [KEY] | signal NAME | escalation CODE
 *   RESULT  = error CODE | terminate | compensate [a] | EVENT
 *
 * `a` is a compensable step `a`: command `a` at participant `a`, undone by `undo-a`. The other kinds have no compensation
 * unless a suffix says so. `(b, x > 1: c)` splits without a gateway; what comes after a split without join is reached once per
 * way. `to(a)` leads to a node by its id, `from(a) → …` leads on from it; a bare gateway is one to lead to. `_` is a way
 * without a node. A way of `choose` or `include` without WHEN is the default.
 *
 * Ids are the names of steps, called flows, messages and signals, else the kind's word, else ID. Words, by blanks: of a
 * step pivot, retriable, once, attempts=5, timeout=30s, error=CODE, retry=CODE (expected errors), park, park=1h,
 * park-until=NAME:KEY; of any activity gap, harmless, unsaid, undo=COMMAND, in.x=FEEL, out.x=FEEL, undo.x=FEEL; of a
 * for-each seq, limit=2, each=VAR, until=FEEL, collect=VAR:FEEL; of a subflow undo-now; of a boundary or `on` nonint; of
 * `start` key=FEEL (business key), ever, per-event. In FEEL `<` stands between blanks. What this cannot say is said by edits.
 */
import type { FlowDefinition } from './definition';
import { createFlow } from './edits/create-flow';
import { setStart } from './edits/nodes';
import type { StartField } from './nodes/start';
import { Canvas } from './sketching/canvas';
import { Pen } from './sketching/pen';
import { SketchText } from './sketching/sketch-text';

/** `fields`: the start's variables with their samples. Throws on a text that is no sketch: it is written by programmers. */
export function sketch(text: string, fields: Readonly<Record<string, StartField['sample']>> = {}): FlowDefinition {
	const paper = new SketchText(text);
	const id = paper.match(/^([a-z0-9][a-z0-9-]*):/)?.[1];
	const canvas = new Canvas(createFlow({ id: id ?? 'sketch', name: id ?? 'Sketch' }));
	new Pen(paper, canvas).drawScope({ id: '', start: 'start', end: 'end' });
	if (!paper.isAtEnd()) throw paper.wrong('"→", ";" or the end');
	return setStart(canvas.finished(), 'start', {
		fields: Object.entries(fields).map(([name, sample]) => ({ name, type: typeOf(sample), required: false, sample })),
	});
}

function typeOf(sample: StartField['sample']): StartField['type'] {
	if (Array.isArray(sample)) return 'list';
	switch (typeof sample) {
		case 'number':
			return 'number';
		case 'boolean':
			return 'boolean';
		case 'string':
			return 'text';
		default:
			return 'object';
	}
}
