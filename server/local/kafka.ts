/**
 * A local Apache Kafka: one KRaft node on the loopback interface, its jars fetched by Maven coordinates and kept.
 * For trying out and for tests; an installation has brokers of its own (KAFKA_BROKERS).
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connectBus } from '@/bus/connect-bus';
import { lastLines, type Part, startPart } from './part';
import { freePort, loopback } from './ports';
import { gone } from './process-identity';
import { LocalTrouble } from './trouble';

export interface LocalKafkaOptions {
	/** Where the jars are kept; shared by all data folders of a checkout. */
	readonly cache: string;
	/** The broker's own data and configuration. */
	readonly folder: string;
	readonly logFile: string;
	/** Ends a start that has not come to its end. */
	readonly ordered?: AbortSignal;
	/** Of the last start: broker, controller. */
	readonly ports?: readonly [number, number];
}

export interface LocalKafka extends Part {
	/** host:port */
	readonly broker: string;
	readonly ports: readonly [number, number];
	/** Starts the broker anew on the same ports, after it has ended by itself. */
	again(): Promise<Part>;
}

export const kafkaVersion = '4.4.0';
const scalaVersion = '2.13';
const loggingVersion = '2.25.5';
const startWithinMs = 60_000;
const run = promisify(execFile);

/** Null when a local Kafka can run here, else what is missing, in words that fit behind "because". */
export async function whyNoLocalKafka(): Promise<string | null> {
	const java = await run('java', ['-version']).then(
		({ stderr }) => Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0),
		() => 0,
	);
	if (java === 0) return 'there is no Java here';
	if (java < 17) return `Java here is ${java}, Kafka needs 17 or newer`;
	const maven = await run('mvn', ['-v']).then(
		() => true,
		() => false,
	);
	return maven ? null : 'there is no Maven here, by which Kafka is fetched';
}

export async function startKafka(options: LocalKafkaOptions): Promise<LocalKafka> {
	const jars = await fetchJars(options.cache, options.ordered);
	await mkdir(options.folder, { recursive: true });
	const ports = [await freePort(options.ports?.[0]), await freePort(options.ports?.[1])] as const;
	const properties = join(options.folder, 'server.properties');
	await writeFile(properties, propertiesOf(join(options.folder, 'data'), ports));
	const logging = join(options.folder, 'log4j2.properties');
	await writeFile(logging, loggingProperties);
	const java = ['-cp', join(jars, '*'), `-Dlog4j2.configurationFile=${logging}`];
	if (!existsSync(join(options.folder, 'data', 'meta.properties'))) {
		// One id in 64 begins with a dash: apart from its option it would be read as another.
		const id = `--cluster-id=${randomBytes(16).toString('base64url')}`;
		await run('java', [...java, 'kafka.tools.StorageTool', 'format', id, '-c', properties]).catch((error) => {
			throw new LocalTrouble(
				`Kafka could not prepare its data folder ${options.folder}: ${String(error.stderr || error.message).trim()}`,
			);
		});
	}
	const again = () =>
		startPart({
			name: 'Kafka',
			command: 'java',
			args: ['-Xms256m', '-Xmx512m', '-XX:+UseG1GC', ...java, 'kafka.Kafka', properties],
			env: { PATH: process.env.PATH, JAVA_HOME: process.env.JAVA_HOME },
			cwd: options.folder,
			logFile: options.logFile,
			stopWithinMs: 4_000,
		});
	const part = await again();
	const broker = `${loopback}:${ports[0]}`;
	await answering(part, broker, options).catch(async (error) => {
		await part.stop();
		throw error;
	});
	return { ...part, broker, ports, again };
}

/** Once per version; a fetch that was cut short is not taken for one. */
async function fetchJars(cache: string, ordered?: AbortSignal): Promise<string> {
	const jars = join(cache, `kafka-${kafkaVersion}`);
	if (existsSync(jars)) return jars;
	const partial = `${jars}.${process.pid}`;
	await mkdir(partial, { recursive: true });
	await writeFile(join(partial, 'pom.xml'), pom);
	try {
		await run(
			'mvn',
			['-q', '-B', '-f', join(partial, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${partial}`],
			ordered === undefined ? {} : { signal: ordered },
		);
		if ((await readdir(partial)).filter((name) => name.endsWith('.jar')).length < 10)
			throw new Error('Maven brought too few jars');
		await rename(partial, jars);
	} catch (error) {
		ordered?.throwIfAborted();
		if (existsSync(jars)) return jars;
		const said = error as { stdout?: string; message: string };
		throw new LocalTrouble(
			`Kafka's jars could not be fetched by Maven: ${(said.stdout || said.message).trim().split('\n')[0]}`,
		);
	} finally {
		await rm(partial, { recursive: true, force: true });
	}
	return jars;
}

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
	<modelVersion>4.0.0</modelVersion>
	<groupId>unwind</groupId><artifactId>local-kafka</artifactId><version>1</version>
	<dependencies>
		<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_${scalaVersion}</artifactId><version>${kafkaVersion}</version></dependency>
		<dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId><version>${loggingVersion}</version></dependency>
	</dependencies>
</project>
`;

function propertiesOf(data: string, [broker, controller]: readonly [number, number]): string {
	return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@${loopback}:${controller}
listeners=PLAINTEXT://${loopback}:${broker},CONTROLLER://${loopback}:${controller}
advertised.listeners=PLAINTEXT://${loopback}:${broker}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=${data}
auto.create.topics.enable=false
group.initial.rebalance.delay.ms=0
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=4
controlled.shutdown.enable=false
`;
}

const loggingProperties = `rootLogger.level=warn
rootLogger.appenderRef.console.ref=console
appender.console.type=Console
appender.console.name=console
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=%d{ISO8601} %p %c{1} %m%n
`;

async function answering(part: Part, broker: string, { logFile, ordered }: LocalKafkaOptions): Promise<void> {
	const deadline = Date.now() + startWithinMs;
	const bus = connectBus({ kind: 'kafka', brokers: [broker], clientId: 'unwind-launcher', log: () => undefined });
	try {
		for (;;) {
			const answered = await bus.ping().then(
				() => true,
				() => false,
			);
			if (answered) return;
			if (await gone(part.identity, 0))
				throw new LocalTrouble(
					`Kafka does not start; its last words: ${await lastLines(logFile, 3)} (all of it in ${logFile})`,
				);
			ordered?.throwIfAborted();
			if (Date.now() > deadline)
				throw new LocalTrouble(`Kafka does not answer after ${startWithinMs / 1_000} s; see ${logFile}.`);
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
	} finally {
		await bus.close();
	}
}
