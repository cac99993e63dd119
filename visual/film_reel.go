package visual

import (
	"time"

	"github.com/kookmin-msa-study/msalab/sim"
)

// reel is what a film shows.
type reel struct {
	length time.Duration
	over   func() bool  // it ended sooner; nil for never
	end    func() error // brings the screen to rest where the film ends; may be nil
}

// thread goes to where a film begins and starts to play. A beat is played on its way
// from the one before; a screen without runs is only watched, for as long as To says.
func (c *camera) thread(take *Take) (reel, error) {
	switch s := c.app.screen.(type) {
	case played:
		return c.threadRun(s.player(), take)
	case *present:
		if take.From.Set || take.To.Set || take.Speed != 0 {
			return reel{}, sim.BadInput("the film of a beat begins, ends and is played as the beat says: leave the places and the speed out")
		}
		over := func() bool { return s.way.leg == resting }
		return reel{length: filmLongest, over: over}, s.enter(s.beat, true)
	}
	r := reel{length: filmSeconds * time.Second}
	if take.To.Set && take.To.Timed {
		r.length = time.Duration(take.To.At)
	}
	return r, checkLength(r.length)
}

func (c *camera) threadRun(s player, take *Take) (reel, error) {
	if take.Speed != 0 {
		if err := s.setRate(take.Speed); err != nil {
			return reel{}, err
		}
	}
	begin, end := Place{Set: true, Timed: true, At: s.moment()}, take.To
	if take.From.Set {
		begin = take.From
	}
	from, err := c.visit(s, begin)
	if err != nil {
		return reel{}, err
	}
	if !end.Set {
		end = Place{Set: true, Timed: true, At: from + filmSeconds*sim.Second*sim.Time(s.rate())/1000}
	}
	to, err := c.visit(s, end)
	if err != nil {
		return reel{}, err
	}
	if to <= from {
		return reel{}, sim.BadInput("a film ends after it begins: it would begin at %s and end at %s", from, to)
	}
	r := reel{length: time.Duration(float64(to-from) / float64(s.rate()) * 1000), over: func() bool { return !s.running() }}
	r.end = func() error {
		_, err := c.visit(s, end)
		return err
	}
	if err := checkLength(r.length); err != nil {
		return r, err
	}
	if _, err := c.visit(s, begin); err != nil {
		return r, err
	}
	s.playFrom(from)
	return r, nil
}

func checkLength(length time.Duration) error {
	if length > filmLongest {
		return sim.BadInput("the film would last %s, at most %s: let it end earlier, or play faster", length.Round(time.Second), filmLongest)
	}
	return nil
}

// visit goes to a place and returns the virtual time there.
func (c *camera) visit(s player, p Place) (sim.Time, error) {
	if p.Timed {
		s.restAtTime(p.At)
	} else {
		s.restAtStep(p.Step)
	}
	err := c.rest()
	if p.Timed {
		return p.At, err
	}
	return s.moment(), err
}
