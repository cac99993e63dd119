package cli

import (
	"cmp"
	"context"

	"github.com/kookmin-msa-study/msalab/sim"
	"golang.org/x/exp/slices"
)

// inOrder returns a run's actions in the order in which they happen, whatever
// order they were typed in: a run looks only at the first one left. Every name and
// number in them is checked on the way.
func inOrder(ctx context.Context, spec sim.Spec) ([]sim.Action, error) {
	if _, err := sim.NewRun(spec, sim.Options{}); err != nil {
		return nil, err
	}
	var timed, stepped []sim.Action
	for _, a := range spec.Actions {
		if a.Timed {
			timed = append(timed, a)
		} else {
			stepped = append(stepped, a)
		}
	}
	slices.SortStableFunc(timed, func(a, b sim.Action) int { return cmp.Compare(a.At, b.At) })
	slices.SortStableFunc(stepped, func(a, b sim.Action) int { return cmp.Compare(a.Step, b.Step) })
	if len(stepped) == 0 {
		return timed, nil
	}
	if len(timed) == 0 {
		return stepped, nil
	}
	spec.Actions = timed
	return merge(ctx, spec, stepped)
}

// merge finds the place of actions given by step among those given by time, which
// only the run itself knows: it goes there and acts.
func merge(ctx context.Context, spec sim.Spec, stepped []sim.Action) ([]sim.Action, error) {
	r, err := sim.NewRun(spec, sim.Options{})
	if err != nil {
		return nil, err
	}
	for len(stepped) > 0 {
		if r.StepCount()%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if r.StepCount() < stepped[0].Step && r.Step() {
			continue
		}
		if err := r.Do(stepped[0]); err != nil { // its step has come, or nothing else is left to come
			return nil, err
		}
		stepped = stepped[1:]
	}
	return r.Spec().Actions, nil
}
