package sim

import "golang.org/x/exp/slices"

// Relation says how a step stands to what a cone was drawn around.
type Relation uint8

// The relations of a step.
const (
	Apart  Relation = iota // neither cause nor effect
	Before                 // a cause
	Itself                 // the step, or the arrival of the message
	After                  // an effect
)

// Cone is the causal past and future of a step or a message.
//
// Cause means what Record.Cause says: a step causes the messages it sends and the
// timers it sets, and so the steps in which they arrive; work that waited in a queue
// is caused by the step in which it came (Ctx.For). It is narrower than
// "happened before" (Lamport, Time, Clocks, and the Ordering of Events in a
// Distributed System, 1978, section 1), which also puts every step of a process
// before its later ones: by that order nearly everything in a busy system comes
// after everything, and lighting it up would say nothing. What a step did to a
// node's state, and a later step read there, is therefore not in the cone.
//
// Since a step has one cause, the past is a chain and the future a tree. A step by
// hand has no cause.
type Cone struct {
	Past   []int64 // ascending
	Self   []int64 // the step; or every arrival of the message, copies included
	Future []int64 // ascending, as far as Grow came
	Cut    bool    // a cause or effect lies in records that are no longer kept

	message int64 // 0 when drawn around a step
	sent    int64 // the step on whose account it was sent
	live    *live
	done    int64 // the future is known up to here
}

// Cone returns the causal past of a step. Grow adds its future.
func (t *Timeline) Cone(step int64) *Cone {
	c := &Cone{Self: []int64{step}, live: t.live, done: step}
	rec, ok := t.Record(step)
	c.Cut = !ok
	c.follow(t, rec.Cause)
	return c
}

// ConeOfMessage returns the causal past of a message: the step on whose account it
// was sent, which scene.Packet.Cause and Record.Cause say, and what led there. Grow
// adds its arrival, if there is one, and what follows.
func (t *Timeline) ConeOfMessage(message, sent int64) *Cone {
	c := &Cone{message: message, sent: sent, live: t.live, done: sent}
	c.follow(t, sent)
	return c
}

// follow walks from a step to its first cause.
func (c *Cone) follow(t *Timeline, step int64) {
	for step > 0 {
		c.Past = append(c.Past, step)
		rec, ok := t.Record(step)
		if !ok {
			c.Cut = true
			break
		}
		step = rec.Cause
	}
	slices.Reverse(c.Past)
}

// Record returns what step n of the current history did, before or after the
// cursor, and false when no trace holds it.
func (t *Timeline) Record(n int64) (Record, bool) {
	if rec, ok := t.live.scout.Record(n); ok {
		return rec, true
	}
	return t.live.view.Record(n)
}

// Grow looks for effects in up to budget more of the steps known. It reports
// whether it has seen them all; Work may make more known.
func (t *Timeline) Grow(c *Cone, budget int) bool {
	known := t.live.scout.w.step
	for ; c.done < known && budget > 0; budget-- {
		n := c.done + 1
		rec, ok := t.record(n)
		if !ok {
			c.Cut = true
			n = max(n, min(t.live.scout.firstKept()-1, known)) // nothing is known of those between
			c.done = n
			continue
		}
		c.done = n
		switch {
		case c.message > 0 && rec.Message == c.message && rec.Cause == c.sent && rec.Op != Acted:
			c.Self = append(c.Self, n)
		case rec.Cause > 0 && rec.Op != Acted && c.Of(rec.Cause) >= Itself:
			c.Future = append(c.Future, n)
		}
	}
	return c.done >= known
}

// record is Record without the copy.
func (t *Timeline) record(n int64) (*Record, bool) {
	for _, r := range [...]*Run{t.live.scout, t.live.view} {
		if rec := r.kept(n); rec != nil {
			return rec, true
		}
	}
	return nil, false
}

// Stale reports whether the cone is of another history than the current one.
func (t *Timeline) Stale(c *Cone) bool { return c.live != t.live }

// Of says how a step stands to the cone, as far as it has grown.
func (c *Cone) Of(step int64) Relation {
	for _, part := range [...]struct {
		steps []int64
		as    Relation
	}{{c.Self, Itself}, {c.Future, After}, {c.Past, Before}} {
		if n := len(part.steps); n == 0 || step < part.steps[0] || step > part.steps[n-1] {
			continue
		}
		if _, found := slices.BinarySearch(part.steps, step); found {
			return part.as
		}
	}
	return Apart
}
