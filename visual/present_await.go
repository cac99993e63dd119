package visual

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/talk"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// awaiting is on screen while a tour is run for the first time: for a moment in a
// window, longer in a page.
type awaiting struct {
	app  *Env
	spec sim.Spec
	l    link.Link
	open func(*talk.Show) error // shows the tour
	back func()
}

var awaitWords = struct{ tour sim.Text }{tour: sim.T("발표를 준비하고 있어요", "Getting the talk ready")}

// await opens a tour at once if it is ready, and else as soon as it is.
func (t *talks) await(w *awaiting) error {
	a := t.env
	if !a.tours.Known(w.spec.Scenario, a.lang) {
		a.show(w)
		a.announce(awaitWords.tour.In(a.lang), false)
		return nil
	}
	show, err := a.tours.Of(w.spec, a.lang)
	if err != nil {
		return err
	}
	return w.open(show)
}

func (w *awaiting) update(*input) bool {
	if pressed(ebiten.KeyEscape) {
		w.back()
		return true
	}
	show, ready, err := w.app.tours.Soon(w.spec, w.app.lang, w.app.now)
	if !ready {
		return false
	}
	if err == nil {
		err = w.open(show)
	}
	if err != nil {
		w.app.doors.Refuse(err)
	}
	return true
}

func (w *awaiting) draw(p *paint.Painter) {
	a := w.app
	title := paint.Style{Size: 24, Weight: paint.Bold, Color: a.theme.Text, Align: paint.Center}
	p.Text(a.w/2, a.h/2-18, p.Truncate(w.spec.Scenario.Title.In(a.lang), title, a.w-40), title)
	p.Text(a.w/2, a.h/2+20, awaitWords.tour.In(a.lang), paint.Style{Size: presentSmall, Color: a.theme.Dim, Align: paint.Center})
}

func (w *awaiting) widgets(*ebiten.Image)  {}
func (w *awaiting) overlay(*paint.Painter) {}
func (w *awaiting) restyle()               {}
func (w *awaiting) link() link.Link        { return w.l }
