'use client';

import classes from './console.module.css';
import { JsonView } from './json-view';
import type { SagaModel } from './saga-model';

interface VariablesViewProps {
	readonly model: SagaModel;
	/** What it was asked to start with, as long as it has not begun. */
	readonly asked: unknown;
}

/** Of a scope instance by its number; a for-each keeps its elements and results under `N#each`. */
function scopeTitle({ names }: SagaModel, scope: string): string {
	const name = names.run(Number.parseInt(scope, 10));
	return scope.endsWith('#each') ? `Elements of ${name}` : `Inside ${name}`;
}

/** The variables as they are now; what it was started with is in the first record of the history. */
export function VariablesView({ model, asked }: VariablesViewProps) {
	const start = model.records[0]?.input;
	const payload = start?.type === 'sagaStarted' ? start.payload : asked;
	const { '': variables, ...inner } = model.saga?.variables ?? {};
	return (
		<div className={classes.columns}>
			{variables !== undefined && (
				<section>
					<h3 className={classes.label}>Variables now</h3>
					<JsonView value={variables} label="Variables as JSON" maxHeight="none" />
				</section>
			)}
			{Object.entries(inner).map(([scope, values]) => (
				<section key={scope}>
					<h3 className={classes.label}>{scopeTitle(model, scope)}</h3>
					<JsonView value={values} label={`${scopeTitle(model, scope)} as JSON`} maxHeight="none" />
				</section>
			))}
			<section>
				<h3 className={classes.label}>Started with</h3>
				<JsonView value={payload} label="Payload of the start as JSON" maxHeight="none" />
			</section>
		</div>
	);
}
