'use client';

import Link from 'next/link';
import type { VisitStory } from '@/saga/engine/views/visit-story';
import { eventWords, listenedBy } from '@/saga/engine/views/waiting';
import type { FlowNode } from '@/saga/flow/definition';
import { Chip, type Tone } from '../ui/chip';
import { CopyId } from '../ui/copy-id';
import { ActsMenu } from './acts-menu';
import { ApprovalForm } from './approval-form';
import { clockTime, fullTime, spanWords } from './clock-words';
import classes from './console.module.css';
import { JsonView } from './json-view';
import { type Act, type OfferedAct, offeredMove } from './saga-acts';
import { hasEnded, type SagaModel } from './saga-model';
import panelClasses from './step-panel.module.css';
import { useNow } from './use-now';

interface PlaceProps {
	readonly model: SagaModel;
	readonly node: FlowNode;
	readonly refusal: string | null;
	readonly onAct: (act: Act) => void;
}

interface Look {
	readonly tone: Tone;
	readonly words: string;
}

const openLooks: Readonly<Record<VisitStory['kind'], Look>> = {
	wait: { tone: 'waiting', words: 'waits' },
	approval: { tone: 'waiting', words: 'waits for a person to decide' },
	call: { tone: 'running', words: 'the called saga is under way' },
	scope: { tone: 'running', words: 'under way' },
};

function lookOf(visit: VisitStory): Look {
	switch (visit.outcome) {
		case 'done':
			return { tone: 'done', words: 'done' };
		case 'failed':
			return { tone: 'bad', words: 'failed' };
		case 'left':
			return { tone: 'suspended', words: 'left before its end' };
		case 'open':
			if (visit.kind === 'call' && visit.isUnwinding) return { tone: 'undo', words: 'the called saga is being undone' };
			return openLooks[visit.kind];
	}
}

/** What it listens for, with key and due time. */
function Listens({ model, visit }: { model: SagaModel; visit: VisitStory }) {
	const on = listenedBy(model.story, visit.run);
	const now = useNow(on.length > 0, model.records.at(-1)?.at ?? 0, 1_000);
	if (visit.outcome !== 'open' || on.length === 0) return null;
	return (
		<section>
			<h3 className={classes.label}>{visit.kind === 'wait' ? 'Waits for' : 'Left early by'}</h3>
			<ul className={panelClasses.listens}>
				{on.map((each) =>
					each.type === 'timer' ? (
						<li key={`timer ${each.dueAt}`}>
							the time <time title={fullTime(each.dueAt)}>{clockTime(each.dueAt)}</time>
							<span className={classes.mute}> {each.dueAt > now ? `in ${spanWords(each.dueAt - now)}` : 'due'}</span>
						</li>
					) : (
						<li key={eventWords(each)}>
							{each.type === 'message' ? (
								<>
									<strong>{each.name}</strong> with key <code className={classes.mono}>{each.key}</code>
								</>
							) : (
								<>
									the signal <strong>{each.signal}</strong>
								</>
							)}
						</li>
					),
				)}
			</ul>
		</section>
	);
}

function Facts({ model, visit }: { model: SagaModel; visit: VisitStory }) {
	switch (visit.kind) {
		case 'wait':
			return visit.endedBy === null || visit.endedBy === visit.node ? null : (
				<p className={classes.note}>Ended by {model.names.node(visit.endedBy)}.</p>
			);
		case 'approval':
			return visit.answer === null ? null : (
				<section>
					<h3 className={classes.label}>{visit.answer.actor} answered</h3>
					<JsonView value={visit.answer.output} label="Answer" maxHeight="200px" />
				</section>
			);
		case 'call':
			return (
				<section>
					<h3 className={classes.label}>Called saga</h3>
					<p className={panelClasses.nextWords}>
						<Link href={`/sagas/${visit.child}`} className={panelClasses.link ?? ''}>
							Open the saga of {visit.flow}
						</Link>
					</p>
					<div className={panelClasses.keyBox}>
						<CopyId id={visit.child} length={24} />
					</div>
					{visit.failure !== null && <p className={panelClasses.failure}>{visit.failure}</p>}
				</section>
			);
		case 'scope':
			return visit.count === null ? null : (
				<p className={classes.note}>
					{visit.elementsDone} of {visit.count} elements done.
				</p>
			);
	}
}

function actsAt(model: SagaModel, visit: VisitStory): readonly OfferedAct[] {
	const { run, node } = visit;
	return visit.outcome === 'open' ? offeredMove(model, { run, from: null, node, title: model.names.run(run) }) : [];
}

function Visit({ model, node, refusal, onAct, visit }: PlaceProps & { visit: VisitStory }) {
	const { tone, words } = lookOf(visit);
	const took = visit.endedAt === null ? '' : ` · ${spanWords(visit.endedAt - visit.startedAt)}`;
	const acts = actsAt(model, visit);
	return (
		<div className={panelClasses.panelPart}>
			<Chip tone={tone}>{words}</Chip>
			<span className={classes.mute}>
				since <time title={fullTime(visit.startedAt)}>{clockTime(visit.startedAt)}</time>
				{took}
			</span>
			{visit.kind === 'approval' && visit.outcome === 'open' && node.kind === 'approval' && (
				<ApprovalForm key={visit.run} model={model} node={node} visit={visit} refusal={refusal} />
			)}
			<Listens model={model} visit={visit} />
			<Facts model={model} visit={visit} />
			{visit.outcome === 'open' && (
				<div>
					<ActsMenu
						label="Actions"
						acts={acts}
						refusal={refusal}
						nothing="Its token cannot be moved now: the saga is being undone."
						onAct={onAct}
					/>
				</div>
			)}
		</div>
	);
}

/** A token that rests here: at a join that waits for others, or where an incident holds it. */
function Resting({ model, node, refusal, onAct }: PlaceProps) {
	const { saga } = model;
	const isHeld = saga?.state.held.some((token) => token.node === node.id) ?? false;
	const rests = isHeld || (saga?.state.tokens.some((token) => token.node === node.id) ?? false);
	if (!rests || hasEnded(model)) return null;
	const hasIncident = [...model.story.incidents.values()].some((incident) => incident.node === node.id);
	const title = model.names.node(node.id);
	return (
		<div className={panelClasses.panelPart}>
			<p className={classes.note}>
				{hasIncident
					? 'A token is held here until a person decides what becomes of it.'
					: 'Some ways have come here and wait for the others.'}
			</p>
			<div>
				<ActsMenu
					label="Actions"
					acts={offeredMove(model, { run: null, from: node.id, node: node.id, title })}
					refusal={refusal}
					nothing="Its token cannot be moved now: the saga is being undone."
					onAct={onAct}
				/>
			</div>
		</div>
	);
}

function Armed({ model, node }: { model: SagaModel; node: FlowNode }) {
	const armed = [...model.story.visits.listening.values()].filter((open) => open.node === node.id);
	if (node.kind !== 'boundary' && node.kind !== 'start') return null;
	return armed.map(({ host, on }) => (
		<p key={host} className={classes.note}>
			Listens for {on.type === 'timer' ? `${clockTime(on.dueAt)}` : eventWords(on)}
			{host === 0 ? '' : `, as long as ${model.names.run(host)} is open`}.
		</p>
	));
}

function visitsOf(model: SagaModel, node: FlowNode): readonly VisitStory[] {
	return [...model.story.visits.all.values()]
		.filter((visit) => visit.node === node.id && !(visit.kind === 'scope' && visit.scopeKind === 'iteration'))
		.reverse();
}

/** What is or was open here beside step runs, newest first. */
export function PlaceVisits(props: PlaceProps) {
	return (
		<div className={panelClasses.visits}>
			<Resting {...props} />
			<Armed model={props.model} node={props.node} />
			{visitsOf(props.model, props.node).map((visit) => (
				<Visit key={visit.run} {...props} visit={visit} />
			))}
		</div>
	);
}

/** The panel of whatever is no step with a command: waits, approvals, calls, scopes, gateways, events. */
export function PlacePanel(props: PlaceProps) {
	const { model, node } = props;
	const passed = model.story.passed.get(node.id);
	return (
		<>
			<PlaceVisits {...props} />
			{visitsOf(model, node).length === 0 && (
				<p className={classes.note}>
					{passed === undefined
						? 'The saga has not passed here.'
						: `Passed ${passed.times === 1 ? 'once' : `${passed.times} times`}, last ${fullTime(passed.at)}.`}
				</p>
			)}
		</>
	);
}
