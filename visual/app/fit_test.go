//go:build !js

package app_test

import (
	"fmt"
	"strings"

	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// The rules that everything written on a screen must keep, judged from an audit.

const (
	slack     = 1.0 // units by which two things may meet: rounding, and soft edges
	leastSize = 13

	leastPresent = 18
)

// finding is one text that breaks a rule.
type finding struct{ rule, by, text, why string }

// judge is what the rules need to know besides the audit.
type judge struct {
	w, h  float32
	least float32     // the smallest type
	page  paint.Color // the ground of everything
	away  float32     // from here on lies a panel that is put away
	found []finding
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
	"menu.(*Menu).drawPopup": true, "stage.(*plan).drawSheet": true, "app.(*help).Draw": true, "stage.(*about).draw": true,
	"app.(*App).drawToast": true, "stage.(*signs).drawHint": true, "screen.DrawFade": true,
	"widgets.(*surface).drawFade": true, "present.(*notes).draw": true, "stage.(*choice).drawPartButton": true, "present.(*Present).drawAsk": true,
	"present.(*framing).drawMap": true, // the shade beside the spotlight
}

// judgeFrame applies every rule to a frame.
func (j *judge) judgeFrame(a *paint.Audit) {
	texts := visible(a)
	for i := range texts {
		w := &texts[i]
		if strings.TrimSpace(w.Text) == "" {
			continue
		}
		j.size(w)
		j.place(w)
		j.short(w, texts)
		if !touch(w.Box, w.Clip, 0) {
			continue // rolled away, or beyond an edge, which place has told
		}
		j.held(w, a)
		for k := range i {
			j.apart(w, &texts[k])
		}
		j.contrast(w, a)
	}
	j.marks(a)
}

func (j *judge) size(w *paint.Written) {
	if w.Size < j.least-0.05 {
		j.say("small", w, "%.1f units, at least %.0f", w.Size, j.least)
	}
	if w.Missing != "" {
		j.say("glyph", w, "no face has %q", w.Missing)
	}
}

// place checks the window's edges and the clip. What rolls may be cut at top and bottom.
func (j *judge) place(w *paint.Written) {
	b, c := w.Box, w.Clip
	if c.W <= 0 || b.X >= j.away {
		return // a panel that is put away
	}
	up := rolls[w.By] || strings.HasPrefix(w.By, "widgets.(*surface)")
	if b.X < -slack || b.X+b.W > j.w+slack || !up && (b.Y < -slack || b.Y+b.H > j.h+slack) {
		j.say("window", w, "at %s of %.0f×%.0f", show(b), j.w, j.h)
		return
	}
	if b.X < c.X-slack || b.X+b.W > c.X+c.W+slack || !up && (b.Y < c.Y-slack || b.Y+b.H > c.Y+c.H+slack) {
		j.say("clip", w, "at %s, clipped to %s", show(b), show(c))
	}
}

// rolls are what is drawn in areas that can be scrolled.
var rolls = map[string]bool{
	"stage.(*about).list": true, "stage.(*about).draw": true, "stage.(*about).param": true, "stage.(*about).name": true,
	"inspect.(*Inspector).drawState": true, "inspect.(*Inspector).drawNodeState": true, "inspect.(*Inspector).drawField": true,
	"inspect.(*Inspector).drawTable": true, "inspect.(*Charts).draw": true, "inspect.(*Charts).drawChart": true,
	"inspect.(*Code).draw": true, "home.(*Home).drawCard": true, "app.(*help).column": true,
}

func show(r paint.Rect) string { return fmt.Sprintf("%.0f,%.0f %.0f×%.0f", r.X, r.Y, r.W, r.H) }

// short checks that what was shortened can be read elsewhere in the frame.
func (j *judge) short(w *paint.Written, texts []paint.Written) {
	if may, ok := mayEllipsise[w.By]; w.Whole == "" || ok && j.w < may.below {
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
	b := w.Box
	for i := range a.Fills {
		if f := &a.Fills[i]; f.Order > w.Order && !hairline(f) && !layers[f.By] && !moves[f.By] && f.Color.A > 100 && covers(f, b) {
			j.say("hidden", w, "at %s by %s at %s", show(b), f.By, show(f.Box))
		}
	}
	for _, x := range [...]float32{b.X + 2, b.X + b.W/2, b.X + b.W - 2} {
		on := groundAt(a, w.Order, x, b.Y+b.H/2)
		if on == nil || moves[on.By] || w.By == "model.drawCursor" && on.By == "model.(*Layout).drawNode" {
			continue // the name of a log's position may reach over a neighbour's disc
		}
		if c := on.Box; b.X < c.X-slack || b.X+b.W > c.X+c.W+slack || b.Y < c.Y-slack || b.Y+b.H > c.Y+c.H+slack {
			j.say("over", w, "at %s, its ground by %s at %s", show(b), on.By, show(c))
			return
		}
	}
}

func hairline(f *paint.Filled) bool { return f.Box.W < 4 || f.Box.H < 4 }

// groundAt returns the shape that shows at a place before the order-th thing is drawn.
func groundAt(a *paint.Audit, order int, x, y float32) (on *paint.Filled) {
	for i := range a.Fills {
		if f := &a.Fills[i]; f.Order < order && f.Color.A > 200 && !hairline(f) && inside(f, x, y) {
			on = f
		}
	}
	return on
}

func inside(f *paint.Filled, x, y float32) bool {
	if f.Round {
		r := f.Box.W / 2
		dx, dy := x-f.Box.X-r, y-f.Box.Y-r
		return dx*dx+dy*dy <= r*r
	}
	return x >= f.Box.X && x < f.Box.X+f.Box.W && y >= f.Box.Y && y < f.Box.Y+f.Box.H
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
	ground := j.page
	for i := range a.Fills {
		f := &a.Fills[i]
		if f.Order < order && inside(f, x, y) {
			c := f.Color
			if f.To.A > 0 {
				c = theme.Mix(f.Color, f.To, (x-f.Box.X)/f.Box.W)
			}
			ground = over(c, ground)
		}
	}
	return ground
}

// marks checks that signs stand out from what lies below them: icons and triangles that
// say something, which hairlines and grids do not.
func (j *judge) marks(a *paint.Audit) {
	for i := range a.Marks {
		m := &a.Marks[i]
		ground := j.below(a, m.Order, m.Box.X+m.Box.W/2, m.Box.Y+m.Box.H/2)
		if ratio := theme.Contrast(over(m.Color, ground), ground); ratio < 3 && !faint[m.By] {
			j.found = append(j.found, finding{"mark", m.By, "", fmt.Sprintf("%.2f:1, %v on %v at %s", ratio, m.Color, ground, show(m.Box))})
		}
	}
}

// faint are marks that may be fainter than 3:1, and why.
var faint = map[string]bool{
	"model.drawTurn": true, // a transition not taken: its heads only show the way round
}

// over lays a colour over an opaque one.
func over(c, ground paint.Color) paint.Color {
	return theme.Mix(ground, paint.Color{R: c.R, G: c.G, B: c.B, A: 255}, float32(c.A)/255)
}

// mayEllipsise are the places that may shorten a text whose whole is not on the
// screen, in windows below a width, and why.
var mayEllipsise = map[string]struct {
	below float32
	why   string
}{
	"stage.(*caption).draw":     {screen.SlimW, "the engineers' line under the sentence: the sentence itself is whole"},
	"stage.(*topBar).drawTitle": {1000, "the scenario's title beside the buttons: home, where it was chosen, says the whole"},
}

// moves are shapes that pass over what stands still.
var moves = map[string]bool{"model.(*Layout).drawPacket": true, "model.(*Layout).drawLabel": true}

// moving are texts that travel.
var moving = map[string]bool{"model.(*Layout).drawLabel": true}
