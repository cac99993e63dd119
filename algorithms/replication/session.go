package replication

// Policy is where reads go.
type Policy uint8

// The policies.
const (
	ReadPrimary Policy = iota
	ReadAnyReplica
	ReadYourWrites // a replica known to have applied the session's last write, else the primary
)

// Primary as an answer of Route.
const Primary = -1

// Route returns which replica a read goes to, as an index into applied, or
// Primary. applied[i] is the position replica i is known to have applied, at
// least; a negative one means that it takes no reads. minPos is the position of
// the session's last write. draw decides between equals; it must be uniform.
func Route(p Policy, minPos int64, applied []int64, draw uint64) int {
	if p == ReadPrimary {
		return Primary
	}
	least := int64(0)
	if p == ReadYourWrites {
		least = minPos
	}
	eligible := uint64(0)
	for _, pos := range applied {
		if pos >= max(least, 0) {
			eligible++
		}
	}
	if eligible == 0 {
		return Primary
	}
	skip := draw % eligible
	for i, pos := range applied {
		if pos < max(least, 0) {
			continue
		}
		if skip == 0 {
			return i
		}
		skip--
	}
	return Primary
}

// Session watches one client's reads and writes. Versions may be positions or
// anything else that only grows at the primary. The zero Session has done nothing.
type Session struct {
	Written int64 // its last write
	Seen    int64 // the newest version it has read
}

// Wrote notes a write that was acknowledged as version v.
func (s *Session) Wrote(v int64) { s.Written = max(s.Written, v) }

// Read notes that version v was read. missed says that it is older than the
// session's own last write (read-your-writes is broken), back that it is older
// than something read before (monotonic reads is broken).
// Source: Terry et al., PDIS 1994.
func (s *Session) Read(v int64) (missed, back bool) {
	missed, back = v < s.Written, v < s.Seen
	s.Seen = max(s.Seen, v)
	return missed, back
}
