// Package atlas is the map of a run, on the stage and in a talk: its nodes, links and
// messages with the boards, bars and notes around them.
package atlas

import (
	"github.com/kookmin-msa-study/msalab/visual/follow"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

// Atlas is the map of a run: where its nodes stand, how it is moved and zoomed.
type Atlas struct {
	env    *screen.Env
	run    *play.Run
	Follow *follow.Follow // may be nil
	ground mapGround
	Layout model.Layout
	Hover  model.Part
	PanX   float32
	PanY   float32
	Zoom   float32
	Boards float32 // how much room the boards below the map take
	Notes  float32 // and the note below them
	lines  []string
	others []int32 // the nodes beside a ring
}

// mapGround is where a map is drawn.
type mapGround interface {
	MapArea() paint.Rect
	Shared() bool // with the sequence diagram beside it
	Framed() bool // without anything else around it
}

// Reset fits the map to its area again.
func (a *Atlas) Reset() { a.PanX, a.PanY, a.Zoom = 0, 0, 1 }

func New(a *screen.Env, run *play.Run, ground mapGround) *Atlas {
	return &Atlas{env: a, run: run, ground: ground, Zoom: 1}
}
