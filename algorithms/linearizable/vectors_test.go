package linearizable

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/exp/slices"
)

// row is one operation of a vector's history.
type row struct {
	op        string
	a, b, out int64
	call, end int64
}

func (r *row) UnmarshalJSON(raw []byte) error {
	var op string
	var out, end *int64
	var client int64
	if err := json.Unmarshal(raw, &[]any{&client, &op, &r.a, &r.b, &out, &r.call, &end}); err != nil {
		return err
	}
	r.op, r.end = op, never
	if out != nil {
		r.out = *out
	}
	if end != nil {
		r.end = *end
	}
	return nil
}

// mapping is a search for whose write each read saw. The vectors write values
// again and again and compare and set; Gibbons and Korach's read mapping is what turns such a history
// into one of distinct values: a history is linearizable if and only if it is under one of the mappings.
type mapping struct {
	t      *testing.T
	rows   []row
	events []moment
	told   []event
	wrote  map[int64]int64 // distinct value to the value in the vector
	loose  bool            // it was made weaker than the vector: see play
}

type moment struct {
	at    int64
	index int
	end   bool
}

func (m *mapping) linearizable() bool {
	m.wrote = map[int64]int64{0: 0}
	for i, r := range m.rows {
		m.events = append(m.events, moment{r.call, i, false})
		if r.end < never {
			m.events = append(m.events, moment{r.end, i, true})
		}
	}
	slices.SortStableFunc(m.events, func(a, b moment) int { // "return < call strictly": at one time, the begins come first
		switch {
		case a.at != b.at:
			return int(a.at - b.at)
		case a.end == b.end:
			return 0
		case b.end:
			return -1
		}
		return 1
	})
	return m.play(0)
}

// fine reports whether the register agrees so far; it is told anew, since two
// futures must not share one.
func (m *mapping) fine() bool {
	var r Register
	ok := true
	for i, e := range m.told {
		ok = tell(m.t, &r, e, i)
	}
	return ok
}

// play tells the events from the i-th on. A compare-and-set that failed is a read of another
// value. One that succeeded, or may have, is a read and a write that need not stick together: weaker
// than the vector, so only its linearizable histories are sure to pass.
func (m *mapping) play(i int) bool {
	if !m.fine() {
		return false
	}
	if i == len(m.events) {
		return true
	}
	before := len(m.told)
	defer func() { m.told = m.told[:before] }()
	at := m.events[i]
	r := m.rows[at.index]
	read, write := int64(2*at.index+1), int64(2*at.index+2)
	won := r.op == "cas" && (r.end == never || r.out == 1)
	m.loose = m.loose || won
	if !at.end {
		if r.op == "write" || won {
			m.wrote[write] = map[string]int64{"write": r.a, "cas": r.b}[r.op]
			m.told = append(m.told, event{begins, write, Write, write})
		}
		if r.op != "write" {
			m.told = append(m.told, event{begins, read, Read, 0})
		}
		return m.play(i + 1)
	}
	if r.op == "write" || won {
		m.told = append(m.told, event{ends, write, Write, 0})
	}
	if r.op == "write" {
		return m.play(i + 1)
	}
	for _, value := range m.begun() {
		is := m.wrote[value]
		if (r.op == "read" && is == r.out) || (r.op == "cas" && won == (is == r.a)) {
			m.told = append(m.told, event{ends, read, Read, value})
			if m.play(i + 1) {
				return true
			}
			m.told = m.told[:len(m.told)-1]
		}
	}
	return false
}

// begun are the values that may have been written so far.
func (m *mapping) begun() []int64 {
	values := []int64{0}
	for _, e := range m.told {
		if e.what == begins && e.kind == Write {
			values = append(values, e.value)
		}
	}
	return values
}

func TestTheVectorsHaveTheirVerdictUnderTheBestReadMapping(t *testing.T) {
	var file struct {
		Cases []struct {
			Name         string
			Linearizable bool
			Ops          []row
		}
	}
	raw, err := os.ReadFile("testdata/linearizability.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, &file))
	require.Len(t, file.Cases, 60)
	operations, yes, exact := 0, 0, map[bool]int{}
	for _, c := range file.Cases {
		operations += len(c.Ops)
		m := &mapping{t: t, rows: c.Ops}
		verdict := m.linearizable()
		switch {
		case c.Linearizable:
			require.True(t, verdict, c.Name)
			yes++
		case !m.loose:
			require.False(t, verdict, c.Name)
		}
		if !m.loose {
			exact[verdict]++
		}
	}
	require.Equal(t, 595, operations, "the file is whole")
	require.Equal(t, 36, yes)
	require.Equal(t, map[bool]int{true: 23, false: 19}, exact, "the cases that are judged both ways")
}

// The named cases have distinct values as they stand.
func TestTheNamedVectorsBreakTheRuleTheyAreNamedFor(t *testing.T) {
	var file struct {
		Cases []struct {
			Name string
			Ops  []row
		}
	}
	raw, err := os.ReadFile("testdata/linearizability.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, &file))
	want := map[string]Rule{
		"stale read after completed write":      Stale,
		"concurrent write and read may see old": Fine,
		"new then old read during one write":    Inverted,
		"timed-out write seen later is legal":   Fine,
		"timed-out write flickers":              Inverted,
		"client reads own write stale":          Stale,
	}
	for _, c := range file.Cases {
		rule, named := want[c.Name]
		if !named {
			continue
		}
		delete(want, c.Name)
		var r Register
		for now := range int64(200) {
			for _, end := range []bool{false, true} {
				for i, o := range c.Ops {
					kind := map[string]Kind{"read": Read, "write": Write}[o.op]
					if !end && o.call == now {
						require.NoError(t, r.Begin(int64(i), kind, o.a, now))
					}
					if end && o.end == now {
						_, err := r.End(int64(i), o.out, now)
						require.NoError(t, err)
					}
				}
			}
		}
		v, _ := r.Broken()
		require.Equal(t, rule, v.Rule, c.Name)
	}
	require.Empty(t, want, "every named case must be in the file")
}
