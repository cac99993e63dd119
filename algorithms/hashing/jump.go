package hashing

// Jump returns the bucket of a key hash among n buckets numbered from 0, in
// O(log n) and without any memory. Going from n to n+1 moves 1/(n+1) of the keys,
// all into the new bucket. Buckets have no names: only the last can be taken
// away. It returns -1 when n is not positive.
//
// The float operations are one division and one product, each rounded by itself
// and below 2^63: the same on every processor.
//
// Source: Lamping and Veach, "A Fast, Minimal Memory, Consistent Hash Algorithm",
// arXiv:1406.2294, figure 1.
func Jump(hash uint64, n int32) int32 {
	if n <= 0 {
		return -1
	}
	bucket, next := int64(-1), int64(0)
	for next < int64(n) {
		bucket = next
		hash = hash*2862933555777941757 + 1
		next = int64(float64(bucket+1) * (float64(int64(1)<<31) / float64(hash>>33+1)))
	}
	return int32(bucket)
}
