/**
 * Which partition a key belongs to: FNV-1a over the UTF-8 bytes, as 32 bits, mixed by murmur3's finish (the low bits of
 * FNV alone depend on the low bits of each byte only), modulo the partitions.
 * Invariant: it never changes. Producers of different ages share topics, and one key must stay on one partition.
 * Not done here: moving keys when partitions are added; as on Kafka, order across that moment is not promised.
 */
const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

export function partitionOfKey(key: Buffer, partitions: number): number {
	let hash = offsetBasis;
	for (const byte of key) hash = Math.imul(hash ^ byte, prime);
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return ((hash ^ (hash >>> 16)) >>> 0) % partitions;
}
