/** Words, tones and icons of a saga as a whole: one place, so that list, header and banner say the same. */
import type { SagaSummary } from '@/contract/http/sagas';
import type { UndoPlan } from '@/saga/engine/undo/undo-plan-types';

type BannerTone = 'running' | 'waiting' | 'done' | 'undo' | 'bad' | 'suspended';

export function bannerTone({ status, openIncidents, suspended }: SagaSummary): BannerTone {
	if (openIncidents > 0 || status === 'refused' || status === 'failed') return 'bad';
	if (suspended || status === 'cancelled') return 'suspended';
	if (status === 'starting') return 'waiting';
	if (status === 'compensating' || status === 'compensated') return 'undo';
	return status === 'completed' ? 'done' : 'running';
}

/** "1 of 3 undone"; null where nothing is being undone or was. */
export function undoneWords(plan: UndoPlan | null, isUnwinding: boolean): string | null {
	if (plan === null || !isUnwinding || plan.toUndo === 0) return null;
	return `${plan.undone} of ${plan.toUndo} undone`;
}

export const sagaTitle = ({ businessKey, id }: SagaSummary): string => businessKey ?? `…${id.slice(-8)}`;
