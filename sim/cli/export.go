package cli

import (
	"context"
	"fmt"
	"io"
	"math"
	"path"
	"strconv"
	"strings"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
)

// ExportCmd draws or writes down what a link shows.
type ExportCmd struct {
	Link  string `arg:"" help:"A link, with or without the address before its #; #/ is home."`
	Out   string `short:"o" required:"" placeholder:"FILE" help:"Where: .png a picture, .gif a film, .md a page for a wiki with its picture beside it."`
	Size  string `default:"1280x720" placeholder:"WxH" help:"Of the window, in its own pixels (1280x720)."`
	Scale string `default:"1" placeholder:"N" help:"Scale factor, 0.25 to 4 (1)."`
	Theme string `default:"dark" placeholder:"dark|light" help:"Colours (dark)."`
	Lang  string `placeholder:"ko|en" help:"Language (the link's, else ko)."`
	From  string `placeholder:"PLACE" help:"Film: where it begins, a step (120) or a time (2.5s). Else the link's step."`
	To    string `placeholder:"PLACE" help:"Film: where it ends. Else after five seconds of playing."`
	FPS   *int   `name:"fps" placeholder:"N" help:"Film: frames per second, 1 to 50 (20)."`
	Speed string `placeholder:"N" help:"Film: speed of play, as the window shows it: 0.2 (the scenario's own)."`
	Hold  string `placeholder:"2s" help:"Film: how long its last picture stays (1.5s)."`
}

// Drawing is a picture or a film that the command line asks for.
type Drawing struct {
	Link          string
	Film          bool
	Width, Height int
	Scale         float64
	Light         bool
	Lang          string // "ko", "en", or "" for the link's
	From, To      Place
	FPS           int   // 0 for the usual
	Speed         int64 // in thousandths; 0 for the scenario's own
	Hold          sim.Time
	Told          func(done, of int) // hears how far a film is
}

// Place is a step or a virtual time; the zero value is neither.
type Place struct {
	Set, Timed bool
	Step       int64
	At         sim.Time
}

// Run is called by kong.
func (c *ExportCmd) Run(ctx context.Context, env *Env) error {
	kind := strings.ToLower(path.Ext(c.Out))
	if kind != ".png" && kind != ".gif" && kind != ".md" {
		return sim.BadInput("--out must end in .png, .gif or .md, not %q", c.Out)
	}
	d, err := c.drawing(kind == ".gif")
	if err != nil {
		return err
	}
	if _, err := link.Decode(c.Link, env.Catalogue); err != nil {
		return err
	}
	if kind == ".md" {
		return c.note(ctx, env, d)
	}
	return env.draw(ctx, c.Out, d)
}

// draw draws into a file that appears whole or not at all.
func (env *Env) draw(ctx context.Context, name string, d Drawing) error {
	if env.Draw == nil {
		return sim.BadInput("this program cannot draw: export to .md, or use the program with a window")
	}
	out, err := openOutput(name, env.Out)
	if err != nil {
		return err
	}
	defer out.discard()
	if terminal(env.Progress) {
		d.Told = func(done, of int) { _, _ = fmt.Fprintf(env.Progress, "\r%d/%d ", done, of) }
		defer func() { _, _ = fmt.Fprint(env.Progress, "\r\033[K") }() // progress leaves no trace
	}
	if err := env.Draw(ctx, out, d); err != nil {
		return out.explain(err)
	}
	return out.commit()
}

// drawing reads the flags.
func (c *ExportCmd) drawing(film bool) (d Drawing, err error) {
	d = Drawing{Link: c.Link, Film: film, Lang: c.Lang, Light: c.Theme == "light"}
	if d.Width, d.Height, err = parseSize(c.Size); err != nil {
		return d, err
	}
	scale, err := strconv.ParseFloat(c.Scale, 64)
	if err != nil || !(scale >= 0.25 && scale <= 4) {
		return d, sim.BadInput("--scale must be a number from 0.25 to 4, not %q", clip(c.Scale))
	}
	d.Scale = scale
	if most := float64(max(d.Width, d.Height)) * scale; most > mostPixels {
		return d, sim.BadInput("the picture would be %.0f pixels long: --size times --scale is at most %d", most, mostPixels)
	}
	if c.Theme != "dark" && c.Theme != "light" {
		return d, sim.Unknown("theme", c.Theme, "", []string{"dark", "light"})
	}
	if c.Lang != "" {
		if _, err := parseLang(c.Lang); err != nil {
			return d, err
		}
	}
	if film {
		return d, c.film(&d)
	}
	if c.From != "" || c.To != "" || c.FPS != nil || c.Speed != "" || c.Hold != "" {
		return d, sim.BadInput("--from, --to, --fps, --speed and --hold are for films: let --out end in .gif")
	}
	return d, nil
}

func (c *ExportCmd) film(d *Drawing) (err error) {
	if d.From, err = parsePlace("--from", c.From); err != nil {
		return err
	}
	if d.To, err = parsePlace("--to", c.To); err != nil {
		return err
	}
	if c.FPS != nil {
		if d.FPS = *c.FPS; d.FPS < 1 || d.FPS > 50 {
			return sim.BadInput("--fps must be a whole number from 1 to 50, not %d", d.FPS)
		}
	}
	if c.Speed != "" {
		speed, err := strconv.ParseFloat(strings.TrimLeft(c.Speed, "x×"), 64)
		if err != nil || !(speed >= 0.001 && speed <= 1000) {
			return sim.BadInput("--speed must be a number from 0.001 to 1000, such as 0.2, not %q", clip(c.Speed))
		}
		d.Speed = int64(math.Round(speed * 1000))
	}
	d.Hold = 1500 * sim.Millisecond
	if c.Hold != "" {
		if d.Hold, err = sim.ParseSpan(c.Hold); err != nil || d.Hold < 0 || d.Hold > 60*sim.Second {
			return sim.BadInput("--hold must be a time from 0s to 60s, such as 2s, not %q", clip(c.Hold))
		}
	}
	return nil
}

// mostPixels is how long a side of a picture may be.
const mostPixels = 8192

// parseSize reads a window's size, within what a window and a picture can be.
func parseSize(text string) (w, h int, err error) {
	const least, most = 64, 4096
	first, second, ok := strings.Cut(text, "x")
	w, errW := strconv.Atoi(first)
	h, errH := strconv.Atoi(second)
	if !ok || errW != nil || errH != nil || min(w, h) < least || max(w, h) > most {
		return 0, 0, sim.BadInput("--size must be a width and a height from %d to %d, such as 1280x720, not %q", least, most, clip(text))
	}
	return w, h, nil
}

func parsePlace(flag, text string) (Place, error) {
	if text == "" {
		return Place{}, nil
	}
	if step, err := strconv.ParseInt(text, 10, 64); err == nil && step >= 0 && step <= sim.MaxStep {
		return Place{Set: true, Step: step}, nil
	}
	at, err := sim.ParseSpan(text)
	if err != nil || at < 0 || at > sim.MaxTime {
		return Place{}, sim.BadInput("%s must be a step such as 120 or a time such as 2.5s, not %q", flag, clip(text))
	}
	return Place{Set: true, Timed: true, At: at}, nil
}

// Draw draws what a Drawing asks for, as PNG or GIF. The program hands it to Env: the
// command line itself has no pictures.
type Draw func(ctx context.Context, w io.Writer, d Drawing) error
