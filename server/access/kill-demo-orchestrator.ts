/**
 * POST /demo/kill-orchestrator: asks a demo orchestrator to die at once, so that people can watch sagas survive it.
 * The web reaches no process: only an orchestrator that the launcher started for the demo takes this request, and the
 * launcher starts it again. Elsewhere there is none, and the answer says so.
 */
import { v7 as uuidv7 } from 'uuid';
import type { ActionAnswer } from '@/contract/http/actions';
import { paths } from '@/contract/http/paths';
import { type Actor, forbids } from './actor';
import { database } from './database';
import { done, type Outcome, refuse } from './outcome';
import { readHealth } from './read-health';
import { wakeOthers } from './wake-up';

export async function killDemoOrchestrator(actor: Actor): Promise<Outcome<ActionAnswer>> {
	const forbidden = forbids(actor, 'kill the orchestrator');
	if (forbidden) return forbidden;
	const { orchestrators } = await readHealth(actor);
	if (!orchestrators.some(({ alive, demo }) => alive && demo))
		return refuse(
			'no-demo',
			'No orchestrator of the demo is alive, and no other can be killed from here. Start the demo with npm start.',
		);
	// A second click means the same death: a request left over would kill the orchestrator that comes after.
	const open = await database().request.findFirst({
		where: { kind: 'demo-kill', status: 'open' },
		select: { id: true },
	});
	return done(accepted(open?.id ?? (await storeKill(actor))));
}

async function storeKill(actor: Actor): Promise<string> {
	const id = uuidv7();
	await database().$transaction([
		database().request.create({ data: { id, kind: 'demo-kill', body: '{}', bodyHash: '', actor: actor.id } }),
		database().auditEntry.create({
			data: { at: new Date(), actor: actor.id, action: 'demo-kill', reason: '', detail: '{}' },
		}),
	]);
	wakeOthers();
	return id;
}

const accepted = (id: string): ActionAnswer => ({ requestId: id, statusUrl: paths.request(id) });
