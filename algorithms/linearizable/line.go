package linearizable

// line is a queue of clusters in the order in which each first had an operation
// ended, with the last begin of each. Places count from 0 since the run began. The
// largest begin among neighbours is found in O(log n), by a tree on a ring; what has left
// the line stays in the tree until it is overwritten, and no question reaches it.
type line struct {
	tree       []peak // leaves in the second half, a parent at half of a child's index
	head, tail int64  // the places taken are [head, tail)
}

// peak is a cluster and the event at which its last operation began.
type peak struct {
	s  int64
	at int32
}

func higher(a, b peak) peak {
	if b.s > a.s {
		return b
	}
	return a
}

func (l *line) leaf(place int64) int {
	half := int64(len(l.tree) / 2)
	return int(half + place&(half-1))
}

// push puts a cluster at the end and returns its place.
func (l *line) push(p peak) int64 {
	if old := int64(len(l.tree) / 2); l.tail-l.head == old {
		grown := line{tree: make([]peak, max(16, 4*old)), head: l.head, tail: l.tail}
		for place := l.head; place < l.tail; place++ {
			grown.set(place, l.tree[l.leaf(place)])
		}
		*l = grown
	}
	l.tail++
	l.set(l.tail-1, p)
	return l.tail - 1
}

// set changes what is at a place.
func (l *line) set(place int64, p peak) {
	i := l.leaf(place)
	l.tree[i] = p
	for i /= 2; i > 0; i /= 2 {
		l.tree[i] = higher(l.tree[2*i], l.tree[2*i+1])
	}
}

// at returns what is at a place.
func (l *line) at(place int64) peak { return l.tree[l.leaf(place)] }

// highest returns the peak with the largest s among the places [from, to), or a
// zero one.
func (l *line) highest(from, to int64) peak {
	from, to = max(from, l.head), min(to, l.tail)
	if from >= to {
		return peak{}
	}
	i, j := l.leaf(from), l.leaf(to-1)+1
	if i < j {
		return l.span(i, j)
	}
	half := len(l.tree) / 2 // the ring's end lies between
	return higher(l.span(i, 2*half), l.span(half, j))
}

// span is highest over the tree's leaves [i, j).
func (l *line) span(i, j int) peak {
	best := peak{}
	for ; i < j; i, j = i/2, j/2 {
		if i&1 == 1 {
			best = higher(best, l.tree[i])
			i++
		}
		if j&1 == 1 {
			j--
			best = higher(best, l.tree[j])
		}
	}
	return best
}
