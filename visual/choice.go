package visual

import "github.com/kookmin-msa-study/msalab/visual/model"

// choice is what the pointer and the keyboard choose among: nodes, links and messages.
type choice struct {
	app    *Env
	run    *Run
	plan   *plan
	atlas  *atlas
	lanes  *lanes
	follow *cause
	menu   *menu
	list   []model.Part
}
