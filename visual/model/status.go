package model

import (
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// StatusColor returns the colour of a status as text and border.
func StatusColor(th *theme.Theme, status scene.Status) paint.Color { return lookOf(th, status).edge }
