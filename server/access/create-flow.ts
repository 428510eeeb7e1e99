/** POST /flows. The id stands in addresses and messages for ever, so it is never changed and never taken twice. */
import type { CreateFlowRequest, FlowAnswer } from '@/contract/http/flows';
import { canonicalJson } from '@/saga/expression/json';
import type { FlowDefinition } from '@/saga/flow/definition';
import { createFlow as emptyFlow } from '@/saga/flow/edits/create-flow';
import { type Actor, forbids } from './actor';
import { checkedDefinition } from './checked-definition';
import { database } from './database';
import { findFlow } from './flow-row';
import { done, type Outcome, refuse } from './outcome';
import { flowAnswer } from './read-flow';
import { wakeOthers } from './wake-up';

const namesTriedMax = 50;

export async function createFlow(actor: Actor, request: CreateFlowRequest): Promise<Outcome<FlowAnswer>> {
	const forbidden = forbids(actor, 'create flows');
	if (forbidden) return forbidden;
	for (const id of request.id === undefined ? idsFor(request.name) : [request.id]) {
		const definition = definitionOf(request, id);
		if (!definition.ok) return definition;
		if (!(await insertFlow(actor, definition.value))) continue;
		wakeOthers();
		const row = await findFlow(id);
		if (row) return done(flowAnswer(row));
	}
	return request.id === undefined
		? refuse('flow-exists', `Too many flows are called "${request.name}". Choose another name or give an id.`)
		: refuse('flow-exists', `A flow with the id "${request.id}" exists already. Open it, or choose another id.`);
}

/** A given definition becomes this flow: it takes on id and name. */
function definitionOf(request: CreateFlowRequest, id: string): Outcome<FlowDefinition> {
	if (request.definition === undefined) return done(emptyFlow({ id, name: request.name }));
	const given: unknown = request.definition;
	if (typeof given !== 'object' || given === null || Array.isArray(given)) return checkedDefinition(given, id);
	return checkedDefinition({ ...given, id, name: request.name }, id);
}

/** False: the id is taken. */
async function insertFlow(actor: Actor, definition: FlowDefinition): Promise<boolean> {
	const inserted = await database().$executeRaw`
		with made as (
			insert into flow (id, name, draft, updated_by)
			values (${definition.id}, ${definition.name}, ${canonicalJson(definition)}, ${actor.id})
			on conflict (id) do nothing
			returning id
		)
		insert into audit_entry (at, actor, action, flow_id, reason, detail)
		select now(), ${actor.id}, 'flow-created', id, '', '{}' from made`;
	return inserted > 0;
}

/** `Book trip` → `book-trip`, `book-trip-2`, … */
function* idsFor(name: string): Generator<string> {
	const words = name
		.normalize('NFKD')
		.toLowerCase()
		.replace(/\p{M}/gu, '')
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 56)
		.replace(/-+$/, '');
	const first = words === '' ? 'flow' : words;
	yield first;
	for (let number = 2; number <= namesTriedMax; number++) yield `${first}-${number}`;
}
