package visual

import (
	"time"

	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// The tree of histories stands above the bar and the labels of its marks: a row for
// each, which leaves its parent's where they part. Many rows stand closer.
const (
	treeBase   = 48 // from the bar to the first row
	treeTall   = 56 // all rows together
	treeRow    = 14 // with room for its name
	treeNear   = 4  // the closest two rows come
	above      = 60 // what is free above the bar as it is
	treeLabelW = 126
)

// treeShown reports whether there is a tree to show, and room for it.
func (h *histories) treeShown() bool {
	branches, _ := h.run.tl.Branches()
	return len(branches) > 1 && !h.app.low() && !h.app.tiny()
}

func (h *histories) treePitch() float32 {
	branches, _ := h.run.tl.Branches()
	return max(min(treeTall/float32(max(len(branches)-1, 1)), treeRow), treeNear)
}

// treeH is how much higher the transport is for the tree.
func (h *histories) treeH() float32 {
	if !h.treeShown() {
		return 0
	}
	free := float32(above)
	if h.app.slim() {
		free = slimAbove
	}
	branches, _ := h.run.tl.Branches()
	return max(treeBase+h.treePitch()*float32(len(branches)-1)+14-free, 0)
}

// treeY returns the height of a history's row; the original is the lowest.
func (h *histories) treeY(i int) float32 {
	return h.transport.barArea().Y - treeBase - h.treePitch()*float32(i)
}

// treeX returns where a history's row begins.
func (h *histories) treeX(i int) float32 {
	branches, _ := h.run.tl.Branches()
	if branches[i].Parent < 0 {
		return h.transport.barArea().X
	}
	return h.transport.xAt(branches[i].At)
}

// drawTree draws the histories as thin lines, and the one shown, with what it came
// from, as a strong one.
func (h *histories) drawTree(p *paint.Painter) {
	if !h.treeShown() {
		return
	}
	th, bar := h.app.theme, h.transport.barArea()
	branches, current := h.run.tl.Branches()
	for i := range branches {
		color := th.Edge
		if i == h.hover-1 {
			color = th.Dim
		}
		h.drawHistory(p, i, bar.X+bar.W, 2, color)
		if i != current {
			p.Disc(h.transport.xAt(branches[i].Left), h.treeY(i), 3, color)
		}
	}
	end := bar.X + bar.W
	for i := current; i >= 0; i = branches[i].Parent {
		h.drawHistory(p, i, end, 3, th.Blue)
		end = h.treeX(i)
	}
	for i := range branches {
		if branches[i].Parent >= 0 {
			p.Disc(h.treeX(i), h.treeY(branches[i].Parent), 3.5, th.Dim)
		}
	}
	h.drawTreeLabels(p)
}

// drawHistory draws one row up to end, and how it leaves its parent's.
func (h *histories) drawHistory(p *paint.Painter, i int, end, width float32, color paint.Color) {
	branches, _ := h.run.tl.Branches()
	x, y := h.treeX(i), h.treeY(i)
	if parent := branches[i].Parent; parent >= 0 {
		p.Line(x, h.treeY(parent), x, y, width, color)
	}
	p.Line(x, y, max(end, x), y, width, color)
}

// drawTreeLabels writes the names at the right: all if their rows are far enough apart,
// else the one under the pointer, or the one shown.
func (h *histories) drawTreeLabels(p *paint.Painter) {
	if h.app.slim() {
		return // no room: the panel lists them
	}
	branches, current := h.run.tl.Branches()
	for i := range branches {
		lone := h.hover - 1
		if lone < 0 {
			lone = current
		}
		if h.treePitch() >= treeRow || i == lone {
			h.drawTreeLabel(p, i, i == current)
		}
	}
}

func (h *histories) drawTreeLabel(p *paint.Painter, i int, current bool) {
	th, bar := h.app.theme, h.transport.barArea()
	style := paint.Style{Size: 13, Color: th.Dim}
	if i == h.hover-1 {
		style.Color = th.Text
	}
	if current {
		style.Weight, style.Color = paint.Bold, th.Blue
	}
	p.Text(bar.X+bar.W+12, h.treeY(i), p.Truncate(h.historyLabel(i), style, treeLabelW), style)
}

// historyAt returns the history whose row is nearest to the pointer, plus 1; 0 is none.
func (h *histories) historyAt(in *input) int {
	bar := h.transport.barArea()
	branches, _ := h.run.tl.Branches()
	if !h.treeShown() || in.x < bar.X-8 || in.x > bar.X+bar.W+12+treeLabelW {
		return 0
	}
	found, least := 0, max(h.treePitch()/2, 4)+1
	for i := range branches {
		if d := abs(in.y - h.treeY(i)); d < least && in.x >= h.treeX(i)-8 {
			found, least = i+1, d
		}
	}
	return found
}

func (h *histories) hoverTree(in *input) bool {
	was := h.hover
	h.hover = h.historyAt(in)
	return h.hover != was
}

const twice = 400 * time.Millisecond

// press returns the history that is pressed, and whether it was pressed twice.
func (h *histories) press(in *input) (branch int, again, ok bool) {
	i := h.historyAt(in)
	if i == 0 {
		return 0, false, false
	}
	again = h.pressed == i && h.app.now().Sub(h.at) < twice
	h.pressed, h.at = i, h.app.now()
	return i - 1, again, true
}
