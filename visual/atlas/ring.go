package atlas

import (
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// RingArea is where the ring is drawn.
func (a *Atlas) RingArea() paint.Rect {
	area := a.ground.MapArea()
	return paint.Rect{X: area.X, Y: area.Y, W: area.W, H: area.H - a.Notes - a.Boards}
}

// RingOthers lists the nodes beside the ring.
func (a *Atlas) RingOthers() []int32 {
	a.others = model.RingOthers(a.others[:0], &a.run.Scene)
	return a.others
}
