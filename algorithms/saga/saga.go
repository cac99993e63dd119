package saga

// Phase is where a saga as a whole stands.
type Phase uint8

// The phases. The last two are ends; a parked saga waits for a person.
const (
	Fresh      Phase = iota // not begun
	Forward                 // going forward
	Back                    // compensating
	Parked                  // an undo kept failing
	Completed               // every step is done
	RolledBack              // every step that was done and can be undone is undone
	phases
)

var phaseNames = [phases]string{"fresh", "forward", "compensating", "parked", "completed", "rolled back"}

// String returns the phase in a word or two.
func (p Phase) String() string {
	if p >= phases {
		return "?"
	}
	return phaseNames[p]
}

// Ended reports whether nothing is left to do, for the saga or for a person.
func (p Phase) Ended() bool { return p == Completed || p == RolledBack }

// State is where one step of a saga stands, as far as the log knows.
type State uint8

// The states of a step.
const (
	Idle    State = iota // not begun
	Doing                // its command was about to be sent: it is in doubt until a reply is logged
	Done                 // ok
	Refused              // refused: it did nothing and never will
	Unknown              // no answer, or none that is final: it may or may not have happened
	Undoing              // its compensation was about to be sent
	Undone               // compensated
)

// Op is what a record of the saga log says.
type Op uint8

// The operations, as they appear in a log.
const (
	OpBegin      Op = iota // the saga exists
	OpDoing                // Step's command will be sent
	OpDone                 // Step is done
	OpRefused              // Step did nothing: the saga turns back
	OpUnknown              // Step's outcome is unknown: the saga turns back
	OpUndoing              // Step's compensation will be sent
	OpAgain                // Step's compensation did not work and will be sent once more
	OpUndone               // Step is compensated
	OpPark                 // Step's compensation kept failing
	OpRetake               // a person lets a parked saga try again
	OpComplete             // the end: everything done
	OpRolledBack           // the end: everything undone
	ops
)

var opNames = [ops]string{"begin", "doing", "done", "refused", "unknown", "undoing", "again", "undone", "park", "retake", "complete", "rolled back"}

// String returns the operation in a word.
func (o Op) String() string {
	if o >= ops {
		return "?"
	}
	return opNames[o]
}

// Record is one line of the saga log. What a saga has decided is what its
// records say, and nothing else.
type Record struct {
	Saga int64
	Op   Op
	Step int8 // -1 where the operation has none
}

// Saga is one running saga, the fold of its records. The zero value has not
// begun. How often an undo was tried again is in the log, so that an orchestrator
// that keeps restarting parks the saga all the same; the tries of a step forward,
// which have no limit, count from zero again after a replay.
type Saga struct {
	ID     int64
	Phase  Phase
	Failed int8 // the step that turned it back, or whose undo parked it; -1 is none
	steps  int8
	ended  int8 // how many places of order are taken
	States [MaxSteps]State
	order  [MaxSteps]int8 // steps in the order in which they were done or given up as unknown
	tries  [MaxSteps]int32
}

// Apply folds one record of the saga's own into it; live and replayed sagas are
// built by nothing else. A record that does not fit (another saga's, a step out
// of range) changes nothing. O(1).
func (s *Saga) Apply(d Definition, r Record) {
	if r.Op == OpBegin {
		*s = Saga{ID: r.Saga, Phase: Forward, Failed: -1, steps: int8(min(len(d), MaxSteps))}
		return
	}
	if r.Saga != s.ID || s.Phase == Fresh {
		return
	}
	switch r.Op {
	case OpComplete:
		s.Phase = Completed
		return
	case OpRolledBack:
		s.Phase = RolledBack
		return
	}
	if r.Step < 0 || r.Step >= s.steps {
		return
	}
	s.applyStep(r)
}

func (s *Saga) applyStep(r Record) {
	i := r.Step
	switch r.Op {
	case OpDoing:
		s.States[i] = Doing
	case OpDone:
		s.finish(i, Done)
	case OpRefused:
		s.States[i] = Refused
		s.turn(i)
	case OpUnknown:
		s.finish(i, Unknown)
		s.turn(i)
	case OpUndoing:
		s.States[i], s.tries[i] = Undoing, 0
	case OpAgain:
		s.tries[i] = min(s.tries[i]+1, mostTries)
	case OpUndone:
		s.States[i] = Undone
	case OpPark:
		s.Phase, s.Failed = Parked, i
	case OpRetake:
		s.Phase, s.tries[i] = Back, 0
	}
}

// mostTries bounds a count that a log or a caller could drive up for ever.
const mostTries = 1 << 30

func (s *Saga) finish(i int8, state State) {
	s.States[i], s.tries[i] = state, 0
	if int(s.ended) < len(s.order) {
		s.order[s.ended] = i
		s.ended++
	}
}

func (s *Saga) turn(i int8) {
	if s.Phase == Forward {
		s.Phase, s.Failed = Back, i
	}
}

// Tries returns how often the current command of a step was sent again: an undo
// since it was begun or retaken, a step forward since the last replay.
func (s *Saga) Tries(step int) int {
	if step < 0 || step >= MaxSteps {
		return 0
	}
	return int(s.tries[step])
}

// toUndo returns the step to compensate next: of those done or unknown, the
// last to finish that has an undo; -1 when none is left.
func (s *Saga) toUndo(d Definition) int {
	for k := int(s.ended) - 1; k >= 0; k-- {
		i := s.order[k]
		if state := s.States[i]; d[i].Undo && (state == Done || state == Unknown) {
			return int(i)
		}
	}
	return -1
}

func (s *Saga) has(state State) bool {
	for _, x := range s.States[:s.steps] {
		if x == state {
			return true
		}
	}
	return false
}
