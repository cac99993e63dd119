package saga

import (
	"testing"

	"github.com/stretchr/testify/require"
)

var shop = Definition{
	{Name: "order", Kind: Compensatable, Undo: true},
	{Name: "stock", Kind: Compensatable, Undo: true},
	{Name: "payment", Kind: Pivot, Undo: true},
	{Name: "delivery", Kind: Retriable},
	{Name: "confirm", Kind: Retriable},
}

// drive runs one saga whose commands are all answered with ok, but for the step refused.
func drive(s *Saga, desk *Desk, id int64, refused int8, todo []Effect) []Effect {
	todo = s.Begin(shop, id, todo[:0])
	for i := 0; i < len(todo); i++ {
		if c := todo[i].Command; todo[i].What == Send {
			took := Took{}
			if c.Undo {
				took = desk.Undo(Key(id, c.Step))
			} else {
				took = desk.Do(Key(id, c.Step), c.Step == refused)
			}
			todo = s.Handle(shop, Policy{}, c, took.Answer, todo)
		}
	}
	return todo
}

// BenchmarkSaga measures a whole saga of five steps: 11 records, 5 commands.
func BenchmarkSaga(b *testing.B) {
	var s Saga
	desk, todo := NewDesk(1024), make([]Effect, 0, 64)
	b.ReportAllocs()
	for n := range b.N {
		todo = drive(&s, &desk, int64(n), -1, todo)
	}
}

// BenchmarkReplay measures rebuilding one saga from its log.
func BenchmarkReplay(b *testing.B) {
	var s Saga
	desk := NewDesk(64)
	log := []Record{}
	for _, e := range drive(&s, &desk, 1, 2, nil) {
		if e.What == Append {
			log = append(log, e.Record)
		}
	}
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		for _, r := range log {
			s.Apply(shop, r)
		}
	}
}

func TestASagaAllocatesNothing(t *testing.T) {
	var s Saga
	desk, todo, id := NewDesk(64), make([]Effect, 0, 64), int64(0)

	allocs := testing.AllocsPerRun(100, func() {
		id++
		todo = drive(&s, &desk, id, int8(id%3), todo)
	})

	require.Zero(t, allocs)
	require.True(t, s.Phase.Ended())
}
