/**
 * Who asks. Every function of server/access takes the Actor and decides by it; nothing else looks at roles.
 * Until people sign in there is one, made here and nowhere else: `local`, with the role that UNWIND_ROLE gives.
 */
import type { MeAnswer, Role } from '@/contract/http/installation';
import { environment } from './environment';
import { type Outcome, refuse } from './outcome';

export interface Actor {
	readonly id: string;
	readonly role: Role;
}

export function currentActor(): Actor {
	return { id: 'local', role: environment().UNWIND_ROLE };
}

export function describeActor(actor: Actor): MeAnswer {
	return { id: actor.id, role: actor.role, mayWrite: mayWrite(actor) };
}

/** Null: allowed. `doing` completes the sentence "The role viewer may not …". */
export function forbids(actor: Actor, doing: string): Outcome<never> | null {
	if (mayWrite(actor)) return null;
	return refuse(
		'forbidden',
		`The role ${actor.role} may look at everything but may not ${doing}. Ask someone with the role admin, or start the web app with UNWIND_ROLE=admin.`,
	);
}

function mayWrite(actor: Actor): boolean {
	return actor.role !== 'viewer';
}
