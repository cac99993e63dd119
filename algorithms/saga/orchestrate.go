package saga

// Command asks a participant to do or undo a step. Its idempotency key is
// (Saga, Step, Undo); Try tells repeats apart and is no part of the key.
type Command struct {
	Saga int64
	Step int8
	Undo bool
	Try  int32
}

// Answer is what a participant, or the clock, says about a command.
type Answer uint8

// The answers.
const (
	OK      Answer = iota
	Refusal        // a business reason, final: the participant will say the same to every repeat
	Failure        // a transient error: nothing happened this time, but a repeat under way may succeed
	Silence        // no answer in time: it may or may not have happened
)

// What says what an Effect asks the caller to do.
type What uint8

// What can be asked. Effects are carried out in order, and none is sent before
// the records in front of it are durable: that is what makes a crash survivable.
const (
	Append What = iota // write Record to the saga log
	Send               // send Command, and report Silence after a while
	Later              // send nothing yet: after Delay, ask Again
	End                // the saga ended or was parked: tell whoever waits
)

// Effect is one thing for the caller to do.
type Effect struct {
	What    What
	Record  Record
	Command Command
	Delay   int64
}

// Policy says how patiently things are tried again.
type Policy struct {
	Retries int   // how often an undo is repeated before the saga is parked; retriable steps have no limit
	Backoff int64 // the wait before the first repeat, in the caller's unit; it doubles
	Most    int64 // no wait is longer; 0 is no limit
}

// Wait returns how long to wait before repeat number n, counted from 1. The
// result is between 0 and the larger of Backoff and Most, or 2^62.
func (p Policy) Wait(n int) int64 {
	const top = int64(1) << 62
	most := top
	if p.Most > 0 {
		most = max(p.Most, p.Backoff)
	}
	wait := max(p.Backoff, 0)
	for ; n > 1 && wait < most && wait > 0; n-- {
		if wait > top/2 {
			return most
		}
		wait *= 2
	}
	return min(wait, most)
}

// Begin starts saga id and appends what to do to out. The definition must pass
// its Check.
func (s *Saga) Begin(d Definition, id int64, out []Effect) []Effect {
	*s = Saga{ID: id}
	out = s.write(d, OpBegin, -1, out)
	return s.next(d, out)
}

// Handle takes the answer to a command and appends what to do to out. An answer
// that comes twice, too late or to a question never asked changes nothing.
func (s *Saga) Handle(d Definition, p Policy, c Command, a Answer, out []Effect) []Effect {
	i := c.Step
	if c.Saga != s.ID || i < 0 || i >= s.steps || int(s.steps) > len(d) {
		return out
	}
	if c.Undo {
		return s.handleUndo(d, p, c, a, out)
	}
	step := d[i]
	final := a == OK || a == Refusal && step.Kind != Retriable // whichever repeat it answers
	if s.States[i] != Doing || !final && c.Try != s.tries[i] {
		return out
	}
	switch {
	case a == OK:
		out = s.write(d, OpDone, i, out)
	case step.Kind == Retriable, a != Refusal && step.Kind == Pivot && !step.Undo:
		return s.again(d, p, i, false, out) // there is only forward; or only the participant knows
	case a == Refusal:
		out = s.write(d, OpRefused, i, out)
	default:
		out = s.write(d, OpUnknown, i, out)
	}
	return s.next(d, out)
}

func (s *Saga) handleUndo(d Definition, p Policy, c Command, a Answer, out []Effect) []Effect {
	i := c.Step
	if s.States[i] != Undoing || (a != OK && (c.Try != s.tries[i] || s.Phase == Parked)) {
		return out
	}
	switch {
	case a == OK && s.Phase == Parked: // it worked after all: nobody has to look at it
		out = s.write(d, OpRetake, i, out)
		out = s.write(d, OpUndone, i, out)
	case a == OK:
		out = s.write(d, OpUndone, i, out)
	case int(s.tries[i]) >= p.Retries:
		out = s.write(d, OpPark, i, out)
		return append(out, Effect{What: End})
	default:
		return s.again(d, p, i, true, out)
	}
	return s.next(d, out)
}

// again waits before the same command is sent once more. That an undo did not work
// is written down first: its retries have a limit, which a crash must not move.
func (s *Saga) again(d Definition, p Policy, i int8, undo bool, out []Effect) []Effect {
	if undo {
		out = s.write(d, OpAgain, i, out)
	} else {
		s.tries[i] = min(s.tries[i]+1, mostTries)
	}
	return append(out, Effect{What: Later, Delay: p.Wait(int(s.tries[i])), Command: Command{s.ID, i, undo, s.tries[i]}})
}

// Again is what a Later leads to: the command is sent if it is still wanted.
func (s *Saga) Again(c Command, out []Effect) []Effect {
	if c.Saga != s.ID || c.Step < 0 || c.Step >= s.steps || c.Try != s.tries[c.Step] || s.Phase == Parked {
		return out
	}
	if want := s.States[c.Step]; c.Undo && want == Undoing || !c.Undo && want == Doing {
		out = append(out, Effect{What: Send, Command: c})
	}
	return out
}

// Resume goes on after a crash, once all records of the log were applied: what
// was in doubt is sent again under the same key, and what was about to be
// decided is decided.
func (s *Saga) Resume(d Definition, out []Effect) []Effect {
	if s.Phase != Forward && s.Phase != Back || int(s.steps) > len(d) {
		return out
	}
	for i := int8(0); i < s.steps; i++ {
		if s.States[i] != Undoing {
			s.tries[i] = 0
		}
		if state := s.States[i]; state == Doing || state == Undoing {
			out = append(out, Effect{What: Send, Command: Command{s.ID, i, state == Undoing, s.tries[i]}})
		}
	}
	return s.next(d, out)
}

// Retake lets a parked saga try its undo again: the decision of a person.
func (s *Saga) Retake(d Definition, out []Effect) []Effect {
	if s.Phase != Parked {
		return out
	}
	i := s.Failed
	out = s.write(d, OpRetake, i, out)
	return append(out, Effect{What: Send, Command: Command{Saga: s.ID, Step: i, Undo: true}})
}

// next decides what follows from where the saga stands: the next group of steps,
// the next compensation, or the end.
func (s *Saga) next(d Definition, out []Effect) []Effect {
	switch s.Phase {
	case Forward:
		return s.nextDo(d, out)
	case Back:
		return s.nextUndo(d, out)
	}
	return out
}

func (s *Saga) nextDo(d Definition, out []Effect) []Effect {
	for i := 0; i < int(s.steps); i = d.group(i) {
		end, waiting, begun := d.group(i), false, len(out)
		for k := i; k < end; k++ {
			if s.States[k] == Idle {
				out = s.write(d, OpDoing, int8(k), out)
			}
			waiting = waiting || s.States[k] != Done
		}
		for _, e := range out[begun:] {
			out = append(out, Effect{What: Send, Command: Command{Saga: s.ID, Step: e.Record.Step}})
		}
		if waiting {
			return out
		}
	}
	out = s.write(d, OpComplete, -1, out)
	return append(out, Effect{What: End})
}

func (s *Saga) nextUndo(d Definition, out []Effect) []Effect {
	if s.has(Doing) || s.has(Undoing) {
		return out // what runs side by side is waited for; undos go one at a time
	}
	i := s.toUndo(d)
	if i < 0 {
		out = s.write(d, OpRolledBack, -1, out)
		return append(out, Effect{What: End})
	}
	out = s.write(d, OpUndoing, int8(i), out)
	return append(out, Effect{What: Send, Command: Command{Saga: s.ID, Step: int8(i), Undo: true}})
}

func (s *Saga) write(d Definition, op Op, step int8, out []Effect) []Effect {
	r := Record{s.ID, op, step}
	s.Apply(d, r)
	return append(out, Effect{What: Append, Record: r})
}
