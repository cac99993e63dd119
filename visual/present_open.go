package visual

import (
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/talk"
	"github.com/kookmin-msa-study/msalab/visual/fonts"
)

// Present opens present mode with a talk, at its first beat.
func (a *App) Present(show *talk.Show) error {
	a.lang = show.Talk.Lang
	v, err := newPresent(a, show, 0, false)
	if err != nil {
		return err
	}
	a.show(v)
	return nil
}

// openTalk presents a talk written in Markdown; name is what errors call it.
func (a *App) openTalk(name, text string) error {
	show, err := talk.Load(name, text, a.catalogue, fonts.Has, func() bool { return true })
	if err != nil {
		return err
	}
	return a.Present(show)
}

// dropped opens a talk that was dragged onto the window.
func (a *App) dropped() {
	if files := ebiten.DroppedFiles(); files != nil {
		a.drop(files)
	}
}

// drop presents the first talk among files, or says what is wrong with it.
func (a *App) drop(files fs.FS) {
	name, text, err := firstTalk(files)
	if err == nil {
		err = a.openTalk(name, text)
	}
	if err != nil {
		a.show(newBadTalk(a, err))
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
