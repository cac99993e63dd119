package replication

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

func TestThePictureShowsRolesCrownsCursorsAndWhatWasLost(t *testing.T) {
	s := &scene.Scene{}
	preset(t, "split-brain", 1).Scene(s, sim.KO)
	require.Equal(t, "프라이머리 · 세대 1", s.Nodes[3].Role)
	require.Equal(t, "프라이머리 · 세대 2", s.Nodes[4].Role)
	require.True(t, s.Nodes[3].Leader && s.Nodes[4].Leader, "two crowns are the point")
	require.Equal(t, scene.Stale, s.Logs[0].Cells[0].Status, "the old primary's tail is another history")

	preset(t, "naive", 1).Scene(s, sim.EN)
	lost := 0
	for _, cell := range s.Logs[0].Cells {
		if cell.Status == scene.Failed {
			lost++
		}
	}
	require.Equal(t, cellsShown, lost, "the crashed primary's last entries were acknowledged and are gone")
	require.Contains(t, s.Notes[0], "acknowledged writes are gone")
	for _, log := range s.Logs {
		for _, cursor := range log.Cursors {
			require.GreaterOrEqual(t, cursor.At, log.First)
		}
	}
}

func TestTheTimelineMarksTheTurningPoints(t *testing.T) {
	p := Scenario.Preset("right")
	values := Scenario.Defaults()
	for name, text := range p.Set {
		require.NoError(t, Scenario.Set(values, name, text))
	}
	crash, err := sim.ParseAction(p.Do[0])
	require.NoError(t, err)
	tl, err := sim.NewTimeline(sim.Spec{Scenario: Scenario, Seed: 1, Params: values, Actions: []sim.Action{crash}}, sim.Full)
	require.NoError(t, err)

	tl.SeekTime(12 * sim.Second)
	tl.Settle()
	there := tl.Run().Digest()
	tl.SeekTime(2 * sim.Second)
	tl.Settle()
	tl.SeekTime(12 * sim.Second)
	tl.Settle()

	require.Equal(t, there, tl.Run().Digest(), "going back and forth is running again")
	marks := []sim.Note{}
	for _, m := range tl.Marks() {
		if m.Kind == sim.MarkNote {
			marks = append(marks, m.Rec.Note-1)
		}
	}
	require.Equal(t, []sim.Note{nSuspect, nChosen, nOpenedWhole, nRouteMoved}, marks)
}
