package visual

import (
	"context"
	"image"
	"time"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/visual/paint"
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
func Picture(ctx context.Context, catalogue []*sim.Scenario, source func(mark string) (Code, error), shot Shot) (*image.RGBA, error) {
	c, err := newCamera(ctx, catalogue, source, shot)
	if err != nil {
		return nil, err
	}
	if err := c.rest(); err != nil {
		return nil, err
	}
	return c.take(), nil
}

const shotTick = time.Second / 60

// camera runs the program without a window. Its clock stands still within a tick, so
// that work that is cut off by the clock is done to its end, however slow the
// machine is.
type camera struct {
	noField
	ctx     context.Context
	app     *App
	at      time.Time
	shot    Shot
	picture *image.RGBA
}

func newCamera(ctx context.Context, catalogue []*sim.Scenario, source func(mark string) (Code, error), shot Shot) (*camera, error) {
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
	c := &camera{ctx: ctx, shot: shot, at: time.Unix(0, 0)}
	c.app = New(catalogue, source, c)
	if bad, ok := c.app.screen.(*badLink); ok {
		return nil, bad.err
	}
	w, h := int(float32(shot.Width)*shot.Scale+0.5), int(float32(shot.Height)*shot.Scale+0.5)
	c.picture = image.NewRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
	c.app.resize(c.picture.Rect.Dx(), c.picture.Rect.Dy(), shot.Scale)
	return c, ctx.Err()
}

// tick lets the program do what it does in a sixtieth of a second, and reports
// whether there is something new to see.
func (c *camera) tick() (changed bool, err error) { return c.tickFor(shotTick) }

func (c *camera) tickFor(d time.Duration) (changed bool, err error) {
	c.at = c.at.Add(d)
	c.app.dirty = false
	if err := c.app.Update(); err != nil {
		return false, err
	}
	return c.app.dirty, c.ctx.Err()
}

// rest waits until nothing moves, at most for ten seconds of the program's time. All
// motion that is not the model's is skipped.
func (c *camera) rest() error {
	was := c.app.reducedMotion
	c.app.reducedMotion = true
	defer func() { c.app.reducedMotion = was }()
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

// take draws the screen. The picture is the camera's: it lasts until the next one.
func (c *camera) take() *image.RGBA {
	c.app.painter.Onto(c.picture)
	defer c.app.painter.Onto(nil)
	widgets.DrawOn(c.picture, func() {
		for range 3 { // a full atlas is empty in the next frame
			ground(c.picture, c.app.theme.Bg)
			if c.app.compose(nil) {
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
func (c *camera) Now() time.Time {
	if c.ctx.Err() != nil {
		return c.at.Add(time.Hour)
	}
	return c.at
}

// Link implements Host.
func (c *camera) Link() string { return c.shot.Link }

// SetLink implements Host.
func (c *camera) SetLink(string) {}

// NextLink implements Host.
func (c *camera) NextLink() (string, bool) { return "", false }

// ShareURL implements Host.
func (c *camera) ShareURL(link string) string { return link }

// Copy implements Host.
func (c *camera) Copy(string) {}

// Announce implements Host.
func (c *camera) Announce(string, string) {}

// Alert implements Host: nobody listens.
func (c *camera) Alert(string, string) {}

// Language implements Host: nobody reads.
func (c *camera) Language(string) {}

// Prefs implements Host: what a picture shows depends on nobody's choices.
func (c *camera) Prefs() (lang string, light, reducedMotion bool) { return "ko", c.shot.Light, false }

// Remember implements Host.
func (c *camera) Remember(string, bool) {}

// OpenNotes implements Host.
func (c *camera) OpenNotes() bool { return false }

// Notes implements Host.
func (c *camera) Notes(string) {}

// NotesCommand implements Host.
func (c *camera) NotesCommand() (string, bool) { return "", false }

// Recall implements Host: whoever asks for a picture has been here before.
func (c *camera) Recall(string) string { return "1" }

// Keep implements Host.
func (c *camera) Keep(string, string) {}

// Ready implements Host.
func (c *camera) Ready() {}

// Fail implements Host.
func (c *camera) Fail(string) {}

// Probe implements Host.
func (c *camera) Probe(string, string) {}
