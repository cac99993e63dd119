package linearizable

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// many is how many histories a test makes; few where the processor is emulated.
func many(n uint64) uint64 {
	if testing.Short() {
		return n / 4
	}
	return n
}

// shown demands that something was seen more than least times, where many were tried.
func shown(t *testing.T, least, seen int, what string) {
	t.Helper()
	if !testing.Short() {
		require.Greater(t, seen, least, what)
	}
}

// small makes the world of one of many short histories.
func small(seed uint64) *world {
	r := rand.New(rand.NewPCG(seed, 1))
	return &world{r: r, clients: 2 + r.IntN(3), writes: 0.2 + 0.6*r.Float64(), lost: 0.3 * r.Float64() * float64(r.IntN(2))}
}

func TestEachVerdictIsPorcupinesForTheHistorySoFar(t *testing.T) {
	found := map[Rule]int{}
	for seed := range many(4000) {
		w := small(seed)
		h := w.run(8 + w.r.IntN(16))

		v, _ := told(t, h, search)
		require.Equal(t, Fine, v.Rule, "a true register is linearizable")

		v, n := told(t, spoil(w.r, h), search)
		found[v.Rule]++
		require.NotZero(t, n)
	}
	t.Log(found)
	for _, rule := range []Rule{Fine, Unwritten, Refused, Stale, Inverted, Flickered} {
		shown(t, 5, found[rule], rule.String())
	}
}

// Any two writes and two reads, interleaved in every way, with every answer.
func TestAllHistoriesOfFourOperationsHavePorcupinesVerdict(t *testing.T) {
	kinds := [...]Kind{Write, Write, Read, Read}
	broken, fine := 0, 0
	var extend func(h []event, stands [4]int)
	extend = func(h []event, stands [4]int) {
		if len(h) > 0 {
			var r Register // told anew: two futures must not share one
			ok := true
			for i, e := range h {
				ok = tell(t, &r, e, i)
			}
			require.Equal(t, search(h), ok, "%v", h)
			if !ok {
				explained(t, h, r.found)
				broken++
				return
			}
			fine++
		}
		h = h[:len(h):len(h)]
		for i, kind := range kinds {
			id, then := int64(i+1), stands
			then[i]++
			switch {
			case stands[i] == 0 && (i%2 == 0 || stands[i-1] > 0): // the two of a kind are alike
				extend(append(h, event{begins, id, kind, id}), then)
			case stands[i] == 1 && kind == Write:
				extend(append(h, event{ends, id, kind, 0}), then)
			case stands[i] == 1:
				for value := range int64(3) {
					extend(append(h, event{ends, id, kind, value}), then)
				}
			}
		}
	}
	extend(nil, [4]int{})
	require.Equal(t, [2]int{7270, 824}, [2]int{fine, broken}, "all of them")
}

func TestTheTwinAgreesWithPorcupine(t *testing.T) {
	verdicts := map[bool]int{}
	for seed := range many(2000) {
		w := small(seed + 1<<20)
		h := spoil(w.r, spoil(w.r, w.run(20)))
		require.Equal(t, search(h), twin(h), lines(h))
		verdicts[twin(h)]++
	}
	shown(t, 200, verdicts[true], "linearizable")
	shown(t, 200, verdicts[false], "broken")
}

// long makes the world of a history in which values are folded and records recycled.
func long(seed uint64) *world {
	r := rand.New(rand.NewPCG(seed, 2))
	w := &world{r: r, clients: 2 + r.IntN(12), writes: 0.1 + 0.8*r.Float64(), lost: 0.1 * r.Float64() * float64(r.IntN(2))}
	if r.IntN(2) == 0 {
		w.hang = 0.01
	}
	return w
}

// bounds are the values that may stay for a coming answer, as the package's text counts
// them, and the writes that nobody has read.
func bounds(h []event) (readable, lost int) {
	b := int64(len(h))
	for _, op := range operations(h) {
		if op.Kind == Read && !op.Ended && !op.lost && !op.refused {
			b = min(b, op.began)
		}
	}
	type zone struct{ f, s, write int64 }
	zones := map[int64]zone{}
	for _, op := range sorted(h) {
		z, ok := zones[op.Value]
		if !ok {
			z = zone{never, 0, -1}
		}
		if op.Kind == Write {
			z.write = op.began
		}
		zones[op.Value] = zone{min(z.f, op.ended), max(z.s, op.began), z.write}
	}
	s := int64(-1)
	for _, z := range zones {
		if z.f < b {
			s = max(s, z.s)
		}
	}
	for _, z := range zones {
		switch {
		case z.f == never:
			lost++
		case z.f > b, z.write <= s && z.f > s:
			readable++
		}
	}
	return readable, lost
}

func TestNoMoreIsKeptThanTheTextSays(t *testing.T) {
	most := 0
	for seed := range many(24) {
		w := long(seed + 1<<30)
		h := w.run(1500)
		var r Register
		for i, e := range h {
			require.True(t, tell(t, &r, e, i))
			if i%50 != 0 {
				continue
			}
			readable, lost := bounds(h[:i+1])
			most = max(most, readable)
			require.LessOrEqual(t, int(r.line.tail-r.line.head), readable+1)
			require.LessOrEqual(t, r.Kept(), readable+lost+Recall+w.clients+2)
		}
	}
	shown(t, 100, most, "some read must have been open for long")
}

func TestALongRunOfATrueRegisterIsLinearizable(t *testing.T) {
	for seed := range many(40) {
		h := long(seed).run(4000)
		var r Register
		for i, e := range h {
			require.True(t, tell(t, &r, e, i), "seed %d, event %d: %+v", seed, i, r.found)
		}
		require.True(t, twin(h))
	}
}

// The event that breaks a long history is found by bisection with the twin, which
// may be wrong about nothing but the future: the verdict of prefixes turns once.
func TestInALongRunTheVeryEventIsFound(t *testing.T) {
	found := map[Rule]int{}
	for seed := range many(200) {
		w := long(seed)
		h := w.run(600 + w.r.IntN(1000))
		tail := len(h) - 100 - w.r.IntN(300) // spoilt late, when much has been folded
		h = append(h[:tail:tail], spoil(w.r, h[tail:])...)
		first := len(h)
		for low := 0; low < first; {
			if middle := (low + first) / 2; twin(h[:middle+1]) {
				low = middle + 1
			} else {
				first = middle
			}
		}

		var r Register
		for i, e := range h {
			ok := tell(t, &r, e, i)
			require.Equal(t, i < first, ok, "seed %d, event %d: %+v", seed, i, r.found)
			if !ok {
				explained(t, h[:i+1], r.found)
				break
			}
		}
		found[r.found.Rule]++
	}
	t.Log(found)
	for _, rule := range []Rule{Fine, Unwritten, Forgotten, Stale, Inverted} {
		shown(t, 1, found[rule], rule.String())
	}
}

// What an answer may be is asked of a copy: every value ever written, 0 and a new one.
func TestAtAnyMomentTheReadableValuesAreThoseOfTheTwin(t *testing.T) {
	readable, not := 0, 0
	for seed := range many(60) {
		w := long(seed + 1<<20)
		n := 60 + w.r.IntN(240)
		h := w.run(n)
		values := []int64{0, 1 << 40}
		pending := map[int64]bool{}
		for _, e := range h {
			if e.what == begins && e.kind == Write {
				values = append(values, e.value)
			}
			if e.kind == Read {
				pending[e.id] = e.what == begins
			}
		}
		for id, is := range pending {
			if !is {
				continue
			}
			for _, value := range values {
				more := append(h[:n:n], event{ends, id, Read, value})
				var r Register
				ok := true
				for i, e := range more {
					ok = tell(t, &r, e, i)
				}
				require.Equal(t, twin(more), ok, "seed %d: read %d returns %d", seed, id, value)
				if ok {
					readable++
				} else {
					explained(t, more, r.found)
					not++
				}
			}
		}
	}
	t.Log(readable, not)
	shown(t, 500, readable, "readable")
	shown(t, 500, not, "not readable")
}
