/**
 * Reading what other producers compressed. KafkaJS knows gzip only, and one record in another codec stops its consumer
 * for good; so Snappy, LZ4 and Zstandard are registered before the first client is made.
 * Not done here: compressing. Unwind's own records are small and sent in batches without compression.
 */
import { decompress as decompressZstd } from 'fzstd';
import kafkajs from 'kafkajs';
import createSnappyCodec from 'kafkajs-snappy';
import { decompress as decompressLz4 } from 'lz4js';

/** A fetch holds at most 10 MiB; a batch that unpacks to more than this is an attack or a mistake. */
const unpackedBytesMax = 128 * 1024 * 1024;

function readOnly(name: string, decompress: (packed: Buffer) => Uint8Array) {
	return () => ({
		compress: () => Promise.reject(new Error(`Unwind reads ${name} but does not write it; send without compression.`)),
		decompress: async (packed: Buffer) => {
			const bytes = decompress(packed);
			if (bytes.length > unpackedBytesMax) {
				throw new Error(`A batch of records unpacks to ${bytes.length} bytes; at most ${unpackedBytesMax} are read.`);
			}
			return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
		},
	});
}

export function registerCodecs(): void {
	const { CompressionCodecs, CompressionTypes } = kafkajs;
	CompressionCodecs[CompressionTypes.Snappy] = createSnappyCodec;
	CompressionCodecs[CompressionTypes.LZ4] = readOnly('LZ4', (packed) => decompressLz4(packed));
	CompressionCodecs[CompressionTypes.ZSTD] = readOnly('Zstandard', (packed) => decompressZstd(packed));
}
