package visual

import (
	"context"
	"image"
	"io"
	"strconv"
	"time"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/film"
)

// Place is a step or a virtual time; the zero value is neither.
type Place struct {
	Set   bool
	Timed bool
	Step  int64
	At    sim.Time
}

// Take says which part of a run a film shows, and how.
type Take struct {
	From, To Place         // else from the link's step, for five seconds
	FPS      int           // pictures a second, 1 to 50; 0 is 20
	Speed    int64         // of play, in thousandths; one that the window has, 0 is the scenario's own
	Hold     time.Duration // how long the last picture stays
}

// What a film may hold.
const (
	filmFPS     = 20
	filmSeconds = 5
	filmLongest = time.Minute
	mostFPS     = 50 // what a GIF can say that browsers keep to
	sampled     = 4  // every so many pictures are asked for their colours
)

// GIF writes a film of what the window shows when a link is opened and played, from
// one moment to another, then as it comes to rest there. Whoever draws long is told
// how far it is: told may be nil.
func GIF(ctx context.Context, w io.Writer, catalogue []*sim.Scenario, source func(mark string) (Code, error), shot Shot, take Take, told func(done, of int)) error {
	if told == nil {
		told = func(int, int) {}
	}
	var colors film.Colors
	pictures := 0
	err := roll(ctx, catalogue, source, shot, take, func(take func() *image.RGBA, _ time.Duration) error {
		if pictures%sampled == 0 {
			colors.Add(take())
		}
		pictures++
		told(0, pictures)
		return nil
	})
	if err != nil {
		return err
	}
	out := film.NewEncoder(w, &colors)
	done := 0
	err = roll(ctx, catalogue, source, shot, take, func(take func() *image.RGBA, lasts time.Duration) error {
		done++
		told(done, pictures)
		return out.Add(take(), lasts)
	})
	if err != nil {
		return err
	}
	return out.Close()
}

// roll plays a film and offers each of its pictures to be taken.
func roll(ctx context.Context, catalogue []*sim.Scenario, source func(mark string) (Code, error), shot Shot, take Take, each func(take func() *image.RGBA, lasts time.Duration) error) error {
	c, err := newCamera(ctx, catalogue, source, shot)
	if err != nil {
		return err
	}
	if take.FPS == 0 {
		take.FPS = filmFPS
	}
	if take.FPS < 1 || take.FPS > mostFPS {
		return sim.BadInput("a film has 1 to %d pictures a second, not %d", mostFPS, take.FPS)
	}
	if err := c.rest(); err != nil {
		return err
	}
	reel, err := c.thread(&take)
	if err != nil {
		return err
	}
	apart := time.Second / time.Duration(take.FPS)
	for at := time.Duration(0); at < reel.length; at += apart {
		if err := each(c.take, apart); err != nil {
			return err
		}
		if err := c.pass(apart); err != nil {
			return err
		}
		if reel.stage != nil && !reel.stage.playing {
			break
		}
	}
	if err := reel.end(c); err != nil {
		return err
	}
	return each(c.take, max(take.Hold, apart))
}

// pass lets time pass, in pieces of a tick or less.
func (c *camera) pass(d time.Duration) error {
	pieces := (d + shotTick - 1) / shotTick
	for range pieces {
		if _, err := c.tickFor(d / pieces); err != nil {
			return err
		}
	}
	return nil
}

// reel is a film's length, and the stage that plays in it, if it is one.
type reel struct {
	length time.Duration
	stage  *stage
	to     Place
}

// thread goes to where a film begins and starts to play. A screen that is no stage
// is only watched, for as long as To says.
func (c *camera) thread(take *Take) (reel, error) {
	s, ok := c.app.screen.(*stage)
	if !ok {
		r := reel{length: filmSeconds * time.Second}
		if take.To.Set && take.To.Timed {
			r.length = time.Duration(take.To.At)
		}
		return r, checkLength(r.length)
	}
	if err := s.setSpeed(take.Speed); err != nil {
		return reel{}, err
	}
	speed := speeds[s.speed]
	begin := Place{Set: true, Step: s.tl.Cursor()}
	if take.From.Set {
		begin = take.From
	}
	r := reel{stage: s, to: take.To}
	from, err := c.visit(s, begin)
	if err != nil {
		return r, err
	}
	if !r.to.Set {
		r.to = Place{Set: true, Timed: true, At: from + filmSeconds*sim.Second*sim.Time(speed)/1000}
	}
	to, err := c.visit(s, r.to)
	if err != nil {
		return r, err
	}
	if to <= from {
		return r, sim.BadInput("a film ends after it begins: it would begin at %s and end at %s", from, to)
	}
	r.length = time.Duration(float64(to-from) / float64(speed) * 1000)
	if err := checkLength(r.length); err != nil {
		return r, err
	}
	if _, err := c.visit(s, begin); err != nil {
		return r, err
	}
	s.togglePlay()
	s.clock = from
	return r, nil
}

func checkLength(length time.Duration) error {
	if length > filmLongest {
		return sim.BadInput("the film would last %s, at most %s: let it end earlier, or play faster", length.Round(time.Second), filmLongest)
	}
	return nil
}

// visit goes to a place and returns the virtual time there.
func (c *camera) visit(s *stage, p Place) (sim.Time, error) {
	if p.Timed {
		s.seekTime(p.At)
	} else {
		s.seek(p.Step)
	}
	s.playing = false
	err := c.rest()
	if p.Timed {
		return p.At, err
	}
	return s.tl.Run().Now(), err
}

// end brings the stage to rest at the film's last place.
func (r *reel) end(c *camera) error {
	if r.stage == nil {
		return nil
	}
	c.app.toast = "" // that a run is over needs no word in a film
	_, err := c.visit(r.stage, r.to)
	return err
}

// setSpeed plays at so many thousandths of model time; 0 leaves the scenario's own.
func (s *stage) setSpeed(thousandths int64) error {
	for i, v := range speeds {
		if v == thousandths {
			s.speed = i
			return nil
		}
	}
	if thousandths == 0 {
		return nil
	}
	known := make([]string, len(speeds))
	for i, v := range speeds {
		known[i] = times(v)
	}
	return sim.Unknown("speed", times(thousandths), "", known)
}

func times(thousandths int64) string {
	return strconv.FormatFloat(float64(thousandths)/1000, 'f', -1, 64)
}
