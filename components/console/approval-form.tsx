'use client';

import { Stack } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { ApprovalStory } from '@/saga/engine/views/visit-story';
import type { JsonObject } from '@/saga/expression/json';
import type { FlowNode } from '@/saga/flow/definition';
import { PayloadField } from '../designer/start-form-fields';
import { fieldProblems } from '../designer/start-payload';
import { ActionButton } from '../ui/action-button';
import { announce } from '../ui/announcer';
import { Outcome, useAsking } from './act-dialog';
import classes from './console.module.css';
import { JsonView } from './json-view';
import type { SagaModel } from './saga-model';
import panelClasses from './step-panel.module.css';

interface ApprovalFormProps {
	readonly model: SagaModel;
	readonly node: Extract<FlowNode, { kind: 'approval' }>;
	readonly visit: ApprovalStory;
	readonly refusal: string | null;
}

/** An open approval: what is asked, what the decision rests on, and the form whose values are the approval's output. */
export function ApprovalForm({ model, node, visit, refusal }: ApprovalFormProps) {
	const [output, setOutput] = useState<JsonObject>(() =>
		Object.fromEntries(node.fields.flatMap(({ name, type }) => (type === 'boolean' ? [[name, false]] : []))),
	);
	const done = useCallback(() => announce('Answered.'), []);
	const { isBusy, send, ...outcome } = useAsking(model.summary.id, done);
	const [problem] = fieldProblems(node.fields, output);
	const missing = problem === undefined ? null : `${problem[0]}: ${problem[1]}`;
	return (
		<form
			className={panelClasses.panelPart}
			aria-label={`Decide: ${model.names.run(visit.run)}`}
			onSubmit={(event) => event.preventDefault()}
		>
			<p className={panelClasses.question}>{node.question.trim() === '' ? 'Somebody is to decide.' : node.question}</p>
			{node.candidates.trim() !== '' && <p className={classes.note}>For {node.candidates}.</p>}
			{Object.keys(visit.input).length > 0 && (
				<section>
					<h3 className={classes.label}>To decide by</h3>
					<JsonView value={visit.input} label="What the decision rests on" maxHeight="200px" />
				</section>
			)}
			<Stack gap="xs">
				{node.fields.map((field) => (
					<PayloadField
						key={field.name}
						field={field}
						value={output[field.name]}
						problem={undefined}
						onChange={(value) => setOutput((before) => ({ ...before, [field.name]: value }))}
					/>
				))}
			</Stack>
			{model.story.suspended && (
				<p className={classes.note}>The saga is suspended: the answer is kept, and taken up when it is resumed.</p>
			)}
			<Outcome {...outcome} />
			<ActionButton
				type="submit"
				className={panelClasses.panelButton ?? ''}
				refusal={refusal ?? missing}
				loading={isBusy}
				onClick={() => send({ type: 'answer-approval', run: visit.run, output })}
			>
				{node.fields.length === 0 ? 'Approve' : 'Answer'}
			</ActionButton>
		</form>
	);
}
