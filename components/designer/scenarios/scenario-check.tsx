'use client';

import { IconCircleXFilled } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useScenarios } from '../../live/scenario-queries';
import designerClasses from '../designer.module.css';
import { useDefinition, useDesignerState } from '../designer-store';
import { failureWords } from './scenario-drawer';
import { useScenarioRuns } from './use-scenario-runs';

/** Plays the scenarios before a deployment, lists those that fail, and tells `onRefusal` why they keep it back. */
export function ScenarioCheck({ onRefusal }: { onRefusal: (refusal: string | null) => void }) {
	const definition = useDefinition();
	const flowId = useDesignerState((state) => state.flowId);
	const { data, error } = useScenarios(flowId);
	const { runs, failure: notPlayed } = useScenarioRuns({
		definition,
		called: data?.called,
		scenarios: data?.scenarios,
	});
	const failing = (data?.scenarios ?? []).flatMap(({ id, name }) => {
		const failure = runs?.get(id)?.failure ?? null;
		return failure === null ? [] : [{ id, name, failure }];
	});
	const refusal =
		error !== null || notPlayed !== null || data?.scenarios.length === 0
			? // What cannot be shown here is played by the server all the same.
				null
			: runs === null
				? 'The scenarios are being played. Wait a moment.'
				: failing.length > 0
					? `${failing.length} ${failing.length === 1 ? 'scenario fails' : 'scenarios fail'}. Mend the flow or the scenario first.`
					: null;
	useEffect(() => onRefusal(refusal), [onRefusal, refusal]);
	if (failing.length === 0) return null;
	return (
		<ul className={designerClasses.problems} style={{ maxHeight: 240 }} aria-label="Scenarios that fail">
			{failing.map(({ id, name, failure }) => (
				<li key={id} className={designerClasses.problem}>
					<span className={designerClasses.problemText} style={{ cursor: 'default' }}>
						<IconCircleXFilled size={15} color="var(--u-bad)" aria-label="Fails" />
						<span>
							<strong>{name}</strong> {failureWords(failure)}
						</span>
					</span>
				</li>
			))}
		</ul>
	);
}
