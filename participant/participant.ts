/**
 * The kit with which a TypeScript service becomes a participant: register commands, start, and the contract of
 * docs/wire-contract.md is kept: repeated commands are answered and not repeated, undo knows what there is to undo,
 * and what cannot be understood is kept as a dead letter.
 *
 *     participant({ name: 'stock', bus, database })
 *       .command('reserve-stock', z.object({ sku: z.string() }), reserveStock, { undo: 'release-stock' })
 *       .command('release-stock', z.object({}), releaseStock)
 *       .start();
 */
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Bus } from '@/bus/bus';
import { encodeOffer, type ParticipantOffer } from '@/contract/wire/participant-offer';
import { commandsTopic, topicDefaults } from '@/contract/wire/topics';
import type { CommandContext, CommandDefinition } from './command-definition';
import { rememberUntilEnd } from './forget';
import { ensureMemory } from './memory';
import { workFetch } from './work-fetch';

export interface ParticipantOptions {
	/** Lower-case; its commands arrive on `<name>.commands`. */
	readonly name: string;
	readonly bus: Bus;
	/** Where the effects and the memory live. */
	readonly database: Pool;
	readonly log?: (level: 'info' | 'warn' | 'error', message: string) => void;
	/** Commands worked on at the same time per partition; default 8. */
	readonly concurrencyMax?: number;
	/** Partitions of the command topic if it has to be created; default 4. */
	readonly partitions?: number;
	/** How long the command topic keeps records; what is remembered outlives it by a day. Default 7 days. */
	readonly retentionMs?: number;
}

export interface RunningParticipant {
	/** Finishes what is under way, then leaves. At most 5 s; the bus and the pool stay the caller's. */
	stop(): Promise<void>;
}

export interface ParticipantBuilder {
	command<S extends z.ZodType>(
		name: string,
		schema: S,
		handler: (payload: z.output<S>, context: CommandContext) => Promise<unknown>,
		options?: { readonly undo?: string },
	): ParticipantBuilder;
	start(): Promise<RunningParticipant>;
}

const dayMs = 86_400_000;

export function participant(options: ParticipantOptions): ParticipantBuilder {
	const definitions = new Map<string, CommandDefinition>();
	const builder: ParticipantBuilder = {
		command(command, schema, handler, { undo } = {}) {
			if (definitions.has(command)) throw new Error(`${options.name} registers the command ${command} twice.`);
			definitions.set(command, { command, schema, handler, undo: undo ?? null });
			return builder;
		},
		start: () => start(options, definitions),
	};
	return builder;
}

async function start(
	options: ParticipantOptions,
	definitions: ReadonlyMap<string, CommandDefinition>,
): Promise<RunningParticipant> {
	const { name, bus, database, log = () => undefined } = options;
	for (const { command, undo } of definitions.values()) {
		if (undo !== null && !definitions.has(undo))
			throw new Error(`${name}: ${command} is undone by ${undo}, which is not registered.`);
	}
	const partitions = options.partitions ?? 4;
	const retentionMs = options.retentionMs ?? 7 * dayMs;
	await ensureMemory(database);
	await bus.ensureTopics([
		{ name: commandsTopic(name), partitions, retentionMs },
		{ name: topicDefaults.replies, partitions },
		{ name: topicDefaults.events, partitions },
		{ name: topicDefaults.deadLetters, partitions: 1 },
		{ name: topicDefaults.participants, partitions: 1, compacted: true },
	]);
	const producer = await bus.producer();
	await producer.send([encodeOffer(offerOf(name, definitions), topicDefaults.participants)]);
	const consumer = await bus.consume({
		group: `${name}.participant`,
		topics: [commandsTopic(name)],
		receive: (fetch) =>
			workFetch({ name, database, producer, definitions, concurrencyMax: options.concurrencyMax ?? 8, log }, fetch),
		onTrouble: (error) => log('warn', `${name}: ${error.message}; trying again by itself`),
	});
	const memory = await rememberUntilEnd({ name, bus, database, keepMs: retentionMs + dayMs, log });
	log('info', `${name} answers ${[...definitions.keys()].join(', ')}`);
	return {
		async stop() {
			await Promise.all([consumer.stop(), memory.stop()]);
			await producer.stop();
		},
	};
}

function offerOf(name: string, definitions: ReadonlyMap<string, CommandDefinition>): ParticipantOffer {
	const commands = [...definitions.values()].map(({ command, undo, schema }) => ({
		command,
		undo,
		payload: z.toJSONSchema(schema, { unrepresentable: 'any' }) as ParticipantOffer['commands'][number]['payload'],
	}));
	return { name, commands };
}
