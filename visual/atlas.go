package visual

import (
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// atlas is the map of a run: where its nodes stand, how it is moved and zoomed.
type atlas struct {
	app    *Env
	run    *Run
	follow *cause // may be nil
	ground mapGround
	layout model.Layout
	hover  model.Part
	panX   float32
	panY   float32
	zoom   float32
	boards float32 // how much room the boards below the map take
	notes  float32 // and the note below them
	lines  []string
	others []int32 // the nodes beside a ring
}

// mapGround is where a map is drawn.
type mapGround interface {
	mapArea() paint.Rect
	shared() bool // with the sequence diagram beside it
	framed() bool // without anything else around it
}

// reset fits the map to its area again.
func (a *atlas) reset() { a.panX, a.panY, a.zoom = 0, 0, 1 }

func newAtlas(a *Env, run *Run, ground mapGround) *atlas {
	return &atlas{app: a, run: run, ground: ground, zoom: 1}
}
