package saga

import (
	"fmt"

	"golang.org/x/exp/slices"
)

// world is a saga, its log and its participants, with everything between them
// in the hands of a test: each command and reply waits until the test delivers,
// repeats or loses it.
type world struct {
	def    Definition
	policy Policy
	id     int64

	log  []Record // durable
	saga Saga     // volatile
	todo []Effect // decided and not carried out yet: volatile
	late []Command

	desk     Desk
	commands []Command // under way
	replies  []reply
	awaited  []Command // sent and not answered: a timeout may strike
	ended    int

	refuse    map[int8]bool // business refusals
	failDo    map[int8]int  // transient failures left
	failUndo  map[int8]int
	effects   []string
	took      []Took
	executed  map[Command]int // effects by key
	sentEarly string          // a command that was sent before its record was durable
}

type reply struct {
	command Command
	answer  Answer
}

func newWorld(def Definition) *world {
	return &world{def: def, policy: Policy{Retries: 3, Backoff: 10, Most: 1000}, id: 7, desk: NewDesk(MaxSteps * 16),
		refuse: map[int8]bool{}, failDo: map[int8]int{}, failUndo: map[int8]int{}, executed: map[Command]int{}}
}

func (w *world) begin() { w.todo = w.saga.Begin(w.def, w.id, w.todo) }

// carryOut does the first effect that is waiting.
func (w *world) carryOut() bool {
	if len(w.todo) == 0 {
		return false
	}
	e := w.todo[0]
	w.todo = w.todo[1:]
	switch e.What {
	case Append:
		w.log = append(w.log, e.Record)
	case Send:
		op := OpDoing
		if e.Command.Undo {
			op = OpUndoing
		}
		if !slices.Contains(w.log, Record{e.Command.Saga, op, e.Command.Step}) {
			w.sentEarly = fmt.Sprint(e.Command)
		}
		w.commands = append(w.commands, e.Command)
		w.awaited = append(w.awaited, e.Command)
	case Later:
		w.late = append(w.late, e.Command)
	case End:
		w.ended++
	}
	return true
}

func (w *world) flush() {
	for w.carryOut() {
	}
}

// deliver hands a command to its participant; keep leaves it under way, to come twice.
func (w *world) deliver(i int, keep bool) {
	c := w.commands[i]
	if !keep {
		w.commands = slices.Delete(w.commands, i, i+1)
	}
	w.replies = append(w.replies, reply{c, w.act(c)})
}

func (w *world) act(c Command) Answer {
	name, failures := w.def[c.Step].Name, w.failDo
	if c.Undo {
		name, failures = "undo "+name, w.failUndo
	}
	if failures[c.Step] > 0 {
		failures[c.Step]--
		w.effects = append(w.effects, name+" fail")
		return Failure
	}
	var t Took
	if c.Undo {
		t = w.desk.Undo(Key(c.Saga, c.Step))
	} else {
		t = w.desk.Do(Key(c.Saga, c.Step), w.refuse[c.Step])
	}
	w.took = append(w.took, t)
	switch {
	case t.Effect():
		w.effects = append(w.effects, name+" ok")
		c.Try = 0
		w.executed[c]++
	case t.Why == Declined:
		w.effects = append(w.effects, name+" fail")
	}
	return t.Answer
}

// hear hands a reply to the orchestrator.
func (w *world) hear(i int, keep bool) {
	r := w.replies[i]
	if !keep {
		w.replies = slices.Delete(w.replies, i, i+1)
	}
	w.answered(r.command)
	w.todo = w.saga.Handle(w.def, w.policy, r.command, r.answer, w.todo)
}

func (w *world) answered(c Command) {
	if k := slices.Index(w.awaited, c); k >= 0 {
		w.awaited = slices.Delete(w.awaited, k, k+1)
	}
}

// silence lets an awaited command run into its timeout.
func (w *world) silence(i int) {
	c := w.awaited[i]
	w.awaited = slices.Delete(w.awaited, i, i+1)
	w.todo = w.saga.Handle(w.def, w.policy, c, Silence, w.todo)
}

func (w *world) retry(i int) {
	c := w.late[i]
	w.late = slices.Delete(w.late, i, i+1)
	w.todo = w.saga.Again(c, w.todo)
}

// crash loses what the orchestrator held in memory, and replays its log.
func (w *world) crash() {
	w.saga, w.todo, w.late, w.awaited = Saga{}, nil, nil, nil
	for _, r := range w.log {
		w.saga.Apply(w.def, r)
	}
	if len(w.log) == 0 {
		w.begin() // nobody was promised anything: whoever asked asks again
		return
	}
	w.todo = w.saga.Resume(w.def, w.todo)
}

// calm runs on without faults until nothing happens any more.
func (w *world) calm() bool {
	for range 10_000 {
		switch {
		case len(w.todo) > 0:
			w.carryOut()
		case len(w.commands) > 0:
			w.deliver(0, false)
		case len(w.replies) > 0:
			w.hear(0, false)
		case len(w.late) > 0:
			w.retry(0)
		case len(w.awaited) > 0:
			w.silence(0)
		default:
			return true
		}
	}
	return false
}
