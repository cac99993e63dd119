package saga

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

type scriptCase struct {
	Saga               string
	Steps              [][3]any
	Faults             map[string]any
	CompensationFaults map[string]int `json:"compensation_faults"`
	Log                []string
	Outcome            string
}

type crashPoint struct {
	Saga   string
	After  int `json:"crash_after_n_effects"`
	Repeat any `json:"may_repeat"`
	Faults map[string]any
	Final  []string `json:"final_effects_if_idempotent"`
}

func readScripts(t testing.TB) (cases []scriptCase, points []crashPoint) {
	raw, err := os.ReadFile("testdata/scripts.json")
	require.NoError(t, err)
	var file struct {
		Cases  []scriptCase
		Points []crashPoint `json:"crash_points"`
	}
	require.NoError(t, json.Unmarshal(raw, &file))
	require.Len(t, file.Cases, 19)
	require.Len(t, file.Points, 13)
	return file.Cases, file.Points
}

func definitionOf(t testing.TB, steps [][3]any) Definition {
	kinds := map[any]Kind{"C": Compensatable, "P": Pivot, "R": Retriable}
	d := Definition{}
	for _, s := range steps {
		kind, ok := kinds[s[1]]
		require.True(t, ok, s)
		d = append(d, Step{Name: s[0].(string), Kind: kind, Undo: s[2].(bool)})
	}
	require.NoError(t, d.Check())
	return d
}

func worldOf(t testing.TB, c scriptCase) *world {
	w := newWorld(definitionOf(t, c.Steps))
	for i, s := range w.def {
		switch f := c.Faults[s.Name].(type) {
		case string:
			require.Equal(t, "fail", f)
			w.refuse[int8(i)] = true
		case float64:
			w.failDo[int8(i)] = int(f)
		}
		w.failUndo[int8(i)] = c.CompensationFaults[s.Name]
	}
	return w
}

func TestEveryScriptLeavesExactlyItsEffects(t *testing.T) {
	cases, _ := readScripts(t)
	for _, c := range cases {
		w := worldOf(t, c)

		w.begin()
		require.True(t, w.calm())

		require.Equal(t, c.Log, w.effects, "%s %v", c.Saga, c.Faults)
		require.Equal(t, c.Outcome, w.saga.Phase.String())
		require.Equal(t, 1, w.ended)
	}
}

func TestEveryScriptLeavesTheSameEffectsAsAChoreography(t *testing.T) {
	cases, _ := readScripts(t)
	for _, c := range cases {
		w := worldOf(t, c)

		phase := w.choreograph()

		require.Equal(t, c.Log, w.effects, "%s %v", c.Saga, c.Faults)
		require.Equal(t, c.Outcome, phase.String())
	}
}

// choreograph runs the world's steps by events alone.
func (w *world) choreograph() Phase {
	e := Event{Saga: w.id, Kind: EventBegun}
	for {
		c, follows, phase := React(w.def, e)
		if !follows {
			return phase
		}
		answer := w.act(c)
		for answer == Failure {
			answer = w.act(c) // its owner tries again by itself
		}
		e = Event{Saga: w.id, Step: c.Step, Kind: EventDone}
		switch {
		case c.Undo:
			e.Kind = EventUndone
		case answer == Refusal:
			e.Kind = EventFailed
		}
	}
}

func TestACrashAfterAnyEffectRepeatsOnlyThatEffectAndChangesNothing(t *testing.T) {
	cases, points := readScripts(t)
	for _, p := range points {
		w := worldOf(t, scriptCase{Steps: cases[0].Steps, Faults: p.Faults})
		w.begin()
		for w.flush(); len(w.effects) < p.After; w.flush() {
			w.deliver(0, false)
			if len(w.effects) < p.After {
				w.hear(0, false)
			}
		}
		before := len(w.took)

		w.replies, w.commands = nil, nil // the crash comes between the effect and its record
		w.crash()
		require.True(t, w.calm())

		require.Equal(t, p.Final, w.effects, "%+v", p)
		if p.Repeat != nil {
			require.Equal(t, Replayed, w.took[before].Why, "%+v: asked again, answered from memory", p)
			require.Equal(t, p.Repeat, w.effects[p.After-1])
		}
		for _, took := range w.took[before+1:] {
			require.Condition(t, func() bool { return p.Repeat == nil || took.Why != Replayed }, "%+v: one repeat only", p)
		}
	}
}

func TestACrashBetweenAnyTwoActsOfTheOrchestratorChangesNothing(t *testing.T) {
	cases, _ := readScripts(t)
	for _, c := range cases {
		for point := 0; ; point++ {
			w := worldOf(t, c)
			w.begin()
			acts, crashed := 0, false
			for !crashed && (len(w.todo) > 0 || len(w.commands) > 0 || len(w.replies) > 0 || len(w.late) > 0) {
				if acts == point {
					w.crash()
					crashed = true
					break
				}
				acts++
				w.oneCalmAct()
			}
			require.True(t, w.calm())

			require.Equal(t, c.Log, w.effects, fmt.Sprintf("%s %v crash before act %d", c.Saga, c.Faults, point))
			require.Equal(t, c.Outcome, w.saga.Phase.String())
			if !crashed {
				break
			}
		}
	}
}

func (w *world) oneCalmAct() {
	switch {
	case len(w.todo) > 0:
		w.carryOut()
	case len(w.commands) > 0:
		w.deliver(0, false)
	case len(w.replies) > 0:
		w.hear(0, false)
	default:
		w.retry(0)
	}
}

func TestTheAnomaliesAndTheirCountermeasuresGiveThePublishedNumbers(t *testing.T) {
	raw, err := os.ReadFile("testdata/anomalies.json")
	require.NoError(t, err)
	var file struct {
		Anomalies struct {
			Lost struct {
				Serial   []int64 `json:"serial_results"`
				Observed int64
			} `json:"lost_update"`
		}
	}
	require.NoError(t, json.Unmarshal(raw, &file))
	var whole struct{ Anomalies map[string]json.RawMessage }
	require.NoError(t, json.Unmarshal(raw, &whole))
	require.Len(t, whole.Anomalies, 3, "a shortened file")
	want := file.Anomalies.Lost
	require.Equal(t, []int64{20}, want.Serial)
	require.EqualValues(t, 50, want.Observed)

	t.Run("lost update", func(t *testing.T) {
		x := NewItem(100)
		a, _, _ := x.Read()
		b, version, _ := x.Read()
		x.Set(a - 30)
		blind := x
		blind.Set(b - 50)
		require.Equal(t, want.Observed, blind.value)

		reread := x
		require.False(t, reread.SetIf(version, b-50), "somebody wrote in between")
		b, version, _ = reread.Read()
		require.True(t, reread.SetIf(version, b-50))
		require.Contains(t, want.Serial, reread.value)

		sums := NewItem(100)
		require.True(t, sums.Add(-50, 0) && sums.Add(-30, 0))
		require.Contains(t, want.Serial, sums.value)
	})
	t.Run("lost update under a semantic lock", func(t *testing.T) {
		x := NewItem(100)
		require.True(t, x.Lock(1))
		require.True(t, x.Lock(1), "taking it twice is fine")
		require.False(t, x.Lock(2), "the second saga waits")
		x.Set(70)
		x.Unlock(2)
		require.False(t, x.Lock(2), "only its holder frees it")
		x.Unlock(1)
		require.True(t, x.Lock(2))
		value, _, held := x.Read()
		require.True(t, held)
		x.Set(value - 50)
		require.Contains(t, want.Serial, x.value)
	})
	t.Run("dirty read", func(t *testing.T) {
		credit := NewItem(100)
		require.True(t, credit.Add(30, 0), "a cancellation gives credit back")
		require.True(t, credit.Add(-120, 0), "another saga sees 130")
		credit.Compensate(-30)
		require.Equal(t, int64(-20), credit.value, "the limit is violated")

		pessimistic := NewItem(100) // the credit comes back after the pivot only
		require.False(t, pessimistic.Add(-120, 0))
		locked := NewItem(130)
		require.True(t, locked.Lock(1))
		_, _, held := locked.Read()
		require.True(t, held, "the reader is told that this may not stay")
		require.True(t, ByValue(120, 100), "worth a transaction of its own")
	})
	t.Run("fuzzy read", func(t *testing.T) {
		total := NewItem(40)
		seen, version, _ := total.Read()
		total.Set(55)
		charged, _, _ := total.Read()
		require.NotEqual(t, seen, charged)
		charged, ok := total.At(version)
		require.True(t, ok)
		require.Equal(t, seen, charged, "the version file charges what was read")
	})
}
