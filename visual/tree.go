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
	slimAbove  = 42 // and in a slim window
	treeLabelW = 126
)

// treeShown reports whether there is a tree to show, and room for it.
func (s *stage) treeShown() bool {
	if s.tl == nil || s.frame != nil {
		return false // other screens stand on a stage of their own
	}
	branches, _ := s.tl.Branches()
	return len(branches) > 1 && !s.low() && !s.tiny()
}

func (s *stage) treePitch() float32 {
	branches, _ := s.tl.Branches()
	return max(min(treeTall/float32(max(len(branches)-1, 1)), treeRow), treeNear)
}

// treeH is how much higher the transport is for the tree.
func (s *stage) treeH() float32 {
	if !s.treeShown() {
		return 0
	}
	free := float32(above)
	if s.slim() {
		free = slimAbove
	}
	branches, _ := s.tl.Branches()
	return max(treeBase+s.treePitch()*float32(len(branches)-1)+14-free, 0)
}

// treeY returns the height of a history's row; the original is the lowest.
func (s *stage) treeY(i int) float32 { return s.barArea().Y - treeBase - s.treePitch()*float32(i) }

// treeX returns where a history's row begins.
func (s *stage) treeX(i int) float32 {
	branches, _ := s.tl.Branches()
	if branches[i].Parent < 0 {
		return s.barArea().X
	}
	return s.xAt(branches[i].At)
}

// drawTree draws the histories as thin lines, and the one shown, with what it came
// from, as a strong one.
func (s *stage) drawTree(p *paint.Painter) {
	if !s.treeShown() {
		return
	}
	th, bar := s.app.theme, s.barArea()
	branches, current := s.tl.Branches()
	for i := range branches {
		color := th.Edge
		if i == s.histories.hover-1 {
			color = th.Dim
		}
		s.drawHistory(p, i, bar.X+bar.W, 2, color)
		if i != current {
			p.Disc(s.xAt(branches[i].Left), s.treeY(i), 3, color)
		}
	}
	end := bar.X + bar.W
	for i := current; i >= 0; i = branches[i].Parent {
		s.drawHistory(p, i, end, 3, th.Blue)
		end = s.treeX(i)
	}
	for i := range branches {
		if branches[i].Parent >= 0 {
			p.Disc(s.treeX(i), s.treeY(branches[i].Parent), 3.5, th.Dim)
		}
	}
	s.drawTreeLabels(p)
}

// drawHistory draws one row up to end, and how it leaves its parent's.
func (s *stage) drawHistory(p *paint.Painter, i int, end, width float32, color paint.Color) {
	branches, _ := s.tl.Branches()
	x, y := s.treeX(i), s.treeY(i)
	if parent := branches[i].Parent; parent >= 0 {
		p.Line(x, s.treeY(parent), x, y, width, color)
	}
	p.Line(x, y, max(end, x), y, width, color)
}

// drawTreeLabels writes the names at the right: all if their rows are far enough apart,
// else the one under the pointer, or the one shown.
func (s *stage) drawTreeLabels(p *paint.Painter) {
	if s.slim() {
		return // no room: the panel lists them
	}
	branches, current := s.tl.Branches()
	for i := range branches {
		lone := s.histories.hover - 1
		if lone < 0 {
			lone = current
		}
		if s.treePitch() >= treeRow || i == lone {
			s.drawTreeLabel(p, i, i == current)
		}
	}
}

func (s *stage) drawTreeLabel(p *paint.Painter, i int, current bool) {
	th, bar := s.app.theme, s.barArea()
	style := paint.Style{Size: 13, Color: th.Dim}
	if i == s.histories.hover-1 {
		style.Color = th.Text
	}
	if current {
		style.Weight, style.Color = paint.Bold, th.Blue
	}
	p.Text(bar.X+bar.W+12, s.treeY(i), p.Truncate(s.historyLabel(i), style, treeLabelW), style)
}

// historyAt returns the history whose row is nearest to the pointer, plus 1; 0 is none.
func (s *stage) historyAt(in *input) int {
	bar := s.barArea()
	branches, _ := s.tl.Branches()
	if !s.treeShown() || in.x < bar.X-8 || in.x > bar.X+bar.W+12+treeLabelW {
		return 0
	}
	found, least := 0, max(s.treePitch()/2, 4)+1
	for i := range branches {
		if d := abs(in.y - s.treeY(i)); d < least && in.x >= s.treeX(i)-8 {
			found, least = i+1, d
		}
	}
	return found
}

func (s *stage) hoverTree(in *input) bool {
	was := s.histories.hover
	s.histories.hover = s.historyAt(in)
	return s.histories.hover != was
}

const twice = 400 * time.Millisecond

// pressTree goes to the history that is pressed; pressed twice, it is renamed.
func (s *stage) pressTree(in *input) bool {
	h, i := &s.histories, s.historyAt(in)
	if i == 0 {
		return false
	}
	again := h.pressed == i && s.app.now().Sub(h.at) < twice
	h.pressed, h.at = i, s.app.now()
	if s.switchTo(i - 1); again {
		s.rename()
	}
	return true
}
