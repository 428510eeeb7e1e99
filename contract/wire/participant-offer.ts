/**
 * What a participant offers: published by the kit on the compacted topic `saga.participants` when it starts, so that the
 * designer can offer commands by name. Key: the participant's name.
 */
import { z } from 'zod';
import type { IncomingWireRecord, OutgoingWireRecord, Undecodable } from './record';
import { dataBytesMax, undecodable } from './record';

export const participantOfferSchema = z.object({
	name: z.string().min(1).max(63),
	commands: z
		.array(
			z.object({
				command: z.string().min(1).max(63),
				/** The command that undoes it; null: it cannot be undone, or is an undo itself. */
				undo: z.string().min(1).max(63).nullable(),
				/** JSON Schema of the payload, for people to read. */
				payload: z.record(z.string(), z.json()),
			}),
		)
		.max(500),
});
export type ParticipantOffer = z.infer<typeof participantOfferSchema>;

export function encodeOffer(offer: ParticipantOffer, topic: string): OutgoingWireRecord {
	return { topic, key: offer.name, value: JSON.stringify(offer), headers: { 'content-type': 'application/json' } };
}

export function decodeOffer(record: IncomingWireRecord): { ok: true; offer: ParticipantOffer } | Undecodable {
	if (record.value === null) return undecodable('not-text', 'the record has no value');
	if (record.value.length > dataBytesMax)
		return undecodable('too-large', `${record.value.length} bytes; at most ${dataBytesMax} are taken`);
	let body: unknown;
	try {
		body = JSON.parse(record.value.toString('utf8'));
	} catch (error) {
		return undecodable('not-json', error instanceof Error ? error.message : String(error));
	}
	const parsed = participantOfferSchema.safeParse(body);
	if (!parsed.success) return undecodable('data', z.prettifyError(parsed.error));
	return { ok: true, offer: parsed.data };
}
