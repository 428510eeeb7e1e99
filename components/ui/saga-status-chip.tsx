import {
	IconAlertTriangleFilled,
	IconBan,
	IconCheck,
	IconHourglass,
	IconPlayerPlayFilled,
	IconPlayerTrackPrevFilled,
	IconX,
} from '@tabler/icons-react';
import type { SagaRowStatus } from '@/contract/http/sagas';
import { Chip, type Tone } from './chip';

const looks: Readonly<
	Record<SagaRowStatus, { readonly tone: Tone; readonly words: string; readonly icon: typeof IconX }>
> = {
	starting: { tone: 'waiting', words: 'Starting', icon: IconHourglass },
	refused: { tone: 'bad', words: 'Refused', icon: IconX },
	running: { tone: 'running', words: 'Running', icon: IconPlayerPlayFilled },
	compensating: { tone: 'undo', words: 'Undoing', icon: IconPlayerTrackPrevFilled },
	completed: { tone: 'done', words: 'Completed', icon: IconCheck },
	compensated: { tone: 'undo', words: 'Compensated', icon: IconPlayerTrackPrevFilled },
	failed: { tone: 'bad', words: 'Failed', icon: IconAlertTriangleFilled },
	cancelled: { tone: 'suspended', words: 'Cancelled', icon: IconBan },
};

export const sagaStatusWords = (status: SagaRowStatus): string => looks[status].words;

/** The status of a saga: the same icon, word and hue everywhere. */
export function SagaStatusChip({ status }: { status: SagaRowStatus }) {
	const { tone, words, icon: Icon } = looks[status];
	return (
		<Chip tone={tone}>
			<Icon size={12} aria-hidden />
			{words}
		</Chip>
	);
}
