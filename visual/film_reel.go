package visual

import (
	"strconv"
	"time"

	"github.com/kookmin-msa-study/msalab/sim"
)

// reel is what a film shows.
type reel struct {
	length time.Duration
	over   func() bool  // it ended sooner; nil for never
	end    func() error // brings the screen to rest where the film ends; may be nil
}

// player is a screen on which runs are played.
type player interface {
	// setSpeed plays at so many thousandths of model time.
	setSpeed(thousandths int64) error
	// rate is the speed of play, in thousandths.
	rate() int64
	// rest stops at a place.
	restAt(Place)
	// moment is the virtual time on screen.
	moment() sim.Time
	// playFrom begins to play.
	playFrom(sim.Time)
	// running reports whether it plays.
	running() bool
}

// thread goes to where a film begins and starts to play. A beat is played on its way
// from the one before; a screen without runs is only watched, for as long as To says.
func (c *camera) thread(take *Take) (reel, error) {
	switch s := c.app.screen.(type) {
	case player:
		return c.threadRun(s, take)
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
		if err := s.setSpeed(take.Speed); err != nil {
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
	s.restAt(p)
	err := c.rest()
	if p.Timed {
		return p.At, err
	}
	return s.moment(), err
}

// indexOfSpeed finds a speed among those of the window.
func indexOfSpeed(thousandths int64) (int, error) {
	known := make([]string, len(speeds))
	for i, v := range speeds {
		if v == thousandths {
			return i, nil
		}
		known[i] = times(v)
	}
	return 0, sim.Unknown("speed", times(thousandths), "", known)
}

func times(thousandths int64) string {
	return strconv.FormatFloat(float64(thousandths)/1000, 'f', -1, 64)
}

func (s *stage) setSpeed(thousandths int64) (err error) {
	s.speed, err = indexOfSpeed(thousandths)
	return err
}

func (s *stage) rate() int64 { return speeds[s.speed] }

func (s *stage) restAt(p Place) {
	s.playing = false
	if p.Timed {
		s.seekTime(p.At)
	} else {
		s.seek(p.Step)
	}
}

func (s *stage) moment() sim.Time { return s.tl.Run().Now() }

func (s *stage) playFrom(at sim.Time) {
	s.togglePlay()
	s.clock = at
}

func (s *stage) running() bool { return s.playing }

func (c *compare) setSpeed(thousandths int64) (err error) {
	c.speed, err = indexOfSpeed(thousandths)
	return err
}

func (c *compare) rate() int64 { return speeds[c.speed] }

func (c *compare) restAt(p Place) {
	c.playing = false
	if p.Timed {
		c.seek(p.At)
		c.span = max(c.span, p.At)
		return
	}
	c.byStep, c.atStep = true, p.Step // of the first run
	c.panes[0].tl.SeekStep(p.Step)
}

func (c *compare) moment() sim.Time { return c.clock }

func (c *compare) playFrom(at sim.Time) {
	c.moveTo(at)
	c.togglePlay()
}

func (c *compare) running() bool { return c.playing }
