/**
 * The id of every stream event: where each topic of that stream stands after it. A browser sends the newest one back as
 * `Last-Event-ID`, and whatever topic the last event was of, all of them resume.
 *
 * Text, because people read it in their browser's tools: `list=<xid>.<position>~flows=<ms>~<saga id>=<seq>`.
 */
import { validate } from 'uuid';

/** Before everything that has been stored under this transaction id and position; decimal, since they exceed 2^53. */
export interface FeedCursor {
	readonly xid: string;
	readonly position: string;
}

export interface StreamPosition {
	readonly list: FeedCursor | null;
	/** Milliseconds since the epoch, by the database clock. */
	readonly flows: number | null;
	/** By saga id: the newest history record sent. */
	readonly sagas: Readonly<Record<string, number>>;
}

export const nowhere: StreamPosition = { list: null, flows: null, sagas: {} };

export function encodePosition({ list, flows, sagas }: StreamPosition): string {
	return [
		...(list === null ? [] : [`list=${list.xid}.${list.position}`]),
		...(flows === null ? [] : [`flows=${flows}`]),
		...Object.entries(sagas).map(([id, seq]) => `${id}=${seq}`),
	].join('~');
}

/**
 * Where a connection begins. `lastEventId` comes from a browser that connects again by itself with the address of before:
 * it is newer than what the address says. `last` comes with a new address: what the address says of a saga counts.
 */
export function startingPosition(
	asked: Readonly<Record<string, number | null>>,
	{ lastEventId, last }: { readonly lastEventId: string | null; readonly last: string | null },
): StreamPosition {
	const known = parsePosition(lastEventId ?? last ?? '');
	const sagas = Object.entries(asked).map(([id, after]) => {
		const seen = known.sagas[id] ?? 0;
		return [id, lastEventId === null ? (after ?? seen) : Math.max(after ?? 0, seen)] as const;
	});
	return { ...known, sagas: Object.fromEntries(sagas) };
}

/** What cannot be read counts as not given: an old browser tab must not be locked out by a new server. */
export function parsePosition(text: string): StreamPosition {
	let position = nowhere;
	for (const part of text.split('~').slice(0, partsMax)) {
		const [, name, value] = /^([a-z0-9-]+)=([0-9.]{1,40})$/.exec(part) ?? [];
		if (name !== undefined && value !== undefined) position = withPart(position, name, value);
	}
	return position;
}

const partsMax = 100;

function withPart(position: StreamPosition, name: string, value: string): StreamPosition {
	if (name === 'list') {
		const [, xid, place] = /^(\d{1,20})\.(\d{1,19})$/.exec(value) ?? [];
		return xid === undefined || place === undefined ? position : { ...position, list: { xid, position: place } };
	}
	if (!/^\d{1,15}$/.test(value)) return position;
	if (name === 'flows') return { ...position, flows: Number(value) };
	return validate(name) ? { ...position, sagas: { ...position.sagas, [name]: Number(value) } } : position;
}
