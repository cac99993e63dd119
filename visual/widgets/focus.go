package widgets

// take gives the keyboard to one of the surface's controls and rolls it into
// sight.
func (s *surface) take(c *control) {
	if shared.owner != nil && shared.owner != s {
		shared.owner.leave()
	}
	shared.owner = s
	if s.focus == c {
		return
	}
	s.focus, s.dirty = c, true
	s.ui.SetFocusedWidget(c)
	if c.pinned {
		return
	}
	view, margin := s.view(), s.metrics.gap
	switch top := c.area.Y - s.scroll; {
	case top < view.Y+margin:
		s.roll(c.area.Y - view.Y - margin)
	case top+c.area.H > view.Y+view.H-margin:
		s.roll(c.area.Y + c.area.H + margin - view.Y - view.H)
	}
}

// leave gives the keyboard back to the program.
func (s *surface) leave() {
	if s.focus != nil {
		s.focus, s.dirty = nil, true
		s.ui.ClearFocus()
	}
	if shared.owner == s {
		shared.owner = nil
	}
}

// neighbour returns the control that Tab reaches from the focused one, or from
// outside the surface; nil when there is none further on.
func (s *surface) neighbour(dir int) *control {
	n := len(s.controls)
	at := -1
	if dir < 0 {
		at = n
	}
	for i, c := range s.controls {
		if c == s.focus {
			at = i
		}
	}
	for at += dir; at >= 0 && at < n; at += dir {
		c := s.controls[at]
		if s.stop(c) && (s.focus == nil || !c.mates(s.focus)) {
			return c
		}
	}
	return nil
}

// stop reports whether Tab stops at a control: a group has one stop, the
// selected option or else the first, and so has a stepper.
func (s *surface) stop(c *control) bool {
	switch {
	case c.disabled:
		return false
	case c.key.kind == Stepper:
		return true
	case !c.grouped() || c.selected:
		return true
	case c.key.option != 0:
		return false
	}
	for _, other := range s.controls {
		if c.mates(other) && other.selected {
			return false
		}
	}
	return true
}
