/** The marks of BPMN inside an event's circle, drawn on 36 × 36: outlined where it is caught, filled where it is thrown. */

export type EventMark = 'message' | 'timer' | 'signal' | 'error' | 'escalation' | 'compensate' | 'terminate' | 'link';

interface Drawn {
	/** Closed outlines, which may be filled. */
	readonly shape: string;
	/** Lines that stay lines. */
	readonly lines?: string;
}

const marks: Readonly<Record<EventMark, Drawn>> = {
	message: { shape: 'M11 13h14v10H11z', lines: 'M11 13l7 5.500 7-5.500' },
	timer: { shape: '', lines: 'M18 10.500a7.500 7.500 0 1 0 .01 0zM18 13v5l3.500 1.800' },
	signal: { shape: 'M18 10.500 25 22.500H11z' },
	error: { shape: 'M11.500 24.500 15.200 12.500 19.600 18.600 24.500 11.500 20.800 23.800 16.600 18z' },
	escalation: { shape: 'M18 10.500 23.500 24 18 18.800 12.500 24z' },
	compensate: { shape: 'M17.500 12.500v11L10.500 18zM25 12.500v11L18 18z' },
	terminate: { shape: 'M18 10.500a7.500 7.500 0 1 0 .01 0z' },
	link: { shape: 'M10.500 15.500h8v-3.500l7 6-7 6v-3.500h-8z' },
};

export function EventMarkShape({ mark, filled }: { mark: EventMark; filled: boolean }) {
	const { shape, lines } = marks[mark];
	const hue = mark === 'compensate' ? 'var(--u-undo)' : 'var(--u-text)';
	const isFilled = filled && shape !== '';
	return (
		<g strokeWidth={1.4} strokeLinejoin="round" strokeLinecap="round">
			{shape !== '' && <path d={shape} fill={isFilled ? hue : 'none'} stroke={hue} />}
			{lines !== undefined && <path d={lines} fill="none" stroke={isFilled ? 'var(--u-node)' : hue} />}
		</g>
	);
}
