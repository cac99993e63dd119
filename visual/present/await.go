package present

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/talk"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

// Awaiting is on screen while a tour is run for the first time: for a moment in a
// window, longer in a page.
type Awaiting struct {
	env  *screen.Env
	spec sim.Spec
	l    link.Link
	open func(*talk.Show) error // shows the tour
	back func()
}

var awaitWords = struct{ tour sim.Text }{tour: sim.T("발표를 준비하고 있어요", "Getting the talk ready")}

// await opens a tour at once if it is ready, and else as soon as it is.
func (t *Talks) await(w *Awaiting) error {
	a := t.Env
	if !a.Tours.Known(w.spec.Scenario, a.Lang) {
		a.Show(w)
		a.Announce(awaitWords.tour.In(a.Lang), false)
		return nil
	}
	show, err := a.Tours.Of(w.spec, a.Lang)
	if err != nil {
		return err
	}
	return w.open(show)
}

func (w *Awaiting) Update(*input.Input) bool {
	if input.Pressed(ebiten.KeyEscape) {
		w.back()
		return true
	}
	show, ready, err := w.env.Tours.Soon(w.spec, w.env.Lang, w.env.Now)
	if !ready {
		return false
	}
	if err == nil {
		err = w.open(show)
	}
	if err != nil {
		w.env.Doors.Refuse(err)
	}
	return true
}

func (w *Awaiting) Draw(p *paint.Painter) {
	a := w.env
	title := paint.Style{Size: 24, Weight: paint.Bold, Color: a.Theme.Text, Align: paint.Center}
	p.Text(a.W/2, a.H/2-18, p.Truncate(w.spec.Scenario.Title.In(a.Lang), title, a.W-40), title)
	p.Text(a.W/2, a.H/2+20, awaitWords.tour.In(a.Lang), paint.Style{Size: PresentSmall, Color: a.Theme.Dim, Align: paint.Center})
}

func (w *Awaiting) Widgets(*ebiten.Image) {}

func (w *Awaiting) Overlay(*paint.Painter) {}

func (w *Awaiting) Restyle() {}

func (w *Awaiting) Link() link.Link { return w.l }
