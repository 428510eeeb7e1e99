/** GET /participants: who has said what it offers, for the designer's choice of commands. */
import type { ParticipantAnswer, ParticipantListAnswer } from '@/contract/http/installation';
import type { Actor } from './actor';
import { database } from './database';
import { done, type Outcome } from './outcome';

const participantsMax = 1_000;

export async function listParticipants(_actor: Actor): Promise<Outcome<ParticipantListAnswer>> {
	const rows = await database().participant.findMany({ orderBy: { name: 'asc' }, take: participantsMax });
	return done({
		participants: rows.map(({ name, commands, seenAt }) => ({
			name,
			// The orchestrator stores the `commands` of an offer that has passed contract/wire.
			commands: JSON.parse(commands) as ParticipantAnswer['commands'],
			seenAt: seenAt.getTime(),
		})),
	});
}
