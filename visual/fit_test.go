//go:build !js

package visual

import (
	"fmt"
	"strings"

	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// The rules that everything written on a screen must keep, judged from an audit.

const (
	slack     = 1.0 // units by which two things may meet: rounding, and soft edges
	leastSize = 13
)

// finding is one text that breaks a rule.
type finding struct{ rule, by, text, why string }

// judge is what the rules need to know besides the audit.
type judge struct {
	w, h   float32
	least  float32     // the smallest type
	ground paint.Color // the page
	rolls  []rect      // areas that can be scrolled: what they cut at top and bottom can be reached
	found  []finding
}

func (j *judge) say(rule string, w *paint.Written, why string, args ...any) {
	j.found = append(j.found, finding{rule, w.By, w.Text, fmt.Sprintf(why, args...)})
}

// visible keeps what no layer above hides: a menu, a card over the whole window.
func visible(a *paint.Audit) []paint.Written {
	var out []paint.Written
	for _, w := range a.Texts {
		hidden := false
		for i := range a.Fills {
			f := &a.Fills[i]
			hidden = hidden || f.Order > w.Order && layers[f.By] && touch(f.Box, w.Box, 0)
		}
		if !hidden {
			out = append(out, w)
		}
	}
	return out
}

// layers are what lies above the screen for a while, or lets it sink: what they cover
// is not to be read meanwhile.
var layers = map[string]bool{
	"visual.(*menu).draw": true, "visual.(*about).draw": true, "visual.drawHelp": true,
	"visual.(*App).drawToast": true, "visual.(*stage).drawHint": true, "visual.drawFade": true,
	"widgets.(*surface).drawFade": true,
}

// judgeFrame applies every rule to a frame.
func (j *judge) judgeFrame(a *paint.Audit) {
	texts := visible(a)
	for i := range texts {
		w := &texts[i]
		if strings.TrimSpace(w.Text) == "" || !touch(w.Box, w.Clip, 0) && j.rolling(w.Clip) {
			continue
		}
		j.size(w)
		j.place(w)
		j.short(w, texts)
		j.held(w, a)
		for k := range i {
			j.apart(w, &texts[k])
		}
		j.contrast(w, a)
	}
}

func (j *judge) size(w *paint.Written) {
	if w.Size < j.least-0.05 {
		j.say("small", w, "%.1f units, at least %.0f", w.Size, j.least)
	}
	if w.Missing != "" {
		j.say("glyph", w, "no face has %q", w.Missing)
	}
}

// rolling reports whether a clip is that of an area that can be scrolled.
func (j *judge) rolling(clip paint.Rect) bool {
	for _, r := range j.rolls {
		if near(clip.X, r.x) && near(clip.Y, r.y) && near(clip.W, r.w) && near(clip.H, r.h) {
			return true
		}
	}
	return false
}

func near(a, b float32) bool { return abs(a-b) <= 2 }

// place checks the window's edges and the clip.
func (j *judge) place(w *paint.Written) {
	b, c := w.Box, w.Clip
	rolls := j.rolling(c)
	if b.X < -slack || b.X+b.W > j.w+slack || !rolls && (b.Y < -slack || b.Y+b.H > j.h+slack) {
		j.say("window", w, "at %s of %.0f×%.0f", show(b), j.w, j.h)
		return
	}
	if b.X < c.X-slack || b.X+b.W > c.X+c.W+slack || !rolls && (b.Y < c.Y-slack || b.Y+b.H > c.Y+c.H+slack) {
		j.say("clip", w, "at %s, clipped to %s", show(b), show(c))
	}
}

func show(r paint.Rect) string { return fmt.Sprintf("%.0f,%.0f %.0f×%.0f", r.X, r.Y, r.W, r.H) }

// short checks that what was shortened can be read elsewhere in the frame.
func (j *judge) short(w *paint.Written, texts []paint.Written) {
	if w.Whole == "" || mayEllipsise[w.By] != "" {
		return
	}
	for i := range texts {
		if texts[i].Whole == "" && strings.Contains(texts[i].Text, w.Whole) {
			return
		}
	}
	j.say("short", w, "of %q", w.Whole)
}

// held checks that a text keeps within what it stands on, and that nothing is drawn
// over it.
func (j *judge) held(w *paint.Written, a *paint.Audit) {
	var on *paint.Filled
	x, y := w.Box.X+w.Box.W/2, w.Box.Y+w.Box.H/2
	for i := range a.Fills {
		f := &a.Fills[i]
		switch {
		case layers[f.By], f.Box.W < 4, f.Box.H < 4: // or a hairline
		case f.Order > w.Order:
			if f.Color.A > 100 && covers(f, w.Box) && !moves[f.By] {
				j.say("hidden", w, "at %s by %s at %s", show(w.Box), f.By, show(f.Box))
			}
		case f.Color.A > 200 && x >= f.Box.X && x < f.Box.X+f.Box.W && y >= f.Box.Y && y < f.Box.Y+f.Box.H:
			on = f
		}
	}
	if on == nil || moves[on.By] {
		return
	}
	if b, c := w.Box, on.Box; b.X < c.X-slack || b.X+b.W > c.X+c.W+slack || b.Y < c.Y-slack || b.Y+b.H > c.Y+c.H+slack {
		j.say("over", w, "at %s, its ground by %s at %s", show(b), on.By, show(c))
	}
}

// apart checks that two texts do not run into each other.
func (j *judge) apart(w, other *paint.Written) {
	if touch(w.Box, other.Box, slack) && touch(w.Box, w.Clip, 0) && touch(other.Box, other.Clip, 0) && !(moving[w.By] || moving[other.By]) {
		j.say("overlap", w, "at %s with %q at %s by %s", show(w.Box), other.Text, show(other.Box), other.By)
	}
}

func touch(a, b paint.Rect, by float32) bool {
	return a.X+by < b.X+b.W && b.X+by < a.X+a.W && a.Y+by < b.Y+b.H && b.Y+by < a.Y+a.H
}

// covers reports whether a shape lies on a text, by more than its soft edge.
func covers(f *paint.Filled, b paint.Rect) bool {
	if !f.Round {
		return touch(f.Box, b, 2)
	}
	r := f.Box.W / 2
	x, y := f.Box.X+r, f.Box.Y+r
	dx, dy := x-min(max(x, b.X), b.X+b.W), y-min(max(y, b.Y), b.Y+b.H)
	return dx*dx+dy*dy < (r-2)*(r-2)
}

// contrast checks a text against what lies below its beginning, middle and end.
func (j *judge) contrast(w *paint.Written, a *paint.Audit) {
	for _, part := range [...]float32{0.05, 0.5, 0.95} {
		ground := j.below(a, w.Order, w.Box.X+w.Box.W*part, w.Box.Y+w.Box.H/2)
		if ratio := theme.Contrast(over(w.Color, ground), ground); ratio < 4.5 {
			j.say("contrast", w, "%.2f:1, %v on %v", ratio, w.Color, ground)
			return
		}
	}
}

// below returns the colour at a place as it was before the order-th thing was drawn.
func (j *judge) below(a *paint.Audit, order int, x, y float32) paint.Color {
	ground := j.ground
	for i := range a.Fills {
		f := &a.Fills[i]
		inside := x >= f.Box.X && x < f.Box.X+f.Box.W && y >= f.Box.Y && y < f.Box.Y+f.Box.H
		if f.Round && inside {
			r := f.Box.W / 2
			dx, dy := x-f.Box.X-r, y-f.Box.Y-r
			inside = dx*dx+dy*dy <= r*r
		}
		if f.Order < order && inside {
			c := f.Color
			if f.To.A > 0 {
				c = theme.Mix(f.Color, f.To, (x-f.Box.X)/f.Box.W)
			}
			ground = over(c, ground)
		}
	}
	return ground
}

// over lays a colour over an opaque one.
func over(c, ground paint.Color) paint.Color {
	return theme.Mix(ground, paint.Color{R: c.R, G: c.G, B: c.B, A: 255}, float32(c.A)/255)
}

// mayEllipsise are the places that may shorten a text whose whole is not on the
// screen, with the reason.
var mayEllipsise = map[string]string{}

// moves are shapes that pass over what stands still.
var moves = map[string]bool{"model.(*Layout).drawPacket": true, "model.(*Layout).drawLabel": true}

// moving are texts that travel.
var moving = map[string]bool{"model.(*Layout).drawLabel": true}
