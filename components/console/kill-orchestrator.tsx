'use client';

import { Button, Group, Modal, Stack, Tabs, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { toFailure } from '../live/api-failure';
import { useHealth, useWriteRefusal } from '../live/installation-queries';
import { useKillOrchestrator } from '../live/saga-queries';
import { announce } from '../ui/announcer';
import classes from './console.module.css';

export interface Killing {
	/** The orchestrator belongs to the demo, so it may be killed. */
	readonly isOffered: boolean;
	readonly refusal: string | null;
	readonly isPending: boolean;
	readonly kill: () => void;
	/** It has been killed from this page and is back: time to say how to go on. */
	readonly isDone: boolean;
}

export function useKilling(): Killing {
	const { data } = useHealth();
	const lock = useWriteRefusal();
	const mutation = useKillOrchestrator();
	const demo = data?.orchestrators.filter((orchestrator) => orchestrator.demo) ?? [];
	const isAlive = demo.some(({ alive }) => alive);
	const kill = () =>
		mutation.mutate(undefined, {
			onSuccess: () => announce('The orchestrator is being killed. It starts again by itself.'),
			onError: (error) => notifications.show({ color: 'red', title: 'Not killed', message: toFailure(error).message }),
		});
	return {
		isOffered: demo.length > 0,
		refusal: lock ?? (isAlive ? null : 'It is dead already, and is being started again.'),
		isPending: mutation.isPending,
		kill,
		isDone: mutation.isSuccess && isAlive,
	};
}

const connectService = `import { Pool } from 'pg';
import { z } from 'zod';
import { connectBus } from '@/bus/connect-bus';
import { participant } from '@/participant/participant';

const bus = connectBus({ kind: 'kafka', brokers: ['localhost:9092'], clientId: 'stock', log: (_, line) => console.log(line) });
const database = new Pool({ connectionString: process.env.DATABASE_URL });

await participant({ name: 'stock', bus, database })
	.command('reserve-stock', z.object({ sku: z.string() }), ({ sku }, { db, key }) => reserve(db, key, sku), { undo: 'release-stock' })
	.command('release-stock', z.object({}), (_, { db, key }) => release(db, key))
	.start();`;
const connectKafka = 'KAFKA_BROKERS=broker-1:9092,broker-2:9092 npm start';

function ConnectDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
	return (
		<Modal opened={opened} onClose={onClose} title="From the demo to your own" size={780}>
			<Tabs defaultValue="service">
				<Tabs.List mb="sm">
					<Tabs.Tab value="service">Connect a service</Tabs.Tab>
					<Tabs.Tab value="kafka">Connect Kafka</Tabs.Tab>
				</Tabs.List>
				<Tabs.Panel value="service">
					<Stack gap="sm">
						<Text size="sm">
							A service becomes a participant with these lines. The kit remembers each command in the transaction of its
							effect, so a repeated command does nothing twice. Then draw a step with participant <code>stock</code>.
						</Text>
						<pre className={classes.code}>{connectService}</pre>
						<Text size="sm" c="dimmed">
							The README says the same under “Connect a service”; docs/wire-contract.md says it for other languages.
						</Text>
					</Stack>
				</Tabs.Panel>
				<Tabs.Panel value="kafka">
					<Stack gap="sm">
						<Text size="sm">Stop the program, and start it with the addresses of your brokers:</Text>
						<pre className={classes.code}>{connectKafka}</pre>
						<Text size="sm" c="dimmed">
							DATABASE_URL likewise names a PostgreSQL of your own. All variables stand in .env.example.
						</Text>
					</Stack>
				</Tabs.Panel>
			</Tabs>
			<Group justify="flex-end" mt="md">
				<Button onClick={onClose}>Close</Button>
			</Group>
		</Modal>
	);
}

/** After the orchestrator was killed and the saga went on: what comes after the demo. */
export function AfterKill() {
	const [isOpen, setOpen] = useState(false);
	const [isClosed, setClosed] = useState(false);
	return (
		<>
			{!isClosed && (
				<div className={classes.banner} data-tone="hint" data-testid="after-kill">
					<p>
						You killed the orchestrator. It starts again and the saga goes on from what is stored. Next: your own
						services.
					</p>
					<Button size="compact-xs" variant="light" onClick={() => setOpen(true)}>
						Connect a service (12 lines)
					</Button>
					<Button size="compact-xs" variant="subtle" color="gray" onClick={() => setClosed(true)}>
						Dismiss
					</Button>
				</div>
			)}
			<ConnectDialog opened={isOpen} onClose={() => setOpen(false)} />
		</>
	);
}
