/** The problems of one form field, as text below it. */
import type { Problem } from '@/saga/flow/problem';
import { useDesignerState } from '../designer-store';

export interface FieldPlace {
	readonly node?: string;
	readonly edge?: string;
	/** `input.0.expression`; a prefix with `*` takes all below it. */
	readonly field: string;
}

export function fieldProblem(problems: readonly Problem[], place: FieldPlace): string | null {
	const prefix = place.field.endsWith('*') ? place.field.slice(0, -1) : null;
	const found = problems.find(
		(problem) =>
			problem.node === (place.node ?? null) &&
			problem.edge === (place.edge ?? null) &&
			(prefix === null ? problem.field === place.field : (problem.field?.startsWith(prefix) ?? false)),
	);
	return found?.message ?? null;
}

export function useFieldProblem(place: FieldPlace): string | null {
	return useDesignerState((state) => fieldProblem(state.problems, place));
}
