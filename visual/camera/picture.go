// Package camera draws what the program shows without a window: pictures and films.
package camera

import (
	"context"
	"image"
	"time"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/visual/app"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
)

// Shot says what a picture of the program shows and how large it is.
type Shot struct {
	Link          string  // as in the address bar; "" is home
	Width, Height int     // of the window, before Scale
	Scale         float32 // pixels of the picture in each of the window's; 0 is 1
	Light         bool
	Lang          string // "ko" or "en"; "" is the link's own, or Korean
}

// Picture draws what the window shows for a link, when everything there has come to
// rest. It needs no display and no GPU, and it comes out the same every time.
func Picture(ctx context.Context, catalogue []*sim.Scenario, source func(mark string) (screen.Code, error), shot Shot) (*image.RGBA, error) {
	c, err := NewCamera(ctx, catalogue, source, shot)
	if err != nil {
		return nil, err
	}
	if err := c.Rest(); err != nil {
		return nil, err
	}
	return c.Take(), nil
}

const ShotTick = time.Second / 60

// Camera runs the program without a window. Its clock stands still within a tick, so
// that work that is cut off by the clock is done to its end, however slow the
// machine is.
type Camera struct {
	screen.NoField
	ctx     context.Context
	App     *app.App
	at      time.Time
	shot    Shot
	picture *image.RGBA
}

func NewCamera(ctx context.Context, catalogue []*sim.Scenario, source func(mark string) (screen.Code, error), shot Shot) (*Camera, error) {
	l, err := link.Decode(shot.Link, catalogue)
	if err != nil {
		return nil, err
	}
	if lang, ok := sim.ParseLang(shot.Lang); ok {
		l.Lang, l.AnyLang = lang, false
	}
	if shot.Link, err = link.Encode(l, catalogue); err != nil {
		return nil, err
	}
	if !(shot.Scale > 0) {
		shot.Scale = 1
	}
	c := &Camera{ctx: ctx, shot: shot, at: time.Unix(0, 0)}
	c.App = app.New(catalogue, source, c)
	if bad, ok := c.App.Screen.(*app.BadLink); ok {
		return nil, bad.Err
	}
	w, h := int(float32(shot.Width)*shot.Scale+0.5), int(float32(shot.Height)*shot.Scale+0.5)
	c.picture = image.NewRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
	c.App.Resize(c.picture.Rect.Dx(), c.picture.Rect.Dy(), shot.Scale)
	return c, ctx.Err()
}

// tick lets the program do what it does in a sixtieth of a second, and reports
// whether there is something new to see.
func (c *Camera) tick() (changed bool, err error) { return c.tickFor(ShotTick) }

func (c *Camera) tickFor(d time.Duration) (changed bool, err error) {
	c.at = c.at.Add(d)
	c.App.Dirty = false
	if err := c.App.Update(); err != nil {
		return false, err
	}
	return c.App.Dirty, c.ctx.Err()
}

// Rest waits until nothing moves, at most for ten seconds of the program's time. All
// motion that is not the model's is skipped.
func (c *Camera) Rest() error {
	was := c.App.ReducedMotion
	c.App.ReducedMotion = true
	defer func() { c.App.ReducedMotion = was }()
	for n, still := 0, 0; n < 600 && still < 3; n++ {
		changed, err := c.tick()
		if err != nil {
			return err
		}
		still++
		if changed {
			still = 0
		}
	}
	return nil
}

// Take draws the screen. The picture is the camera's: it lasts until the next one.
func (c *Camera) Take() *image.RGBA {
	c.App.Painter.Onto(c.picture)
	defer c.App.Painter.Onto(nil)
	widgets.DrawOn(c.picture, func() {
		for range 3 { // a full atlas is empty in the next frame
			ground(c.picture, c.App.Theme.Bg)
			if c.App.Compose(nil) {
				return
			}
		}
	})
	return c.picture
}

func ground(picture *image.RGBA, color paint.Color) {
	for i := 0; i < len(picture.Pix); i += 4 {
		picture.Pix[i], picture.Pix[i+1], picture.Pix[i+2], picture.Pix[i+3] = color.R, color.G, color.B, 255
	}
}

// Now implements clock. When nobody waits any more, all time is up.
func (c *Camera) Now() time.Time {
	if c.ctx.Err() != nil {
		return c.at.Add(time.Hour)
	}
	return c.at
}

// Link implements Host.
func (c *Camera) Link() string { return c.shot.Link }

// SetLink implements Host.
func (c *Camera) SetLink(string) {}

// NextLink implements Host.
func (c *Camera) NextLink() (string, bool) { return "", false }

// ShareURL implements Host.
func (c *Camera) ShareURL(link string) string { return link }

// Copy implements Host.
func (c *Camera) Copy(string) {}

// Announce implements Host.
func (c *Camera) Announce(string, string) {}

// Alert implements Host: nobody listens.
func (c *Camera) Alert(string, string) {}

// Language implements Host: nobody reads.
func (c *Camera) Language(string) {}

// Prefs implements Host: what a picture shows depends on nobody's choices.
func (c *Camera) Prefs() (lang string, light, reducedMotion bool) { return "ko", c.shot.Light, false }

// Remember implements Host.
func (c *Camera) Remember(string, bool) {}

// OpenNotes implements Host.
func (c *Camera) OpenNotes() bool { return false }

// Notes implements Host.
func (c *Camera) Notes(string) {}

// NotesCommand implements Host.
func (c *Camera) NotesCommand() (string, bool) { return "", false }

// Recall implements Host: whoever asks for a picture has been here before.
func (c *Camera) Recall(string) string { return "1" }

// Keep implements Host.
func (c *Camera) Keep(string, string) {}

// Ready implements Host.
func (c *Camera) Ready() {}

// Fail implements Host.
func (c *Camera) Fail(string) {}

// Probe implements Host.
func (c *Camera) Probe(string, string) {}
