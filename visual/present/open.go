package present

import (
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/talk"
	"github.com/kookmin-msa-study/msalab/visual/fonts"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

// Talks opens talks and tours.
type Talks struct {
	Env   *screen.Env
	left  *Present // the talk that Esc left for the stage
	noted *Present // the talk that the notes' window shows
}

// Present shows a talk at its first beat.
func (t *Talks) Present(show *talk.Show) error {
	t.Env.Lang = show.Talk.Lang
	v, err := t.open(show, 0, false)
	if err != nil {
		return err
	}
	t.Env.Show(v)
	return nil
}

// OpenBeat opens what a link with a beat names.
func (t *Talks) OpenBeat(l link.Link) error {
	a := t.Env
	spec, err := link.Run(l, a.Catalogue)
	if err != nil {
		return err
	}
	if beats, err := a.Tours.Beats(spec, a.Lang); err == nil && l.Beat > beats {
		return sim.BadInput("beat %d is not in the tour of %s: it has beats 1 to %d", l.Beat, l.ID, beats)
	}
	return t.await(&Awaiting{env: a, spec: spec, l: l, back: a.Doors.Home, open: func(show *talk.Show) error {
		v, err := t.open(show, min(l.Beat, len(show.Stops))-1, true)
		if err == nil {
			a.Show(v)
		}
		return err
	}})
}

// Soon opens the tour of a run, as soon as it has been run.
func (t *Talks) Soon(spec sim.Spec, l link.Link, back func()) error {
	w := &Awaiting{env: t.Env, spec: spec, l: l, back: back}
	w.open = func(*talk.Show) error {
		t.Start(spec)
		if t.Env.Screen == screen.Screen(w) {
			back() // where it is said why not
		}
		return nil
	}
	return t.await(w)
}

// Start opens the tour of a run: where it was left, if this is the same tour, or at its
// first beat.
func (t *Talks) Start(spec sim.Spec) {
	a := t.Env
	show, err := a.Tours.Of(spec, a.Lang)
	if err != nil {
		a.Say(err.Error())
		return
	}
	if v := t.left; v != nil && (v.Show == show || !v.tour && v.Stop().Spec.Scenario == spec.Scenario) {
		t.left = nil
		if v.Enter(v.Beat, false) == nil {
			a.Show(v)
			return
		}
	}
	v, err := t.open(show, 0, true)
	if err != nil {
		a.Say(err.Error())
		return
	}
	a.Show(v)
}

// read presents a talk written in Markdown; name is what errors call it.
func (t *Talks) read(name, text string) error {
	show, err := talk.Load(name, text, t.Env.Catalogue, fonts.Has, func() bool { return true })
	if err != nil {
		return err
	}
	return t.Present(show)
}

// Dropped opens a talk that was dragged onto the window.
func (t *Talks) Dropped() {
	if files := ebiten.DroppedFiles(); files != nil {
		t.Drop(files)
	}
}

// Drop presents the first talk among files, or says what is wrong with it.
func (t *Talks) Drop(files fs.FS) {
	name, text, err := firstTalk(files)
	if err == nil {
		err = t.read(name, text)
	}
	if err != nil {
		t.Env.Doors.RefuseTalk(err)
	}
}

// firstTalk reads the first Markdown file, of at most as many bytes as a talk may have.
func firstTalk(files fs.FS) (name, text string, err error) {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return "", "", sim.BadInput("what was dropped cannot be read: %v", err)
	}
	for _, e := range entries {
		if e.IsDir() || !strings.EqualFold(path.Ext(e.Name()), ".md") {
			continue
		}
		f, err := files.Open(e.Name())
		if err != nil {
			return "", "", sim.BadInput("%s cannot be read: %v", e.Name(), err)
		}
		defer f.Close()
		data, err := io.ReadAll(io.LimitReader(f, talk.MaxBytes+1))
		if err != nil {
			return "", "", sim.BadInput("%s cannot be read: %v", e.Name(), err)
		}
		return e.Name(), string(data), nil
	}
	return "", "", sim.BadInput("there is no Markdown file among what was dropped: a talk is a file such as saga.md")
}
