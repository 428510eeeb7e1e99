/**
 * *Hotel room*: the guest is asked to pay and a room is reserved meanwhile; whichever comes first, the payment or the
 * reservation, neither is lost: an early `paid` waits until the saga waits for it. Who has not paid in time loses the
 * room again. A broken card machine holds the saga up, until the technician's `fix` lets the step try again.
 * `demo.pays` is soon, late or never; `demo.fail` names the command that is to fail.
 */
import type { FlowDefinition } from '@/saga/flow/definition';

const retries = { attemptsMax: 3, backoffMs: 1_000, backoffFactor: 2, backoffMaxMs: 60_000 };

export const hotelRoom: FlowDefinition = {
	schemaVersion: 1,
	id: 'hotel-room',
	name: 'Hotel room',
	settings: { settleMs: 60_000, undoOrder: 'causal' },
	nodes: [
		{
			id: 'start',
			kind: 'start',
			name: 'Room asked for',
			fields: [
				{
					name: 'booking',
					type: 'object',
					required: true,
					sample: { id: 'R-2041', hotel: 'Harbour View', guest: 'Ada Moreau', nights: 2, price: 240 },
				},
				{ name: 'demo', type: 'object', required: false, sample: { pays: 'soon', fail: null } },
			],
			businessKey: 'booking.id',
		},
		{
			id: 'request-payment',
			kind: 'step',
			name: 'Request payment',
			participant: 'checkout',
			command: 'request-payment',
			input: [
				{ target: 'bookingId', expression: 'booking.id' },
				{ target: 'amount', expression: 'booking.price' },
				{ target: 'pays', expression: 'if demo.pays = null then "soon" else demo.pays' },
				{ target: 'fail', expression: 'demo.fail' },
			],
			output: [{ target: 'request', expression: 'reply' }],
			timeoutMs: 30_000,
			retries,
			expectedErrors: [{ code: 'PROVIDER_DOWN', retry: false }],
			class: 'compensable',
			compensation: {
				type: 'command',
				name: 'Void payment',
				participant: '',
				command: 'void-payment',
				input: [{ target: 'bookingId', expression: 'input.bookingId' }],
				timeoutMs: 30_000,
				retries,
			},
		},
		{
			id: 'reserve-room',
			kind: 'step',
			name: 'Reserve room',
			participant: 'rooms',
			command: 'reserve-room',
			input: [
				{ target: 'bookingId', expression: 'booking.id' },
				{ target: 'hotel', expression: 'booking.hotel' },
				{ target: 'nights', expression: 'booking.nights' },
				{ target: 'guest', expression: 'booking.guest' },
				{ target: 'fail', expression: 'demo.fail' },
			],
			output: [{ target: 'reservation', expression: 'reply' }],
			timeoutMs: 30_000,
			retries,
			expectedErrors: [{ code: 'NO_ROOM', retry: false }],
			class: 'compensable',
			compensation: {
				type: 'command',
				name: 'Release room',
				participant: '',
				command: 'release-room',
				input: [{ target: 'bookingId', expression: 'input.bookingId' }],
				timeoutMs: 30_000,
				retries,
			},
		},
		{ id: 'payment', kind: 'event-race', name: 'Paid in time?' },
		{
			id: 'paid',
			kind: 'catch',
			name: 'Paid',
			on: {
				type: 'message',
				message: 'paid',
				key: 'booking.id',
				output: [{ target: 'payment', expression: 'event' }],
			},
		},
		{
			id: 'deadline',
			kind: 'catch',
			name: 'Not paid for 45 s',
			on: { type: 'timer', timer: 'duration', value: 'PT45S' },
		},
		{
			id: 'make-key-card',
			kind: 'step',
			name: 'Make key card',
			participant: 'rooms',
			command: 'make-key-card',
			input: [
				{ target: 'bookingId', expression: 'booking.id' },
				{ target: 'guest', expression: 'booking.guest' },
				{ target: 'fail', expression: 'demo.fail' },
			],
			output: [{ target: 'card', expression: 'reply' }],
			timeoutMs: 30_000,
			retries,
			expectedErrors: [{ code: 'MACHINE_BROKEN', retry: false }],
			class: 'compensable',
			park: { until: { message: 'fix', key: 'booking.id' }, atMostMs: 600_000 },
			compensation: {
				type: 'none',
				effect: 'harmless',
				because: 'A card opens nothing once its room has been released.',
			},
		},
		{ id: 'end', kind: 'end', name: 'Room ready' },
		{
			id: 'not-paid',
			kind: 'end',
			name: 'Not paid',
			result: { type: 'error', code: 'NOT_PAID', message: 'The guest has not paid in time.' },
		},
	],
	edges: [
		{ id: 'e1', source: 'start', target: 'request-payment', name: '', condition: null, isDefault: false },
		{ id: 'e2', source: 'request-payment', target: 'reserve-room', name: '', condition: null, isDefault: false },
		{ id: 'e3', source: 'reserve-room', target: 'payment', name: '', condition: null, isDefault: false },
		{ id: 'e4', source: 'payment', target: 'paid', name: '', condition: null, isDefault: false },
		{ id: 'e5', source: 'payment', target: 'deadline', name: '', condition: null, isDefault: false },
		{ id: 'e6', source: 'paid', target: 'make-key-card', name: '', condition: null, isDefault: false },
		{ id: 'e7', source: 'make-key-card', target: 'end', name: '', condition: null, isDefault: false },
		{ id: 'e8', source: 'deadline', target: 'not-paid', name: '', condition: null, isDefault: false },
	],
	// Centres stand on the 4 px grid: 200 is the main line.
	layout: {
		nodes: {
			start: { x: 80, y: 182, width: 36, height: 36 },
			'request-payment': { x: 176, y: 171, width: 168, height: 58 },
			'reserve-room': { x: 408, y: 171, width: 168, height: 58 },
			payment: { x: 640, y: 176, width: 48, height: 48 },
			paid: { x: 778, y: 102, width: 36, height: 36 },
			deadline: { x: 778, y: 262, width: 36, height: 36 },
			'make-key-card': { x: 904, y: 91, width: 168, height: 58 },
			end: { x: 1136, y: 102, width: 36, height: 36 },
			'not-paid': { x: 926, y: 262, width: 36, height: 36 },
		},
		edges: {},
	},
	kept: [],
};
