package history

import (
	"time"

	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/transport"
)

// The tree of histories stands above the bar and the labels of its marks: a row for
// each, which leaves its parent's where they part. Many rows stand closer.
const (
	treeBase   = 48 // from the bar to the first row
	treeTall   = 56 // all rows together
	treeRow    = 14 // with room for its name
	TreeNear   = 4  // the closest two rows come
	above      = 60 // what is free above the bar as it is
	treeLabelW = 126
)

// treeShown reports whether there is a tree to show, and room for it.
func (h *Tree) treeShown() bool {
	branches, _ := h.Run.Tl.Branches()
	return len(branches) > 1 && !h.Env.Low() && !h.Env.Tiny()
}

func (h *Tree) TreePitch() float32 {
	branches, _ := h.Run.Tl.Branches()
	return max(min(treeTall/float32(max(len(branches)-1, 1)), treeRow), TreeNear)
}

// TreeH is how much higher the transport is for the tree.
func (h *Tree) TreeH() float32 {
	if !h.treeShown() {
		return 0
	}
	free := float32(above)
	if h.Env.Slim() {
		free = transport.SlimAbove
	}
	branches, _ := h.Run.Tl.Branches()
	return max(treeBase+h.TreePitch()*float32(len(branches)-1)+14-free, 0)
}

// TreeY returns the height of a history's row; the original is the lowest.
func (h *Tree) TreeY(i int) float32 {
	return h.Transport.BarArea().Y - treeBase - h.TreePitch()*float32(i)
}

// TreeX returns where a history's row begins.
func (h *Tree) TreeX(i int) float32 {
	branches, _ := h.Run.Tl.Branches()
	if branches[i].Parent < 0 {
		return h.Transport.BarArea().X
	}
	return h.Transport.XAt(branches[i].At)
}

// DrawTree draws the histories as thin lines, and the one shown, with what it came
// from, as a strong one.
func (h *Tree) DrawTree(p *paint.Painter) {
	if !h.treeShown() {
		return
	}
	th, bar := h.Env.Theme, h.Transport.BarArea()
	branches, current := h.Run.Tl.Branches()
	for i := range branches {
		color := th.Edge
		if i == h.Hover-1 {
			color = th.Dim
		}
		h.drawHistory(p, i, bar.X+bar.W, 2, color)
		if i != current {
			p.Disc(h.Transport.XAt(branches[i].Left), h.TreeY(i), 3, color)
		}
	}
	end := bar.X + bar.W
	for i := current; i >= 0; i = branches[i].Parent {
		h.drawHistory(p, i, end, 3, th.Blue)
		end = h.TreeX(i)
	}
	for i := range branches {
		if branches[i].Parent >= 0 {
			p.Disc(h.TreeX(i), h.TreeY(branches[i].Parent), 3.5, th.Dim)
		}
	}
	h.drawTreeLabels(p)
}

// drawHistory draws one row up to end, and how it leaves its parent's.
func (h *Tree) drawHistory(p *paint.Painter, i int, end, width float32, color paint.Color) {
	branches, _ := h.Run.Tl.Branches()
	x, y := h.TreeX(i), h.TreeY(i)
	if parent := branches[i].Parent; parent >= 0 {
		p.Line(x, h.TreeY(parent), x, y, width, color)
	}
	p.Line(x, y, max(end, x), y, width, color)
}

// drawTreeLabels writes the names at the right: all if their rows are far enough apart,
// else the one under the pointer, or the one shown.
func (h *Tree) drawTreeLabels(p *paint.Painter) {
	if h.Env.Slim() {
		return // no room: the panel lists them
	}
	branches, current := h.Run.Tl.Branches()
	for i := range branches {
		lone := h.Hover - 1
		if lone < 0 {
			lone = current
		}
		if h.TreePitch() >= treeRow || i == lone {
			h.drawTreeLabel(p, i, i == current)
		}
	}
}

func (h *Tree) drawTreeLabel(p *paint.Painter, i int, current bool) {
	th, bar := h.Env.Theme, h.Transport.BarArea()
	style := paint.Style{Size: 13, Color: th.Dim}
	if i == h.Hover-1 {
		style.Color = th.Text
	}
	if current {
		style.Weight, style.Color = paint.Bold, th.Blue
	}
	p.Text(bar.X+bar.W+12, h.TreeY(i), p.Truncate(h.HistoryLabel(i), style, treeLabelW), style)
}

// HistoryAt returns the history whose row is nearest to the pointer, plus 1; 0 is none.
func (h *Tree) HistoryAt(in *input.Input) int {
	bar := h.Transport.BarArea()
	branches, _ := h.Run.Tl.Branches()
	if !h.treeShown() || in.X < bar.X-8 || in.X > bar.X+bar.W+12+treeLabelW {
		return 0
	}
	found, least := 0, max(h.TreePitch()/2, 4)+1
	for i := range branches {
		if d := input.Abs(in.Y - h.TreeY(i)); d < least && in.X >= h.TreeX(i)-8 {
			found, least = i+1, d
		}
	}
	return found
}

func (h *Tree) HoverTree(in *input.Input) bool {
	was := h.Hover
	h.Hover = h.HistoryAt(in)
	return h.Hover != was
}

const twice = 400 * time.Millisecond

// Press returns the history that is pressed, and whether it was pressed twice.
func (h *Tree) Press(in *input.Input) (branch int, again, ok bool) {
	i := h.HistoryAt(in)
	if i == 0 {
		return 0, false, false
	}
	again = h.pressed == i && h.Env.Now().Sub(h.at) < twice
	h.pressed, h.at = i, h.Env.Now()
	return i - 1, again, true
}
