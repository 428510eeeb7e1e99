/**
 * The boundaries of the house: who may import whom. Each rule is named as the sentence it enforces, and
 * tools/boundaries.test.ts proves of each that it bites.
 *
 * Tests, and what stands in a folder `testing`, obey the rules of the room they stand in, apart from packages and Node. Tests against real parts
 * (*.db.test.ts, *.kafka.test.ts) put rooms together, as the orchestrator does, and are bound by none.
 */
const realPartsTest = '\\.(db|kafka)\\.test\\.ts$';
const test = '\\.test\\.tsx?$';
/** What only tests use: their suites, runners and test data. */
const testing = ['^saga/engine/spec/', '/(testing|test-support|contract-suite)/'];
const rooms = '^(app|components|contract|saga|bus|server|participant|cli|demo|e2e|bench|tools|prisma)/';
const package_ = (...names) => `node_modules/(${names.join('|')})/`;

/** Local files of other rooms than `allowed`; packages and Node are other rules' business. */
const roomsOnly = (name, from, allowed) => ({
	name,
	severity: 'error',
	from: { path: from, pathNot: [realPartsTest] },
	to: { path: rooms, pathNot: allowed },
});

/** What stands to the left of each folder of saga/. */
const leftOf = {
	flow: [],
	expression: [],
	compile: ['flow', 'expression'],
	engine: ['flow', 'expression', 'compile'],
	trace: ['flow', 'expression', 'compile', 'engine'],
	rehearsal: ['flow', 'expression', 'compile', 'engine', 'trace'],
	lint: ['flow', 'expression', 'compile', 'engine', 'trace', 'rehearsal'],
	bpmn: ['flow', 'expression'],
};

const orderInSaga = Object.entries(leftOf).map(([folder, left]) => ({
	name: `saga/${folder} imports ${left.length === 0 ? 'no other folder of saga/' : `only ${left.join(', ')} of saga/`}`,
	severity: 'error',
	from: { path: `^saga/${folder}/`, pathNot: ['^saga/engine/spec/'] },
	to: { path: '^saga/', pathNot: [`^saga/(${[folder, ...left].join('|')})/`] },
}));

module.exports = {
	forbidden: [
		{
			name: 'no two files import each other, directly or in a round',
			severity: 'error',
			from: {},
			to: { circular: true },
		},
		{
			name: 'every import leads to a file or an installed package',
			severity: 'error',
			from: {},
			to: { couldNotResolve: true, pathNot: ['prisma/client'] },
		},
		{
			name: 'no code imports a test',
			severity: 'error',
			from: { pathNot: [test, '\\.story\\.ts$', '^(bench|e2e|tools)/', ...testing] },
			to: { path: [test, '\\.story\\.ts$', '^e2e/', ...testing] },
		},
		{
			name: 'what runs in production imports no development package',
			severity: 'error',
			from: {
				path: '^(app|components|contract|saga|bus|server|participant|cli|demo)/',
				pathNot: [test, ...testing],
			},
			to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
		},
		{
			name: 'only bus/kafka imports kafkajs',
			severity: 'error',
			from: { pathNot: ['^bus/kafka/', realPartsTest] },
			to: { path: package_('kafkajs', 'kafkajs-[^/]+') },
		},

		roomsOnly('contract imports no other room', '^contract/', ['^contract/']),
		{
			name: 'contract imports no package but zod',
			severity: 'error',
			from: { path: '^contract/', pathNot: [test, ...testing] },
			to: { path: 'node_modules/', pathNot: [package_('zod')] },
		},
		{
			name: 'contract and saga import nothing of Node',
			severity: 'error',
			from: { path: '^(contract|saga)/', pathNot: [test, ...testing] },
			to: { dependencyTypes: ['core'] },
		},

		{
			name: 'saga imports no other room',
			severity: 'error',
			from: { path: '^saga/', pathNot: [test, ...testing] },
			to: { path: rooms, pathNot: ['^saga/'] },
		},
		{
			name: 'specs of saga import no other room but the demo flows',
			severity: 'error',
			from: {
				path: [`^saga/.+${test}`, '^saga/engine/spec/', '^saga/.+/(testing|test-support)/'],
				pathNot: [realPartsTest],
			},
			to: { path: rooms, pathNot: ['^saga/', '^demo/flows/'] },
		},
		{
			name: 'saga imports no package but zod, FEEL, the linear regex engine and the readers of XML and BPMN',
			severity: 'error',
			from: { path: '^saga/', pathNot: [test, ...testing] },
			to: {
				path: 'node_modules/',
				pathNot: [
					package_('zod', 'lezer-feel', '@lezer/common', 'feelin', 're2js'),
					package_('bpmn-moddle', 'zeebe-bpmn-moddle', 'camunda-bpmn-moddle', 'saxen'),
				],
			},
		},
		{
			name: 'only saga/bpmn reads XML and BPMN',
			severity: 'error',
			from: { pathNot: ['^saga/bpmn/', test, ...testing] },
			to: { path: package_('bpmn-moddle', 'zeebe-bpmn-moddle', 'camunda-bpmn-moddle', 'saxen') },
		},
		...orderInSaga,
		{
			name: 'saga/engine/spec imports of saga/ only what stands up to trace',
			severity: 'error',
			from: { path: '^saga/engine/spec/' },
			to: { path: '^saga/', pathNot: ['^saga/(flow|expression|compile|engine|trace)/'] },
		},

		roomsOnly('bus imports no other room but contract/wire', '^bus/', ['^bus/', '^contract/wire/']),
		{
			name: 'bus reaches PostgreSQL only in bus/postgres',
			severity: 'error',
			from: { path: '^bus/', pathNot: ['^bus/postgres/', test] },
			to: { path: package_('pg', '@types/pg') },
		},

		roomsOnly(
			'server/runtime gets store and bus as parameters and imports only saga, contract and the port of the bus',
			'^server/runtime/',
			['^server/runtime/', '^saga/', '^contract/', '^bus/bus\\.ts$'],
		),
		{
			name: 'server/runtime knows no database and no broker',
			severity: 'error',
			from: { path: '^server/runtime/', pathNot: [realPartsTest] },
			to: { path: [package_('pg', '@types/pg', '@prisma/[^/]+', 'prisma', 'next', 'react')] },
		},
		roomsOnly('server/store imports only saga, contract and the ports it fulfils', '^server/store/', [
			'^server/store/',
			'^saga/',
			'^contract/',
			'^server/runtime/(event-)?ports\\.ts$',
		]),
		{
			name: 'Prisma is for server/access and server/local only',
			severity: 'error',
			from: { pathNot: ['^server/(access|local)/', '^prisma', realPartsTest] },
			to: { path: ['^prisma/client/', package_('@prisma/[^/]+', 'prisma')] },
		},
		roomsOnly('server/access imports only saga, contract and the Prisma client', '^server/access/', [
			'^server/access/',
			'^saga/',
			'^contract/',
			'^prisma/client/',
		]),
		roomsOnly('server/local starts the parts as processes and imports none of them', '^server/local/', [
			'^server/local/',
			'^contract/',
			'^bus/',
			'^prisma/',
		]),
		{
			name: 'server/orchestrator alone puts store, bus and runtime together',
			severity: 'error',
			from: { path: '^server/[^/]+\\.ts$', pathNot: ['^server/orchestrator[^/]*\\.ts$', realPartsTest] },
			to: { path: ['^server/(store|runtime)/', '^bus/'] },
		},

		{
			name: 'components import only saga and contract',
			severity: 'error',
			from: { path: '^components/', pathNot: [test] },
			to: { path: rooms, pathNot: ['^components/', '^saga/', '^contract/'] },
		},
		{
			name: 'tests of components import no further room but the demo flows',
			severity: 'error',
			from: { path: `^components/.+${test}` },
			to: { path: rooms, pathNot: ['^components/', '^saga/', '^contract/', '^demo/flows/'] },
		},
		{
			name: 'components run in the browser and import nothing of Node',
			severity: 'error',
			from: { path: '^components/', pathNot: [test] },
			to: { dependencyTypes: ['core'] },
		},
		{
			name: 'components import no server package',
			severity: 'error',
			from: { path: '^components/', pathNot: [test] },
			to: { path: package_('pg', 'pino', 'tsx', 'esbuild', '@prisma/[^/]+', 'prisma', 'kafkajs') },
		},
		{
			name: 'components know of Next only its link and its navigation',
			severity: 'error',
			from: { path: '^components/' },
			to: { path: package_('next'), pathNot: ['node_modules/next/(link|navigation)\\.'] },
		},
		roomsOnly('app imports only components, contract, saga and server/access', '^app/', [
			'^app/',
			'^components/',
			'^contract/',
			'^saga/',
			'^server/access/',
		]),
		{
			name: 'app reaches no database and no broker by itself',
			severity: 'error',
			from: { path: '^app/', pathNot: [realPartsTest] },
			to: { path: package_('pg', '@types/pg') },
		},

		roomsOnly('participant imports only bus and contract/wire', '^participant/', [
			'^participant/',
			'^bus/',
			'^contract/wire/',
		]),
		{
			name: 'participant imports no package but zod and pg',
			severity: 'error',
			from: { path: '^participant/', pathNot: [test, ...testing] },
			to: { path: 'node_modules/', pathNot: [package_('zod', 'pg', '@types/pg', '@types/node')] },
		},
		roomsOnly('demo participants import only the kit', '^demo/participants/', ['^demo/participants/', '^participant/']),
		{
			name: 'demo flows import only the flow model',
			severity: 'error',
			from: { path: '^demo/flows/', pathNot: [test] },
			to: { path: rooms, pathNot: ['^demo/flows/', '^saga/flow/'] },
		},
		{
			name: 'nothing of the product knows the demo',
			severity: 'error',
			from: {
				path: '^(app|components|contract|saga|bus|server|participant|cli)/',
				pathNot: [test, ...testing],
			},
			to: { path: '^demo/' },
		},
		roomsOnly('cli imports only contract, saga, server/local and how the designer reads and lays out a file', '^cli/', [
			'^cli/',
			'^contract/',
			'^saga/',
			'^server/local/',
			'^components/designer/(arrange|bpmn/read-bpmn)\\.ts$',
		]),
		{
			name: 'nothing of the product imports benchmarks, stories or tools',
			severity: 'error',
			from: { path: '^(app|components|contract|saga|bus|server|participant|cli|demo)/', pathNot: [realPartsTest] },
			to: { path: '^(bench|e2e|tools)/' },
		},
	],
	options: {
		parser: 'swc',
		tsPreCompilationDeps: true,
		combinedDependencies: false,
		doNotFollow: { path: ['node_modules', '^prisma/client/'] },
		exclude: { path: ['^\\.(next|next-test|data|cache|git)/', '^(dist|coverage|test-results)/'] },
		webpackConfig: { fileName: `${__dirname}/tools/import-alias.cjs` },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'require', 'node', 'default', 'types'],
			extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.d.ts', '.css'],
			mainFields: ['module', 'main', 'types', 'typings'],
		},
	},
};
