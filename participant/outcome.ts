/**
 * How a handler says that it did not do what was asked. Both promise that no effect remains: the kit rolls the handler's
 * transaction back before it answers, so what was done outside of it must be undone by the handler itself.
 */

/** A business refusal that the flow may know by its code (`CARD_EXPIRED`). */
export class Failed extends Error {
	override readonly name = 'Failed';
	constructor(
		readonly code: string,
		message: string,
	) {
		super(message);
	}
}

/** Not now: the orchestrator tries again after a back-off. */
export class Unavailable extends Error {
	override readonly name = 'Unavailable';
}
