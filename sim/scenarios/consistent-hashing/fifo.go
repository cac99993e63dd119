package consistenthashing

// fifo is a queue whose entries keep their number while they are in it. The zero
// value is empty and begins at number 0.
type fifo[T any] struct {
	items       []T // a ring whose length is a power of two
	first, next int64
}

func (f *fifo[T]) len() int64 { return f.next - f.first }

// push appends an entry and returns its number.
func (f *fifo[T]) push(x T) int64 {
	if f.len() == int64(len(f.items)) {
		larger := make([]T, max(16, 2*len(f.items)))
		for n := f.first; n < f.next; n++ {
			larger[n&int64(len(larger)-1)] = *f.at(n)
		}
		f.items = larger
	}
	f.next++
	*f.at(f.next - 1) = x
	return f.next - 1
}

// at returns the entry of a number, nil when it is not in the queue.
func (f *fifo[T]) at(n int64) *T {
	if n < f.first || n >= f.next {
		return nil
	}
	return &f.items[n&int64(len(f.items)-1)]
}

// front returns the oldest entry, nil when there is none.
func (f *fifo[T]) front() *T { return f.at(f.first) }

func (f *fifo[T]) pop() { f.first++ }

// begin empties the queue and numbers what comes from n.
func (f *fifo[T]) begin(n int64) { f.first, f.next = n, n }

// bitset is a set of small numbers.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) has(i int64) bool { return b[i/64]>>(i%64)&1 == 1 }

func (b bitset) add(i int64) { b[i/64] |= 1 << (i % 64) }

func (b bitset) remove(i int64) { b[i/64] &^= 1 << (i % 64) }
