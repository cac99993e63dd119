package model

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

func TestASteadyFrameOfAThousandNodesAllocatesNothing(t *testing.T) {
	s := &scene.Scene{Now: 500}
	for i := range 1000 {
		s.Nodes = append(s.Nodes, scene.Node{ID: int32(i), Name: strconv.Itoa(i), Status: scene.OK, Column: i % 8})
	}
	for i := range 5000 {
		s.Packets = append(s.Packets, scene.Packet{ID: int64(i), From: int32(i % 1000), To: int32((i*7 + 1) % 1000), Due: 1000, Tone: scene.Request})
	}
	l := &Layout{Area: paint.Rect{W: 4000, H: 12000}}
	l.Arrange(s)
	p := paint.New()
	d := &Drawing{Painter: p, Theme: &theme.Dark, Now: 500}
	frame := func() {
		p.Begin(4000, 12000, 1)
		l.Draw(d, s)
		p.Discard()
	}
	frame()
	require.Zero(t, testing.AllocsPerRun(5, frame))
}
