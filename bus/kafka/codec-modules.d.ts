/** Shapes of two codec packages that ship without types: what codecs.ts uses of them and nothing more. */
declare module 'lz4js' {
	export function decompress(frame: Uint8Array, maxSize?: number): Uint8Array;
}

declare module 'kafkajs-snappy' {
	interface SnappyCodec {
		compress(encoder: { readonly buffer: Buffer }): Promise<Buffer>;
		decompress(buffer: Buffer): Promise<Buffer>;
	}
	const createSnappyCodec: () => SnappyCodec;
	export = createSnappyCodec;
}
