import { IconClock, IconParkingCircle, IconRefresh } from '@tabler/icons-react';
import type { FlowNode } from '@/saga/flow/definition';
import { retriesDefault, timeoutMsDefault } from '@/saga/flow/nodes/retries';
import type { StepNode } from '@/saga/flow/nodes/step';
import { durationWords } from './duration-words';
import classes from './node.module.css';

const hasOwnRetries = ({ retries }: StepNode) => JSON.stringify(retries) !== JSON.stringify(retriesDefault);

/** BPMN's three bars: upright for all at once, level for one after the other. */
function Bars({ sequential }: { sequential: boolean }) {
	return (
		<svg width={14} height={14} viewBox="0 0 14 14" stroke="currentColor" strokeWidth={2} aria-hidden>
			<path d={sequential ? 'M1 3h12M1 7h12M1 11h12' : 'M3 1v12M7 1v12M11 1v12'} />
		</svg>
	);
}

export function ForEachMark({ node }: { node: FlowNode }) {
	if (!('forEach' in node) || node.forEach === undefined) return null;
	const { mode, limit, collection } = node.forEach;
	const how = mode === 'sequential' ? 'one after the other' : limit === null ? 'all at once' : `${limit} at once`;
	return (
		<span className={classes.glyph} title={`For each of ${collection || '…'}, ${how}`}>
			<Bars sequential={mode === 'sequential'} />
		</span>
	);
}

function parkWords({ park }: StepNode): string {
	if (park === undefined) return '';
	const until = park.until === null ? 'a person says so' : `${park.until.message || 'a message'} comes`;
	const atMost = park.atMostMs === null ? '' : `, at most ${durationWords(park.atMostMs)}`;
	return `Parked after a failure until ${until}${atMost}`;
}

/** Only what is set differently from the defaults. */
export function StepGlyphs({ step }: { step: StepNode }) {
	return (
		<>
			{step.timeoutMs !== timeoutMsDefault && (
				<span className={classes.glyph} title={`Time-out ${durationWords(step.timeoutMs)}`}>
					<IconClock size={14} aria-hidden />
				</span>
			)}
			{hasOwnRetries(step) && (
				<span className={classes.glyph} title={`At most ${step.retries.attemptsMax} attempts`}>
					<IconRefresh size={14} aria-hidden />
				</span>
			)}
			{step.park !== undefined && (
				<span className={classes.glyph} title={parkWords(step)}>
					<IconParkingCircle size={14} aria-hidden />
				</span>
			)}
			<ForEachMark node={step} />
		</>
	);
}
