package model

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

func TestAPlaceOnTheRingBelongsToTheServerOfTheNextMark(t *testing.T) {
	p := paint.New()
	area := paint.Rect{X: 20, Y: 100, W: 900, H: 400}
	ring := &scene.Ring{Owners: []scene.Owner{{Name: "S1", Node: 4}, {Name: "S2", Node: 7}},
		Marks: []scene.Mark{{At: 1 << 30, Owner: 1}, {At: 3 << 30, Owner: 0}}}
	x, y, radius := ringAt(area)
	hit := func(at uint32) Part {
		px, py := onCircle(x, y, radius, turn(at))
		return HitRing(p, ring, area, px, py)
	}
	for at, node := range map[uint32]int32{0: 7, 1 << 29: 7, 1<<30 + 1<<20: 4, 1 << 31: 4, 3<<30 - 1<<20: 4, 3<<30 + 1<<20: 7, math.MaxUint32: 7} {
		require.Equal(t, Part{Kind: Node, Node: node}, hit(at), "at %d", at)
	}
	require.Equal(t, Part{}, HitRing(p, ring, area, x, y), "the middle is nobody's")
	row := OwnerRow(p, ring, area, 1)
	require.Equal(t, Part{Kind: Node, Node: 7}, HitRing(p, ring, area, row.X+5, row.Y+5))
	require.Equal(t, Part{}, HitRing(p, &scene.Ring{}, area, x+radius, y))
}
