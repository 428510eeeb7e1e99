'use client';

import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { setStep } from '@/saga/flow/edits/nodes';
import type { StepNode } from '@/saga/flow/nodes/step';
import { ActionIconButton } from '../../ui/action-button';
import { useDesigner } from '../designer-store';
import classes from './forms.module.css';

/** A new code needs text from the beginning, because the document takes none that is empty. */
function freshCode(step: StepNode): string {
	const taken = new Set(step.expectedErrors.map((expected) => expected.code));
	let count = 1;
	while (taken.has(`ERROR_${count}`)) count += 1;
	return `ERROR_${count}`;
}

export function ExpectedErrors({ step, disabled }: { step: StepNode; disabled: boolean }) {
	const designer = useDesigner();
	const set = (expectedErrors: StepNode['expectedErrors'], key?: string) =>
		designer.actions.edit((flow) => setStep(flow, step.id, { expectedErrors }), key === undefined ? {} : { key });
	return (
		<>
			{step.expectedErrors.map((expected, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: codes change while they are typed
				<div key={at} className={classes.mapRow}>
					<TextInput
						aria-label={`Error code ${at + 1}`}
						className={classes.mono ?? ''}
						value={expected.code}
						disabled={disabled}
						maxLength={64}
						onChange={(event) => {
							const code = event.currentTarget.value.trim();
							if (code !== '') set(step.expectedErrors.with(at, { ...expected, code }), `error ${step.id} ${at}`);
						}}
					/>
					<Checkbox
						mt={6}
						label="worth another attempt"
						checked={expected.retry}
						disabled={disabled}
						onChange={(event) => set(step.expectedErrors.with(at, { ...expected, retry: event.currentTarget.checked }))}
					/>
					<ActionIconButton
						label={`Remove ${expected.code}`}
						size={24}
						className={classes.remove ?? ''}
						onClick={() => set(step.expectedErrors.toSpliced(at, 1))}
					>
						<IconX size={14} />
					</ActionIconButton>
				</div>
			))}
			{!disabled && (
				<Button
					variant="subtle"
					size="compact-xs"
					leftSection={<IconPlus size={13} />}
					onClick={() => set([...step.expectedErrors, { code: freshCode(step), retry: false }])}
				>
					Add an error
				</Button>
			)}
		</>
	);
}
