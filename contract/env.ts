/**
 * The environment of every production part, in one schema: `npm run web`, `npm run orchestrator`, and the launcher,
 * which sets it for the parts that it starts. `.env.example` is generated from it.
 *
 * Invariant: a part that starts has what it needs; otherwise it says every problem at once, each in one sentence that
 * names the variable. An empty value counts as not set. Not done here: reading `process.env`, which the entry does.
 */
import { z } from 'zod';
import { roles } from './http/installation';
import { topicDefaults } from './wire/topics';

/** What `.env.example` says of a variable, beside its description. */
interface VariableMeta {
	readonly group: 'Database' | 'Bus' | 'Topics' | 'Web' | 'Orchestrator' | 'Launcher' | 'All parts';
	readonly description: string;
	readonly example?: string;
}

const variableMeta = z.registry<VariableMeta>();

const databaseUrl = z
	.string()
	.regex(/^postgres(ql)?:\/\/.+/, 'must be a PostgreSQL URL such as postgresql://user:password@host:5432/unwind');
const topicName = z
	.string()
	.regex(/^[A-Za-z0-9._-]{1,249}$/, 'must be a topic name: letters, digits, ".", "_" and "-"');
const brokers = z
	.string()
	.regex(/^\s*[^\s,:]+:\d{1,5}(\s*,\s*[^\s,:]+:\d{1,5})*\s*$/, 'must be host:port, several separated by commas')
	.transform((list) => list.split(',').map((broker) => broker.trim()));
const flag = z.enum(['true', 'false'], 'must be true or false').transform((word) => word === 'true');

function count(from: number, to: number) {
	return z
		.string()
		.regex(/^\d{1,9}$/, `must be a whole number from ${from} to ${to}`)
		.transform(Number)
		.refine((number) => number >= from && number <= to, `must be a whole number from ${from} to ${to}`);
}

const topicsByName = z
	.string()
	.regex(
		/^\s*[^,=]+=\s*[A-Za-z0-9._-]{1,249}\s*(,\s*[^,=]+=\s*[A-Za-z0-9._-]{1,249}\s*)*$/,
		'must be name=topic, several separated by commas',
	)
	.transform(
		(list): Readonly<Record<string, string>> =>
			Object.fromEntries(list.split(',').map((pair) => pair.split('=').map((part) => part.trim()) as [string, string])),
	);

function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
	return z.enum(words, `must be one of ${words.join(', ')}`);
}

function topic(of: string, byDefault: string) {
	return topicName.default(byDefault).register(variableMeta, { group: 'Topics', description: `Topic of ${of}.` });
}

const environmentSchema = z.object({
	DATABASE_URL: databaseUrl.optional().register(variableMeta, {
		group: 'Database',
		description: 'The orchestrator signs in here; its role owns the saga tables.',
		example: 'postgresql://unwind:secret@localhost:5432/unwind',
	}),
	WEB_DATABASE_URL: databaseUrl.optional().register(variableMeta, {
		group: 'Database',
		description: 'The web app signs in here as role unwind_web, which may write flows, drafts and requests only.',
		example: 'postgresql://unwind_web:secret@localhost:5432/unwind',
	}),
	BUS_DATABASE_URL: databaseUrl.optional().register(variableMeta, {
		group: 'Bus',
		description: 'The PostgreSQL bus of participants whose own database is another; by default DATABASE_URL.',
		example: 'postgresql://unwind:secret@localhost:5432/unwind',
	}),
	BUS: oneOf(['kafka', 'postgres']).optional().register(variableMeta, {
		group: 'Bus',
		description: 'What carries the messages. By default kafka where KAFKA_BROKERS is set, else the PostgreSQL bus.',
		example: 'kafka',
	}),
	KAFKA_BROKERS: brokers.optional().register(variableMeta, {
		group: 'Bus',
		description: 'The brokers to ask first, as host:port, separated by commas.',
		example: 'localhost:9092',
	}),
	KAFKA_SSL: flag.default(false).register(variableMeta, {
		group: 'Bus',
		description: 'true: TLS to the brokers. Node reads an own certificate authority from NODE_EXTRA_CA_CERTS.',
	}),
	KAFKA_SASL_MECHANISM: oneOf(['plain', 'scram-sha-256', 'scram-sha-512']).optional().register(variableMeta, {
		group: 'Bus',
		description: 'How to sign in to the brokers: plain, scram-sha-256 or scram-sha-512; needs the two below.',
		example: 'scram-sha-512',
	}),
	KAFKA_SASL_USERNAME: z.string().optional().register(variableMeta, {
		group: 'Bus',
		description: 'The user at the brokers.',
		example: 'unwind',
	}),
	KAFKA_SASL_PASSWORD: z.string().optional().register(variableMeta, {
		group: 'Bus',
		description: 'The password at the brokers.',
		example: 'secret',
	}),
	REPLIES_TOPIC: topic('the replies of participants', topicDefaults.replies),
	EVENTS_TOPIC: topic('the life cycle of sagas', topicDefaults.events),
	DEAD_LETTERS_TOPIC: topic('records that could not be read', topicDefaults.deadLetters),
	PARTICIPANTS_TOPIC: topic('what each participant offers', topicDefaults.participants),
	DOMAIN_TOPIC: topic('message events, of every name that DOMAIN_TOPICS does not list', topicDefaults.domain),
	DOMAIN_TOPICS: topicsByName.default({}).register(variableMeta, {
		group: 'Topics',
		description: 'Topics of message events by name, as name=topic, separated by commas.',
		example: 'paid=payments.events,parcel-lost=shipping.events',
	}),
	PARTITIONS: count(1, 1_000).default(4).register(variableMeta, {
		group: 'Topics',
		description: 'Partitions of topics that do not exist yet; few per process are faster than many.',
	}),
	HOST: z.string().default('127.0.0.1').register(variableMeta, {
		group: 'Web',
		description:
			'The address the web app listens on. Nobody signs in yet: open it to others only behind something that asks.',
	}),
	PORT: count(1, 65_535).default(3_000).register(variableMeta, {
		group: 'Web',
		description: 'The web app listens here.',
	}),
	UNWIND_ROLE: oneOf(roles).default('admin').register(variableMeta, {
		group: 'Web',
		description: 'What whoever opens the web app may do, until people sign in: admin or viewer.',
	}),
	LANES: count(1, 16).default(1).register(variableMeta, {
		group: 'Orchestrator',
		description:
			'Batches worked on at the same time: one makes the largest, two pay where PostgreSQL has its own cores.',
	}),
	UNWIND_DEMO: flag.default(false).register(variableMeta, {
		group: 'Orchestrator',
		description: 'true: this orchestrator belongs to the demo and may be killed from the console.',
	}),
	UNWIND_FAILPOINTS: z.string().optional().register(variableMeta, {
		group: 'Orchestrator',
		description: 'For tests only: where this orchestrator has itself killed, as after-commit:3 (the third time).',
		example: 'after-commit:3',
	}),
	UNWIND_DATA: z.string().default('.data').register(variableMeta, {
		group: 'Launcher',
		description: 'Folder in which `npm start` keeps the data of the parts that it runs itself.',
	}),
	LOG_LEVEL: oneOf(['debug', 'info', 'warn', 'error']).default('info').register(variableMeta, {
		group: 'All parts',
		description: 'The least important line that is logged: debug, info, warn or error.',
	}),
});

type Values = z.output<typeof environmentSchema>;
export type Environment = Omit<Values, 'BUS'> & { readonly BUS: NonNullable<Values['BUS']> };

/** The variables without which a part cannot start. */
interface Needs {
	readonly web: 'WEB_DATABASE_URL';
	readonly orchestrator: 'DATABASE_URL';
	readonly launcher: never;
}
const needs: { readonly [Part in keyof Needs]: readonly Needs[Part][] } = {
	web: ['WEB_DATABASE_URL'],
	orchestrator: ['DATABASE_URL'],
	launcher: [],
};

const spoken: { readonly [Part in keyof Needs]: string } = {
	web: 'the web app',
	orchestrator: 'the orchestrator',
	launcher: 'npm start',
};

export type EnvironmentOf<Part extends keyof Needs> = Environment & {
	readonly [Name in Needs[Part]]: NonNullable<Environment[Name]>;
};

export type EnvironmentResult<Part extends keyof Needs> =
	| { readonly ok: true; readonly environment: EnvironmentOf<Part> }
	| { readonly ok: false; readonly problems: readonly string[] };

/** Reads what `part` needs from `source` (`process.env`, or a part of it); never throws. */
export function parseEnvironment<Part extends keyof Needs>(
	part: Part,
	source: Readonly<Record<string, string | undefined>>,
): EnvironmentResult<Part> {
	const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
	const parsed = environmentSchema.safeParse(given);
	if (!parsed.success) {
		return { ok: false, problems: parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`) };
	}
	const environment: Environment = { ...parsed.data, BUS: parsed.data.BUS ?? busFor(parsed.data) };
	const problems = [...missing(part, environment), ...contradictions(part, environment)];
	if (problems.length > 0) return { ok: false, problems };
	// `missing` has just shown that every variable in `needs[part]` is there.
	return { ok: true, environment: environment as EnvironmentOf<Part> };
}

/** What `.env.example` is made of: each variable with its default, in the order of the schema. */
export function describeEnvironment(): readonly (VariableMeta & {
	readonly name: string;
	readonly byDefault?: string;
})[] {
	return Object.entries(environmentSchema.shape).map(([name, schema]) => {
		const meta = variableMeta.get(schema);
		if (!meta) throw new Error(`The variable ${name} has no description in contract/env.ts.`);
		const byDefault = defaultOf(schema);
		return { name, ...meta, ...byDefault };
	});
}

function defaultOf(schema: z.ZodType): { readonly byDefault?: string } {
	if (!(schema instanceof z.ZodDefault)) return {};
	const value: unknown = schema.def.defaultValue;
	// An empty list is said by leaving the variable out.
	return typeof value === 'object' ? {} : { byDefault: String(value) };
}

function busFor({ KAFKA_BROKERS }: Pick<Values, 'KAFKA_BROKERS'>): Environment['BUS'] {
	return KAFKA_BROKERS ? 'kafka' : 'postgres';
}

function missing(part: keyof Needs, environment: Environment): readonly string[] {
	return needs[part]
		.filter((name) => environment[name] === undefined)
		.map((name) => `${name} is not set; ${spoken[part]} needs it (see .env.example).`);
}

function contradictions(part: keyof Needs, environment: Environment): readonly string[] {
	const problems: string[] = [];
	// The web app holds no broker credentials: it is only told which bus there is.
	if (part !== 'web' && environment.BUS === 'kafka' && !environment.KAFKA_BROKERS) {
		problems.push('BUS is kafka, but KAFKA_BROKERS is not set; name the brokers or set BUS to postgres.');
	}
	const signIn = ['KAFKA_SASL_MECHANISM', 'KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD'] as const;
	const absent = signIn.filter((name) => environment[name] === undefined);
	if (absent.length > 0 && absent.length < signIn.length) {
		problems.push(`${absent.join(' and ')} must be set too: signing in to Kafka needs ${signIn.join(', ')} together.`);
	}
	return problems;
}
