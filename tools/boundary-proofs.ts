/**
 * For each rule of .dependency-cruiser.cjs one import, or more, that it must catch, and beside them the imports that
 * no rule may catch. tools/boundaries.test.ts builds a small house of them and lets the rules judge it.
 *
 * Invariant: a rule without a proof fails the test, so that no rule is ever trusted that cannot bite.
 */

/** A file and what it imports; `type` imports are written as such. */
export interface Import {
	readonly file: string;
	readonly imports: string;
	readonly type?: true;
}

const proof = (file: string, imports: string): Import => ({ file, imports });
const typeProof = (file: string, imports: string): Import => ({ file, imports, type: true });

export const forbiddenImports: Readonly<Record<string, readonly Import[]>> = {
	'no two files import each other, directly or in a round': [
		proof('saga/flow/round-a.ts', './round-b'),
		typeProof('saga/flow/round-b.ts', './round-a'),
	],
	'every import leads to a file or an installed package': [
		proof('saga/flow/lost.ts', './nowhere'),
		proof('bus/lost-package.ts', 'not-installed'),
	],
	'no code imports a test': [
		proof('server/store/reads-a-test.ts', '../../saga/flow/good.test'),
		proof('server/store/reads-a-spec.ts', '@/saga/engine/spec/spec'),
		proof('saga/engine/reads-test-data.ts', './testing/flows'),
	],
	'what runs in production imports no development package': [proof('bus/uses-vitest.ts', 'vitest')],
	'only bus/kafka imports kafkajs': [
		proof('server/runtime/uses-kafka.ts', 'kafkajs'),
		typeProof('bus/postgres/uses-kafka.ts', 'kafkajs'),
		proof('server/local/uses-snappy.ts', 'kafkajs-snappy'),
	],
	'contract imports no other room': [typeProof('contract/uses-saga.ts', '@/saga/flow/good')],
	'contract imports no package but zod': [proof('contract/uses-pg.ts', 'pg')],
	'contract and saga import nothing of Node': [
		proof('saga/engine/uses-node.ts', 'node:crypto'),
		proof('contract/uses-node.ts', 'node:fs'),
		proof('saga/engine/uses-bare-node.ts', 'fs'),
	],
	'saga imports no other room': [
		typeProof('saga/engine/uses-contract.ts', '@/contract/good'),
		proof('saga/lint/uses-demo.ts', '@/demo/flows/good'),
	],
	'specs of saga import no other room but the demo flows': [
		proof('saga/engine/uses-store.test.ts', '@/server/store/good'),
		proof('saga/engine/spec/uses-contract.ts', '@/contract/good'),
	],
	'saga imports no package but zod, FEEL, the linear regex engine and the readers of XML and BPMN': [
		proof('saga/engine/uses-uuid.ts', 'uuid'),
	],
	'only saga/bpmn reads XML and BPMN': [
		proof('saga/lint/uses-moddle.ts', 'bpmn-moddle'),
		proof('cli/uses-saxen.ts', 'saxen'),
	],
	'saga/flow imports no other folder of saga/': [typeProof('saga/flow/looks-right.ts', '../expression/good')],
	'saga/expression imports no other folder of saga/': [proof('saga/expression/looks-aside.ts', '../flow/good')],
	'saga/compile imports only flow, expression of saga/': [proof('saga/compile/looks-right.ts', '../engine/good')],
	'saga/engine imports only flow, expression, compile of saga/': [
		proof('saga/engine/looks-right.ts', '@/saga/trace/good'),
	],
	'saga/trace imports only flow, expression, compile, engine of saga/': [
		proof('saga/trace/looks-right.ts', '../rehearsal/good'),
	],
	'saga/rehearsal imports only flow, expression, compile, engine, trace of saga/': [
		proof('saga/rehearsal/looks-right.ts', '../lint/good'),
	],
	'saga/lint imports only flow, expression, compile, engine, trace, rehearsal of saga/': [
		proof('saga/lint/looks-right.ts', '../bpmn/good'),
	],
	'saga/bpmn imports only flow, expression of saga/': [proof('saga/bpmn/looks-aside.ts', '../compile/good')],
	'saga/engine/spec imports of saga/ only what stands up to trace': [
		proof('saga/engine/spec/looks-right.ts', '../../rehearsal/good'),
	],
	'bus imports no other room but contract/wire': [
		proof('bus/uses-saga.ts', '@/saga/flow/good'),
		proof('bus/kafka/uses-http.ts', '@/contract/http/good'),
	],
	'bus reaches PostgreSQL only in bus/postgres': [proof('bus/kafka/uses-pg.ts', 'pg')],
	'server/runtime gets store and bus as parameters and imports only saga, contract and the port of the bus': [
		typeProof('server/runtime/uses-store.ts', '../store/good'),
		proof('server/runtime/uses-bus.ts', '@/bus/kafka/good'),
		proof('server/runtime/uses-components.ts', '@/components/good'),
	],
	'server/runtime knows no database and no broker': [proof('server/runtime/uses-pg.ts', 'pg')],
	'server/store imports only saga, contract and the ports it fulfils': [
		proof('server/store/uses-loop.ts', '../runtime/good'),
		proof('server/store/uses-bus.ts', '@/bus/bus'),
	],
	'Prisma is for server/access and server/local only': [
		proof('server/store/uses-prisma.ts', '@prisma/client'),
		proof('app/uses-prisma.ts', '@/prisma/client/client'),
	],
	'server/access imports only saga, contract and the Prisma client': [
		proof('server/access/uses-store.ts', '../store/good'),
		proof('server/access/uses-bus.ts', '@/bus/bus'),
	],
	'server/local starts the parts as processes and imports none of them': [
		proof('server/local/uses-orchestrator.ts', '../orchestrator'),
		proof('server/local/uses-runtime.ts', '../runtime/good'),
	],
	'server/orchestrator alone puts store, bus and runtime together': [proof('server/second.ts', './store/good')],
	'components import only saga and contract': [
		proof('components/uses-access.tsx', '@/server/access/good'),
		typeProof('components/uses-app.tsx', '@/app/page'),
	],
	'tests of components import no further room but the demo flows': [
		proof('components/uses-store.test.ts', '@/server/store/good'),
	],
	'components run in the browser and import nothing of Node': [proof('components/uses-node.tsx', 'node:path')],
	'components import no server package': [proof('components/uses-pg.tsx', 'pg')],
	'components know of Next only its link and its navigation': [proof('components/uses-headers.tsx', 'next/headers')],
	'app imports only components, contract, saga and server/access': [
		proof('app/uses-store.ts', '@/server/store/good'),
		proof('app/uses-runtime.ts', '@/server/runtime/good'),
		proof('app/uses-bus.ts', '@/bus/bus'),
	],
	'app reaches no database and no broker by itself': [proof('app/uses-pg.ts', 'pg')],
	'participant imports only bus and contract/wire': [
		proof('participant/uses-saga.ts', '@/saga/flow/good'),
		proof('participant/uses-http.ts', '@/contract/http/good'),
		proof('participant/uses-server.ts', '@/server/store/good'),
	],
	'participant imports no package but zod and pg': [proof('participant/uses-uuid.ts', 'uuid')],
	'demo participants import only the kit': [proof('demo/participants/uses-bus.ts', '@/bus/bus')],
	'demo flows import only the flow model': [proof('demo/flows/uses-engine.ts', '@/saga/engine/good')],
	'nothing of the product knows the demo': [proof('server/local/knows-demo.ts', '@/demo/flows/good')],
	'cli imports only contract, saga, server/local and how the designer reads and lays out a file': [
		proof('cli/uses-store.ts', '@/server/store/good'),
		proof('cli/uses-bus.ts', '@/bus/bus'),
	],
	'nothing of the product imports benchmarks, stories or tools': [proof('server/local/uses-tools.ts', '@/tools/good')],
};

export const allowedImports: readonly Import[] = [
	proof('contract/good.ts', 'zod'),
	proof('contract/wire/good.ts', '../good'),
	proof('contract/wire/good.test.ts', 'cloudevents'),
	proof('contract/http/good.ts', '../good'),
	proof('saga/flow/good.ts', 'zod'),
	proof('saga/flow/good.test.ts', 'vitest'),
	proof('saga/expression/good.ts', 'lezer-feel'),
	proof('saga/expression/good.test.ts', 'fast-check'),
	proof('saga/compile/good.ts', '../flow/good'),
	proof('saga/engine/good.ts', '@/saga/compile/good'),
	proof('saga/engine/spec/spec.ts', '../../trace/good'),
	proof('saga/engine/spec/book-trip.test.ts', '@/demo/flows/good'),
	proof('saga/engine/testing/flows.ts', 'fast-check'),
	proof('saga/engine/good.test.ts', './testing/flows'),
	proof('saga/trace/good.ts', '../engine/good'),
	proof('saga/rehearsal/good.ts', '../trace/good'),
	proof('saga/lint/good.ts', '../rehearsal/good'),
	proof('saga/bpmn/good.ts', '../flow/good'),
	typeProof('bus/bus.ts', '@/contract/wire/good'),
	proof('bus/kafka/good.ts', 'kafkajs'),
	proof('bus/kafka/good.kafka.test.ts', '@/bus/contract-suite/suite'),
	proof('bus/contract-suite/suite.ts', 'vitest'),
	proof('bus/postgres/good.ts', 'pg'),
	proof('server/runtime/good.ts', '@/saga/engine/good'),
	typeProof('server/runtime/ports.ts', '@/bus/bus'),
	proof('server/runtime/good.db.test.ts', '@/server/store/good'),
	typeProof('server/store/good.ts', '../runtime/ports'),
	proof('server/access/good.ts', '@/prisma/client/client'),
	proof('server/access/good.db.test.ts', '@/server/store/good'),
	proof('server/local/good.ts', '@prisma/client'),
	proof('server/orchestrator.ts', './store/good'),
	proof('components/good.tsx', 'next/link'),
	proof('components/good.test.ts', '@/demo/flows/good'),
	proof('app/page.tsx', '@/components/good'),
	proof('app/api/route.ts', '@/server/access/good'),
	proof('participant/good.ts', '@/bus/bus'),
	proof('demo/flows/good.ts', '@/saga/flow/good'),
	proof('demo/flows/good.test.ts', '@/saga/lint/good'),
	proof('demo/participants/good.ts', '@/participant/good'),
	proof('cli/good.ts', '@/server/local/good'),
	proof('tools/good.ts', '@/server/local/good'),
	proof('bench/good.ts', '@/server/store/good'),
];

/** Packages of the small house: the name and whether it is for development only. */
export const packages: Readonly<Record<string, 'production' | 'development'>> = {
	'@prisma/client': 'production',
	'bpmn-moddle': 'production',
	cloudevents: 'development',
	'fast-check': 'development',
	kafkajs: 'production',
	'kafkajs-snappy': 'production',
	'lezer-feel': 'production',
	next: 'production',
	pg: 'production',
	saxen: 'production',
	uuid: 'production',
	vitest: 'development',
	zod: 'production',
};
