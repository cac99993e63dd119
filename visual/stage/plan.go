package stage

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/follow"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/stage/history"
	"github.com/kookmin-msa-study/msalab/visual/stage/inspect"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// CauseButton is beside the switch of the views: it follows the step at the cursor.
func (n *plan) CauseButton(p *paint.Painter) paint.Rect {
	last := n.ViewTab(p, int(play.ViewModes)-1)
	return paint.Rect{X: last.X + last.W + 12, Y: last.Y, W: p.Measure(follow.CauseWords.Button.In(n.env.Lang), viewTabStyle) + 48, H: last.H}
}

// hasCauseButton reports whether there is room for it.
func (n *plan) hasCauseButton(p *paint.Painter) bool {
	right := n.ModelArea().X + n.ModelArea().W
	if n.env.Narrow() {
		right -= 48
	}
	b := n.CauseButton(p)
	return !n.env.Low() && b.Y > 0 && b.X+b.W <= right
}

// What can be pressed in the sequence diagram: heads are nodes, dots below the newest
// row are messages under way, rows are steps.

func (n *plan) inLanes(in *input.Input) bool {
	return n.View != play.ViewMap && n.LanesArea().Contains(in.X, in.Y)
}

// plan says which parts of the stage are open, and where each stands.
type plan struct {
	env      *screen.Env
	tree     *history.Tree
	side     *inspect.Inspector
	bar      *topBar
	View     play.View
	sideOpen bool // in a narrow window: the panel was asked for
}

func (n *plan) inMap(in *input.Input) bool {
	return n.View != play.ViewLanes && n.MapArea().Contains(in.X, in.Y)
}

// barH is how high the lower edge is: the transport, and the histories above its bar.
func (n *plan) barH() float32 { return n.env.TransportH() + n.tree.TreeH() }

// viewsAt is where the switch of views begins: in a low window within the top bar.
func (n *plan) viewsAt(p *paint.Painter) (x, y float32) {
	if n.env.Tabless() {
		return 0, input.Faraway
	}
	if !n.env.Low() {
		return n.env.Edge(), screen.TopH + 14
	}
	w := float32(0)
	for i := range int(play.ViewModes) {
		w += p.Measure(n.viewName(i), viewTabStyle) + 30
	}
	return n.env.W - screen.Gutter - n.bar.bar.PreferredWidth() - w - 12, 13
}

// sheet is the panel of a small window: over the model, beyond the edge until asked for.
func (n *plan) sheet() paint.Rect {
	a := n.env
	r := paint.Rect{X: 8, Y: screen.TopH + 8, W: a.W - 16, H: n.CaptionArea().Y - screen.TopH - 16}
	if n.env.Low() || r.H < 260 {
		r.H = a.H - screen.TopH - 16
	}
	if n.env.Low() {
		r.W = min(r.W, 440)
		r.X = a.W - r.W - 8
	}
	if !n.sideOpen {
		r.X = a.W + screen.Gutter
	}
	return r
}

// SheetOpen reports whether the panel lies over the model.
func (n *plan) SheetOpen() bool { return n.env.Small() && n.sideOpen }

// drawSheet draws the ground of the open sheet.
func (n *plan) drawSheet(p *paint.Painter) {
	if !n.SheetOpen() {
		return
	}
	r := n.Panel()
	p.Box(0, screen.TopH, n.env.W, n.CaptionArea().Y-screen.TopH, 0, n.env.Theme.Shade)
	if n.env.Low() {
		p.Box(0, screen.TopH, n.env.W, n.env.H-screen.TopH, 0, n.env.Theme.Shade)
	}
	p.Box(r.X-4, r.Y-4, r.W+8, r.H+8, 14, n.env.Theme.Bg)
}

// titleRight is where the title must end.
func (n *plan) titleRight() float32 {
	if n.env.Low() {
		x, _ := n.viewsAt(n.env.Painter)
		return x
	}
	return n.topRight()
}

// TabsTall is how tall the panel's row of tabs is.
func (n *plan) TabsTall() float32 {
	if n.env.Touch {
		return 56
	}
	return 46
}

// The parts of the stage, in design units; the model takes what is left.
const (
	panelW = 316
	codeW  = 496 // the panel while it shows code
)

// Panel returns the area of the right panel; in a narrow window it is beyond the
// edge until it is opened.
func (n *plan) Panel() paint.Rect {
	a, w := n.env, float32(panelW)
	if n.side.Tab == inspect.TabCode {
		w = max(min(codeW, a.W*0.42), panelW)
	}
	h := a.H - screen.TopH - 12 - n.env.CaptionH() - n.barH() - 8
	if n.env.Small() {
		return n.sheet()
	}
	if n.env.Narrow() && !n.sideOpen {
		return paint.Rect{X: a.W + screen.Gutter, Y: screen.TopH + 12, W: w, H: h}
	}
	return paint.Rect{X: a.W - w - screen.Gutter, Y: screen.TopH + 12, W: w, H: h}
}

func (n *plan) CaptionArea() paint.Rect { return n.env.Caption(n.tree.TreeH()) }

// mapArea and lanesArea share what the panel, the caption and the bars leave.
func (n *plan) ModelArea() paint.Rect {
	right := n.env.W - min(n.env.Edge(), screen.Gutter)
	if !n.env.Small() {
		right = min(n.Panel().X-12, right)
	}
	top := screen.TopH + 8 + n.env.TabsH()
	return paint.Rect{X: n.env.Edge(), Y: top, W: right - n.env.Edge(), H: n.CaptionArea().Y - top - 8}
}

func (n *plan) MapArea() paint.Rect {
	r := n.ModelArea()
	if n.View == play.ViewBoth && n.env.Slim() {
		r.H = r.H/2 - 4
	} else if n.View == play.ViewBoth {
		r.W = r.W / 2
	}
	return r
}

func (n *plan) LanesArea() paint.Rect {
	r := n.ModelArea()
	if n.View == play.ViewBoth && n.env.Slim() {
		r.Y += r.H/2 + 4
		r.H = r.H/2 - 4
	} else if n.View == play.ViewBoth {
		r.X += r.W/2 + 8
		r.W = r.W/2 - 8
	}
	return r
}

// ViewTab returns the area of one entry of the switch above the model.
func (n *plan) ViewTab(p *paint.Painter, i int) paint.Rect {
	x, y := n.viewsAt(p)
	for j := 0; ; j++ {
		w := p.Measure(n.viewName(j), viewTabStyle) + 30
		if j == i {
			return paint.Rect{X: x, Y: y, W: w, H: 30}
		}
		x += w
	}
}

var viewTabStyle = paint.Style{Size: 14, Weight: paint.Bold, Align: paint.Center}

func (n *plan) viewName(i int) string {
	return [...]sim.Text{words.MapView, words.Lanes, words.Both}[i].In(n.env.Lang)
}

// SideButton opens and closes the panel in a narrow window.
func (n *plan) SideButton() paint.Rect {
	m := n.ModelArea()
	return paint.Rect{X: m.X + m.W - 40, Y: screen.TopH + 14, W: 40, H: 30}
}

// Shared reports whether the map has the sequence diagram beside it.
func (n *plan) Shared() bool { return n.View == play.ViewBoth }

// Framed reports whether a screen of its own shows the map.
func (n *plan) Framed() bool { return false }

// topRight returns where the buttons of the top bar begin.
func (n *plan) topRight() float32 {
	return n.env.W - screen.Gutter - n.bar.bar.PreferredWidth()
}
