package stage

import (
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/stage/inspect"
)

// nextPart chooses the next part, or the one before, and gives the keyboard back to
// the stage.
func (s *Stage) nextPart(by int) {
	s.Side.Panel.Blur()
	s.bar.bar.Blur()
	s.stops.Blur()
	s.Menu.Open = false
	s.Choice.choosePart(by)
}

// Pick chooses a part and looks into it: a node's state is shown, a message is
// followed.
func (s *Stage) Pick(part model.Part) {
	s.Run.Selected = part
	switch part.Kind {
	case model.Packet:
		if i := s.Run.Packet(part.Packet); i >= 0 {
			s.Follow.FollowPacket(&s.Run.Scene.Packets[i])
			s.Choice.announce(s.Choice.partSays(part) + ". " + s.Follow.Said)
			return
		}
	case model.Node:
		if s.Side.Tab != inspect.TabState && !(s.Env.Narrow() && !s.Plan.sideOpen) {
			s.SetTab(inspect.TabState)
		}
	}
	s.Choice.announce(s.Choice.partSays(part))
}

// press is a click on a part: a second one opens what can be done to it.
func (s *Stage) press(part model.Part) {
	if part == s.Run.Selected {
		s.Menu.OpenFor(s, part)
		return
	}
	s.Pick(part)
}

// enter does with what is chosen what a second click does.
func (s *Stage) enter() bool {
	switch {
	case s.Run.Selected.Kind == model.Packet && s.Follow.Message != s.Run.Selected.Packet, s.Run.Selected.Kind == model.Node && s.Side.Tab != inspect.TabState:
		s.Pick(s.Run.Selected)
	case s.Run.Selected.Kind != model.Nothing:
		s.Menu.OpenFor(s, s.Run.Selected)
	case s.Follow.On() && s.Follow.Message == 0:
		s.Run.ToStep(s.Follow.Rec.Step)
	default:
		return false
	}
	return true
}
