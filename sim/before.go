package sim

// Before returns the run one step before the cursor, to say what the step changed.
// Each call brings it up to budget steps nearer; false means not yet there, or that
// nothing is before the cursor. It keeps no trace, laws or measures.
func (t *Timeline) Before(budget int) (*Run, bool) {
	l := t.live
	want := l.view.w.step - 1
	if want < 0 || !t.Settled() {
		return nil, false
	}
	best := &l.checkpoints[0]
	for i := range l.checkpoints {
		if l.checkpoints[i].step <= want {
			best = &l.checkpoints[i]
		}
	}
	if l.before == nil {
		f := *l.view
		f.opts, f.trace, f.effects = Options{}, ring{}, nil
		f.ctx, f.laws = Ctx{r: &f, node: None}, Laws{&f}
		f.ownScript()
		l.before = &f
		l.before.w.step = want + 1 // nowhere yet: it begins at a checkpoint
	}
	if b := l.before; b.w.step > want || best.step > b.w.step {
		b.restore(best.world)
	}
	for ; l.before.w.step < want && budget > 0; budget-- {
		if !l.before.Step() {
			break
		}
	}
	return l.before, l.before.w.step == want
}
