// Steps of work. Every loop turn, call, item and stretch of text pays here, so
// an evaluation ends after a number of steps that is the same on every machine
// and in every replay; time is never looked at.
//
// Invariant: `Stop` leaves closures only by being thrown and is caught by
// `compileExpression` alone: nothing evaluated can go on after it.

import { FUEL_MAX, JSON_DEPTH_MAX, TEXT_LENGTH_MAX } from './limits';

/** Ends an evaluation that may not go on. */
export class Stop {
	constructor(
		readonly code: 'fuel' | 'size' | 'type' | 'time',
		readonly message: string,
	) {}
}

const outOfFuel = new Stop(
	'fuel',
	`The expression needs more than ${FUEL_MAX} steps of work. Let it loop over less, or compute this in the service that sends the data.`,
);
const tooLong = new Stop(
	'size',
	`The expression makes a text longer than ${TEXT_LENGTH_MAX} characters. Make it shorter.`,
);
const tooDeep = new Stop('size', 'The expression looks into a value that is nested too deeply. Nest it less.');

/** Characters looked at for one step: a comparison of texts is a fast memory scan. */
const charactersPerStep = 16;

/** Reading or adding dates takes about as long as this many plain steps. */
const stepsPerTemporal = 200;

/** Taking a list or context apart costs more than looking at a plain value. */
const stepsPerLevel = 4;

/** Values from variables are at most JSON_DEPTH_MAX deep; an expression may nest them a little further while it works. */
const depthMax = 2 * JSON_DEPTH_MAX;

export class Fuel {
	private left = FUEL_MAX;
	private temporals = false;

	/** Whether dates, times or durations were looked at; without them none can be in the result. */
	get temporalsUsed(): boolean {
		return this.temporals;
	}

	spend(steps: number): void {
		this.left -= steps;
		if (this.left < 0) throw outOfFuel;
	}

	/** Pays for looking at, or copying, a text of this length. */
	spendText(length: number): void {
		if (length >= charactersPerStep) this.spend(length / charactersPerStep);
	}

	/** Pays for a text that is being made, and bounds it. Call it before making the text. */
	spendNewText(length: number): void {
		if (length > TEXT_LENGTH_MAX) throw tooLong;
		this.spendText(length);
	}

	/** Pays for one look at the calendar. */
	spendTemporal(): void {
		this.temporals = true;
		this.spend(stepsPerTemporal);
	}

	/** Called by what walks into nested values, with the depth it has reached. */
	descend(depth: number): void {
		this.spend(stepsPerLevel);
		if (depth > depthMax) throw tooDeep;
	}
}
