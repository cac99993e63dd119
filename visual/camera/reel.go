package camera

import (
	"time"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/present"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

// reel is what a film shows.
type reel struct {
	length time.Duration
	over   func() bool  // it ended sooner; nil for never
	end    func() error // brings the screen to rest where the film ends; may be nil
}

// Thread goes to where a film begins and starts to play. A beat is played on its way
// from the one before; a screen without runs is only watched, for as long as To says.
func (c *Camera) Thread(take *Take) (reel, error) {
	switch s := c.App.Screen.(type) {
	case screen.Played:
		return c.threadRun(s.Player(), take)
	case *present.Present:
		if take.From.Set || take.To.Set || take.Speed != 0 {
			return reel{}, sim.BadInput("the film of a beat begins, ends and is played as the beat says: leave the places and the speed out")
		}
		over := func() bool { return s.Way.Leg == present.Resting }
		return reel{length: filmLongest, over: over}, s.Enter(s.Beat, true)
	}
	r := reel{length: filmSeconds * time.Second}
	if take.To.Set && take.To.Timed {
		r.length = time.Duration(take.To.At)
	}
	return r, checkLength(r.length)
}

func (c *Camera) threadRun(s screen.Player, take *Take) (reel, error) {
	if take.Speed != 0 {
		if err := s.SetRate(take.Speed); err != nil {
			return reel{}, err
		}
	}
	begin, end := Place{Set: true, Timed: true, At: s.Moment()}, take.To
	if take.From.Set {
		begin = take.From
	}
	from, err := c.visit(s, begin)
	if err != nil {
		return reel{}, err
	}
	if !end.Set {
		end = Place{Set: true, Timed: true, At: from + filmSeconds*sim.Second*sim.Time(s.Rate())/1000}
	}
	to, err := c.visit(s, end)
	if err != nil {
		return reel{}, err
	}
	if to <= from {
		return reel{}, sim.BadInput("a film ends after it begins: it would begin at %s and end at %s", from, to)
	}
	r := reel{length: time.Duration(float64(to-from) / float64(s.Rate()) * 1000), over: func() bool { return !s.Running() }}
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
	s.PlayFrom(from)
	return r, nil
}

func checkLength(length time.Duration) error {
	if length > filmLongest {
		return sim.BadInput("the film would last %s, at most %s: let it end earlier, or play faster", length.Round(time.Second), filmLongest)
	}
	return nil
}

// visit goes to a place and returns the virtual time there.
func (c *Camera) visit(s screen.Player, p Place) (sim.Time, error) {
	if p.Timed {
		s.RestAtTime(p.At)
	} else {
		s.RestAtStep(p.Step)
	}
	err := c.Rest()
	if p.Timed {
		return p.At, err
	}
	return s.Moment(), err
}
