package visual

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
)

// talks opens talks and tours.
type talks struct {
	env   *Env
	left  *present // the talk that Esc left for the stage
	noted *present // the talk that the notes' window shows
}

// present shows a talk at its first beat.
func (t *talks) present(show *talk.Show) error {
	t.env.lang = show.Talk.Lang
	v, err := t.open(show, 0, false)
	if err != nil {
		return err
	}
	t.env.show(v)
	return nil
}

// openBeat opens what a link with a beat names.
func (t *talks) openBeat(l link.Link) error {
	a := t.env
	spec, err := link.Run(l, a.catalogue)
	if err != nil {
		return err
	}
	if beats, err := a.tours.Beats(spec, a.lang); err == nil && l.Beat > beats {
		return sim.BadInput("beat %d is not in the tour of %s: it has beats 1 to %d", l.Beat, l.ID, beats)
	}
	return t.await(&awaiting{app: a, spec: spec, l: l, back: a.doors.Home, open: func(show *talk.Show) error {
		v, err := t.open(show, min(l.Beat, len(show.Stops))-1, true)
		if err == nil {
			a.show(v)
		}
		return err
	}})
}

// soon opens the tour of a run, as soon as it has been run.
func (t *talks) soon(spec sim.Spec, l link.Link, back func()) error {
	w := &awaiting{app: t.env, spec: spec, l: l, back: back}
	w.open = func(*talk.Show) error {
		t.start(spec)
		if t.env.screen == screen(w) {
			back() // where it is said why not
		}
		return nil
	}
	return t.await(w)
}

// start opens the tour of a run: where it was left, if this is the same tour, or at its
// first beat.
func (t *talks) start(spec sim.Spec) {
	a := t.env
	show, err := a.tours.Of(spec, a.lang)
	if err != nil {
		a.say(err.Error())
		return
	}
	if v := t.left; v != nil && (v.show == show || !v.tour && v.stop().Spec.Scenario == spec.Scenario) {
		t.left = nil
		if v.enter(v.beat, false) == nil {
			a.show(v)
			return
		}
	}
	v, err := t.open(show, 0, true)
	if err != nil {
		a.say(err.Error())
		return
	}
	a.show(v)
}

// read presents a talk written in Markdown; name is what errors call it.
func (t *talks) read(name, text string) error {
	show, err := talk.Load(name, text, t.env.catalogue, fonts.Has, func() bool { return true })
	if err != nil {
		return err
	}
	return t.present(show)
}

// dropped opens a talk that was dragged onto the window.
func (t *talks) dropped() {
	if files := ebiten.DroppedFiles(); files != nil {
		t.drop(files)
	}
}

// drop presents the first talk among files, or says what is wrong with it.
func (t *talks) drop(files fs.FS) {
	name, text, err := firstTalk(files)
	if err == nil {
		err = t.read(name, text)
	}
	if err != nil {
		t.env.doors.RefuseTalk(err)
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
