/** What deployment asks of the scenarios of a flow: that each happens as written, over the draft and what it calls. */
import type { ScenarioFailureAnswer } from '@/contract/http/scenarios';
import type { FlowDefinition } from '@/saga/flow/definition';
import { runScenario } from '@/saga/trace/scenario-run';
import { calledDefinitions } from './called-definitions';
import { done, type Outcome, refuse } from './outcome';
import { scenarioRows } from './scenarios';

/** The scenarios that were played, as a JSON list of `{name, trace}`, to be copied with the version. */
export async function checkScenarios(definition: FlowDefinition): Promise<Outcome<string>> {
	const rows = await scenarioRows(definition.id);
	if (rows.length === 0) return done('[]');
	const definitions = [definition, ...(await calledDefinitions(definition))];
	const failing = rows.flatMap(({ name, trace }): ScenarioFailureAnswer[] => {
		const { failure } = runScenario(definitions, trace);
		return failure === null ? [] : [{ name, ...failure }];
	});
	const [first, ...others] = failing;
	if (first === undefined) return done(JSON.stringify(rows.map(({ name, trace }) => ({ name, trace }))));
	const more = others.length === 0 ? '' : `, and ${others.length} more ${others.length === 1 ? 'fails' : 'fail'}`;
	return refuse(
		'scenarios-fail',
		`The scenario "${first.name}" fails at line ${first.line} (${first.text}): ${first.message}${more}. Mend the flow or the scenario, and deploy again.`,
		{ scenarios: failing },
	);
}
