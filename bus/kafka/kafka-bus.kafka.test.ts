/** The contract of the port on real Kafka. */
import { describeBus } from '../contract-suite/describe-bus';
import { OpenSockets } from './testing/open-sockets';

const brokers = (process.env.TEST_KAFKA_BROKERS ?? '').split(',');
const sockets = new OpenSockets();

describeBus('Kafka', () => ({
	settings: { kind: 'kafka', brokers, clientId: 'bus-spec', metadataMaxAgeMs: 1_000 },
	unreachable: { kind: 'kafka', brokers: ['127.0.0.1:1'], clientId: 'bus-spec' },
	cutConnections: async () => sockets.cut(),
}));
