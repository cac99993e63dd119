package saga

import (
	"errors"
	"fmt"
)

// MaxSteps is how many steps a definition may have.
const MaxSteps = 16

// Kind is what may be done about a step that does not go well.
type Kind uint8

// The kinds of steps, in the order in which they may follow each other.
const (
	Compensatable Kind = iota // can be undone; comes before the pivot
	Pivot                     // once it is done there is no way back
	Retriable                 // comes after the pivot and must succeed in the end
)

// String returns the kind's initial as in the literature's tables: C, P or R.
func (k Kind) String() string {
	if k > Retriable {
		return "?"
	}
	return "CPR"[k : k+1]
}

// Step is one local transaction.
type Step struct {
	Name string
	Kind Kind
	// Undo says that a compensation exists. On a pivot it serves only while the
	// pivot's outcome is unknown; a retriable step has none.
	Undo bool
	// With says that the step runs side by side with the one before it, which
	// must be of the same kind. A pivot runs alone.
	With bool
}

// Definition is the steps of a saga in order. It must not change while sagas run.
type Definition []Step

// ErrDefinition is matched by every error of Definition.Check.
var ErrDefinition = errors.New("saga definition")

// Check returns an error that names the first step that cannot be as it is, and
// what would be right.
func (d Definition) Check() error {
	if len(d) == 0 || len(d) > MaxSteps {
		return fmt.Errorf("%w: has %d steps, give it 1 to %d", ErrDefinition, len(d), MaxSteps)
	}
	for i, s := range d {
		if why := d.wrong(i); why != "" {
			return fmt.Errorf("%w: step %d (%s): %s", ErrDefinition, i, s.Name, why)
		}
	}
	return nil
}

func (d Definition) wrong(i int) string {
	s := d[i]
	switch {
	case s.Kind > Retriable:
		return "unknown kind, use Compensatable, Pivot or Retriable"
	case s.Kind == Retriable && s.Undo:
		return "is retriable and only goes forward, so it takes no undo"
	case s.With && i == 0:
		return "is the first, so there is no step to run side by side with"
	case s.With && s.Kind == Pivot:
		return "is the pivot, which runs alone"
	case s.With && d[i-1].Kind != s.Kind:
		return "runs side by side with a step of another kind, make both the same"
	case i > 0 && s.Kind < d[i-1].Kind:
		return "is compensatable but comes after the pivot, put it before"
	case i > 0 && s.Kind == Pivot && d[i-1].Kind == Pivot:
		return "is a second pivot, keep one"
	}
	return ""
}

// group returns the end of the run of steps that start together with step i.
func (d Definition) group(i int) int {
	end := i + 1
	for end < len(d) && d[end].With {
		end++
	}
	return end
}
