/** What is caught and what is thrown, with the parts compiled without which nobody could send or receive it. */
import type { ReactionTrigger } from '../flow/nodes/event';
import type { PublishedEvent } from '../flow/nodes/publish';
import type { CompiledThrow, CompiledTrigger } from './compiled-event';
import type { Findings } from './findings';

/** `field`: where the trigger stands in its node. */
export function compileTrigger(trigger: ReactionTrigger, field: string, findings: Findings): CompiledTrigger {
	switch (trigger.type) {
		case 'message': {
			const { message } = trigger;
			requireName(message, `${field}.message`, 'message', findings);
			const hasKey = trigger.key.trim() !== '';
			if (!hasKey)
				findings.add(
					'event-incomplete',
					'Say by which key the message is recognised as meant for this saga, as orderId.',
					`${field}.key`,
				);
			const key = findings.expression(hasKey ? trigger.key : 'null', `${field}.key`);
			return { type: 'message', message, key, output: findings.mapping(trigger.output, `${field}.output`) };
		}
		case 'timer':
			return { type: 'timer', timer: findings.timer(trigger, `${field}.value`) };
		case 'signal':
			requireName(trigger.signal, `${field}.signal`, 'signal', findings);
			return {
				type: 'signal',
				signal: trigger.signal,
				output: findings.mapping(trigger.output, `${field}.output`),
			};
		default: {
			const { type, code } = trigger;
			if (code?.trim() === '')
				findings.add('event-incomplete', `Say which ${type} code is caught, or that all are.`, `${field}.code`);
			return { type, code, output: findings.mapping(trigger.output, `${field}.output`) };
		}
	}
}

export function compileThrow(event: PublishedEvent, field: string, findings: Findings): CompiledThrow {
	const input = findings.mapping(event.input, `${field}.input`);
	switch (event.type) {
		case 'message': {
			const { message } = event;
			requireName(message, `${field}.message`, 'message', findings);
			return { type: 'message', message, key: findings.optionalExpression(event.key, `${field}.key`), input };
		}
		case 'signal':
			requireName(event.signal, `${field}.signal`, 'signal', findings);
			return { type: 'signal', signal: event.signal, input };
		case 'escalation':
			requireName(event.code, `${field}.code`, 'escalation', findings);
			return { type: 'escalation', code: event.code, input };
	}
}

export function requireName(name: string, field: string, what: string, findings: Findings): void {
	if (name.trim() === '') findings.add('event-incomplete', `Say which ${what} is meant: it has no name yet.`, field);
}
