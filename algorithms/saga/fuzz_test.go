package saga

import "testing"

// FuzzFaults lets bytes choose every delivery, loss, repeat, timeout and crash of
// a saga: no panic, no hang, and the laws hold throughout.
func FuzzFaults(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{0x21, 0, 0, 4, 7, 0, 0, 4, 13, 0, 11, 0, 4, 9, 3})
	f.Add([]byte{0x92, 13, 13, 0, 0, 0, 6, 6, 9, 9, 10, 11, 12, 13, 255})
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > 200 {
			raw = raw[:200]
		}
		w := newWorld(shop)
		w.begin()
		for i, b := range raw {
			if i == 0 {
				w.refuse[int8(b%3)] = true // of retriable steps nobody may say no
				w.failUndo[int8(b>>4%4)] = int(b >> 6)
				continue
			}
			w.byteAct(b)
			w.check(t)
		}
		if !w.calm() {
			t.Fatal("it never comes to rest")
		}
		w.check(t)
		if p := w.saga.Phase; !p.Ended() && p != Parked {
			t.Fatalf("at rest, but %s", p)
		}
	})
}

func (w *world) byteAct(b byte) {
	pick := func(n int) int { return int(b>>4) % n }
	switch act := b % 14; {
	case act < 4:
		w.carryOut()
	case act < 7 && len(w.commands) > 0:
		w.deliver(pick(len(w.commands)), act == 6)
	case act < 10 && len(w.replies) > 0:
		w.hear(pick(len(w.replies)), act == 9)
	case act == 10 && len(w.commands) > 0:
		w.commands = w.commands[1:]
	case act == 11 && len(w.awaited) > 0:
		w.silence(pick(len(w.awaited)))
	case act == 12 && len(w.late) > 0:
		w.retry(pick(len(w.late)))
	case act == 13:
		w.crash()
	}
}

// FuzzHostileInput feeds records, answers and events that no log or participant
// would give: they may change nothing, but never panic.
func FuzzHostileInput(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6, 250, 0, 17, 99})
	f.Fuzz(func(t *testing.T, raw []byte) {
		var s Saga
		todo := s.Begin(shop, 1, nil)
		for len(raw) >= 4 && len(todo) < 5000 {
			c := Command{Saga: int64(raw[0] % 3), Step: int8(raw[1]), Undo: raw[0]&8 != 0, Try: int32(raw[2])}
			switch raw[3] % 6 {
			case 0:
				s.Apply(shop, Record{c.Saga, Op(raw[2]), c.Step})
			case 1:
				todo = s.Handle(shop, Policy{Retries: 2}, c, Answer(raw[2]%5), todo)
			case 2:
				todo = s.Again(c, todo)
			case 3:
				todo = s.Resume(shop, todo[:0])
			case 4:
				todo = s.Retake(shop, todo[:0])
			case 5:
				React(shop, Event{c.Saga, EventKind(raw[2]), c.Step})
			}
			s.Tries(int(c.Step))
			raw = raw[4:]
		}
	})
}
