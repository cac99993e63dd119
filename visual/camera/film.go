package camera

import (
	"context"
	"image"
	"io"
	"time"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/film"
	"github.com/kookmin-msa-study/msalab/visual/screen"
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
func GIF(ctx context.Context, w io.Writer, catalogue []*sim.Scenario, source func(mark string) (screen.Code, error), shot Shot, take Take, told func(done, of int)) error {
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
func roll(ctx context.Context, catalogue []*sim.Scenario, source func(mark string) (screen.Code, error), shot Shot, take Take, each func(take func() *image.RGBA, lasts time.Duration) error) error {
	c, err := NewCamera(ctx, catalogue, source, shot)
	if err != nil {
		return err
	}
	if take.FPS == 0 {
		take.FPS = filmFPS
	}
	if take.FPS < 1 || take.FPS > mostFPS {
		return sim.BadInput("a film has 1 to %d pictures a second, not %d", mostFPS, take.FPS)
	}
	if err := c.Rest(); err != nil {
		return err
	}
	reel, err := c.Thread(&take)
	if err != nil {
		return err
	}
	apart := time.Second / time.Duration(take.FPS)
	for at := time.Duration(0); at < reel.length; at += apart {
		if err := each(c.Take, apart); err != nil {
			return err
		}
		if err := c.Pass(apart); err != nil {
			return err
		}
		if reel.over != nil && reel.over() {
			break
		}
	}
	if reel.end != nil {
		c.App.Toast = "" // that a run is over needs no word in a film
		if err := reel.end(); err != nil {
			return err
		}
	}
	return each(c.Take, max(take.Hold, apart))
}

// Pass lets time pass, in pieces of a tick or less.
func (c *Camera) Pass(d time.Duration) error {
	pieces := (d + ShotTick - 1) / ShotTick
	for range pieces {
		if _, err := c.tickFor(d / pieces); err != nil {
			return err
		}
	}
	return nil
}
