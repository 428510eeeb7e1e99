/** XML ids ↔ our ids. The way there is a pure function of the id, so that a second import finds the same. */
import { nodeIdSchema } from '../../flow/nodes/node-base';

const xmlName = /^[A-Za-z_][\w.-]*$/;

/** What bpmn-moddle and bpmn-js take as an id: an XML name in ASCII, without a colon. */
export function isXmlId(text: string): boolean {
	return xmlName.test(text);
}

/** The id as one of ours, which a trace can name: what does not fit is replaced. */
export function plainId(text: string): string {
	if (nodeIdSchema.safeParse(text).success) return text;
	const fitting = text.replace(/[^A-Za-z0-9_-]/g, '_');
	return (/^[A-Za-z]/.test(fitting) ? fitting : `id${fitting}`).slice(0, 64);
}

/** `wanted`, or with a number where that is taken. What it gives is taken from then on. */
export class FreshIds {
	private readonly taken: Set<string>;

	constructor(taken: Iterable<string> = []) {
		this.taken = new Set(taken);
	}

	has(id: string): boolean {
		return this.taken.has(id);
	}

	take(wanted: string): string {
		let id = wanted;
		for (let count = 2; this.taken.has(id); count += 1) id = `${wanted.slice(0, 60)}_${count}`;
		this.taken.add(id);
		return id;
	}
}

/** A flow's id: it stands in addresses and messages. */
export function flowIdOf(processId: string): string {
	const slug = processId
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+/, '')
		.slice(0, 64)
		.replace(/-+$/, '');
	return slug === '' ? 'flow' : slug;
}

/** Topics are named after participants, so their alphabet is narrow. */
export function participantNameOf(text: string): string {
	const fitting = text.replace(/[^A-Za-z0-9._-]/g, '_');
	return (/^[A-Za-z]/.test(fitting) ? fitting : `p${fitting}`).slice(0, 63);
}

export function commandNameOf(text: string): string {
	const fitting = text.replace(/[^A-Za-z0-9._:/-]/g, '_');
	return (/^[A-Za-z]/.test(fitting) ? fitting : `c${fitting}`).slice(0, 121);
}

/** The part of a job type before the first `.`, `:` or `/` is its participant; without one it is the process. */
export function participantOf(command: string, processParticipant: string): string {
	const at = command.search(/[.:/]/);
	return at > 0 ? participantNameOf(command.slice(0, at)) : processParticipant;
}

/** The one node inside a task that is drawn as one and run as a subflow (it has events at its border, or is done per element). */
export function innerIdOf(id: string): string {
	return `${id.slice(0, 58)}_inner`;
}
