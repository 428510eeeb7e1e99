/**
 * The id of a called saga follows from its caller and the call, so that it is started once however often the effect is
 * carried out. It is a UUIDv7 with its caller's time; its random part is a hash of both (FNV-1a, two lanes of 32 bits).
 */
import type { RunNumber, SagaId } from '../input';

export function childId(caller: SagaId, run: RunNumber): SagaId {
	const text = `${caller}/${run}`;
	const left = hash(text, 0x811c9dc5);
	const right = hash(text, 0x9747b28c);
	const more = hash(`${right}${text}`, left);
	const hex = [left, right, more].map((part) => part.toString(16).padStart(8, '0')).join('');
	const time = caller.slice(0, 13);
	const variant = '89ab'.charAt(Number.parseInt(hex.slice(3, 4), 16) % 4);
	return `${time}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}` as SagaId;
}

function hash(text: string, seed: number): number {
	let value = seed;
	for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
	value ^= value >>> 15;
	return Math.imul(value, 0x85ebca6b) >>> 0;
}
