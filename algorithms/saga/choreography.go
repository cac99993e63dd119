package saga

import "fmt"

// Event is what a participant announces in a choreography, where nobody is in
// charge: everyone hears it, and exactly one acts on it.
type Event struct {
	Saga int64
	Kind EventKind
	Step int8 // whose step it is about; ignored for EventBegun
}

// EventKind is what happened.
type EventKind uint8

// The kinds of events.
const (
	EventBegun  EventKind = iota // somebody wants a saga
	EventDone                    // Step is done
	EventFailed                  // Step was refused: it did nothing
	EventUndone                  // Step is compensated
)

// React says what follows from an event: the command that one participant, the
// owner of its Step, gives itself. When nothing follows, the saga has ended in
// the phase returned; otherwise the phase is Forward or Back. An event that
// cannot be (a step out of range) leads to Fresh and no command.
//
// What fails for the moment its owner tries again by itself, so that everything
// announced is final.
func React(d Definition, e Event) (c Command, follows bool, p Phase) {
	step := int(e.Step)
	if e.Kind == EventBegun {
		step = -1
	} else if step < 0 || step >= len(d) {
		return c, false, Fresh
	}
	switch e.Kind {
	case EventBegun, EventDone:
		if step+1 >= len(d) {
			return c, false, Completed
		}
		return Command{Saga: e.Saga, Step: int8(step + 1)}, true, Forward
	case EventFailed, EventUndone:
		for i := step - 1; i >= 0; i-- {
			if d[i].Undo {
				return Command{Saga: e.Saga, Step: int8(i), Undo: true}, true, Back
			}
		}
		return c, false, RolledBack
	}
	return c, false, Fresh
}

// CheckChoreography is Check for a choreography: steps side by side are refused,
// because no single event could say that all of them are done.
func (d Definition) CheckChoreography() error {
	if err := d.Check(); err != nil {
		return err
	}
	for i, s := range d {
		if s.With {
			return fmt.Errorf("%w: step %d (%s): runs side by side, put it after the one before: a choreography cannot join steps", ErrDefinition, i, s.Name)
		}
	}
	return nil
}
