package hashing

// KafkaMurmur2 returns the hash that Kafka's default partitioner takes of a key:
// MurmurHash2, 32 bits, with Kafka's own seed.
//
// Source: Apache Kafka, clients, org.apache.kafka.common.utils.Utils.murmur2.
func KafkaMurmur2[T Text](key T) int32 {
	const m, seed = 0x5bd1e995, 0x9747b28c
	h, at := seed^uint32(len(key)), 0
	for ; at+4 <= len(key); at += 4 {
		k := little32(key, at) * m
		h = h*m ^ (k^k>>24)*m
	}
	switch len(key) - at {
	case 3:
		h ^= uint32(key[at+2]) << 16
		fallthrough
	case 2:
		h ^= uint32(key[at+1]) << 8
		fallthrough
	case 1:
		h = (h ^ uint32(key[at])) * m
	}
	h = (h ^ h>>13) * m
	return int32(h ^ h>>15)
}

// KafkaPartition returns the partition of a key among n, as Kafka's producers
// choose it: the hash without its sign bit (which is not its absolute value)
// modulo n. Changing n moves most keys, which is why the partitions of a keyed
// topic are chosen once. It returns -1 when n is not positive.
func KafkaPartition[T Text](key T, n int32) int32 {
	if n <= 0 {
		return -1
	}
	return (KafkaMurmur2(key) & 0x7fffffff) % n
}
