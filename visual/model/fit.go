package model

import (
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// StatusColor returns the colour of a status as text and border.
func StatusColor(th *theme.Theme, status scene.Status) paint.Color { return lookOf(th, status).edge }

// Fits reports whether every column of the map, with what hangs below its nodes, has
// the height that it needs; a little less will do.
func (l *Layout) Fits() bool {
	for i := range l.columns {
		if l.columns[i].total > l.Area.H*1.15 {
			return false
		}
	}
	return true
}
