// What is wrong with an expression's text, in the analyst's words and at its
// place. Problems are values: lint shows them, a draft with problems can be
// saved, and only `compileExpression` decides that there is no expression.

export interface ExpressionProblem {
	/** Closed list; stable, so that lint can explain and offer fixes per code. */
	readonly code:
		| 'empty'
		| 'leading-equals'
		| 'too-long'
		| 'too-many-parts'
		| 'too-deep'
		| 'syntax'
		| 'unsupported'
		| 'unknown-function'
		| 'wrong-arguments'
		| 'bad-pattern'
		| 'bad-text'
		| 'forbidden-key';
	readonly message: string;
	/** UTF-16 offsets into the source, `to` exclusive. */
	readonly from: number;
	readonly to: number;
}
