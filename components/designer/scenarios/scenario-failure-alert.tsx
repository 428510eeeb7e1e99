'use client';

import { Alert, Button, Group, Text } from '@mantine/core';
import type { ScenarioAnswer } from '@/contract/http/scenarios';
import { toFailure } from '../../live/api-failure';
import { RelativeTime } from '../../ui/relative-time';

interface ScenarioFailureAlertProps {
	readonly notSaved: Error | null;
	readonly notDeleted: Error | null;
	/** Null: the other one has deleted it. */
	readonly onKeepMine: (theirs: ScenarioAnswer | null) => void;
	readonly onTakeTheirs: (theirs: ScenarioAnswer) => void;
}

/** Why a scenario was not saved or deleted; where another has saved it meanwhile, the person chooses. */
export function ScenarioFailureAlert({ notSaved, notDeleted, onKeepMine, onTakeTheirs }: ScenarioFailureAlertProps) {
	if (notSaved === null && notDeleted === null) return null;
	const failure = toFailure(notSaved ?? notDeleted);
	if (failure.code !== 'scenario-conflict')
		return (
			<Alert color="red" title={notSaved === null ? 'Not deleted' : 'Not saved'}>
				{failure.message}
			</Alert>
		);
	const theirs = failure.problem?.currentScenario ?? null;
	return (
		<Alert color="red" title="Not saved: two people changed this scenario">
			<Text size="sm">
				{theirs === null ? (
					'It has been deleted since you opened it. Save yours as a new one, or close the window.'
				) : (
					<>
						<strong>{theirs.updatedBy}</strong> saved another version of it <RelativeTime at={theirs.updatedAt} />.
						Replace it with yours, or take theirs and lose what you have changed.
					</>
				)}
			</Text>
			<Group gap="xs" mt="xs">
				<Button variant="default" size="compact-sm" onClick={() => onKeepMine(theirs)}>
					{theirs === null ? 'Save mine as new' : 'Replace it with mine'}
				</Button>
				{theirs !== null && (
					<Button variant="default" size="compact-sm" onClick={() => onTakeTheirs(theirs)}>
						Take theirs
					</Button>
				)}
			</Group>
		</Alert>
	);
}
