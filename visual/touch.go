package visual

import "github.com/kookmin-msa-study/msalab/visual/paint"

// What fingers do on the stage besides tapping and holding.

// barReach is where the timeline can be taken hold of: more than what is drawn.
func barReach(bar paint.Rect) paint.Rect {
	return paint.Rect{X: bar.X - 10, Y: bar.Y - 16, W: bar.W + 20, H: 48}
}

// grabs lets a finger on the timeline seek at once.
func (s *stage) grabs(x, y float32) bool {
	return !s.about.open && !s.menu.open && !s.side.contains(x, y) && barReach(s.barArea()).Contains(x, y)
}

// fingerMap pans with one finger and zooms with two: around the place between them.
func (s *stage) fingerMap(in *input) bool {
	if !in.finger || s.view == viewLanes || !s.mapArea().Contains(in.downX, in.downY) {
		return false
	}
	changed := in.panX != 0 || in.panY != 0
	s.panX, s.panY = s.panX+in.panX, s.panY+in.panY
	if in.pinch != 1 {
		changed = s.zoomAt(in.x, in.y, in.pinch) || changed
	}
	return changed
}

// zoomAt makes the map larger by a factor; what is at (x, y) stays there.
func (s *stage) zoomAt(x, y, factor float32) bool {
	zoom := min(max(s.zoom*factor, 0.4), 4)
	if zoom == s.zoom {
		return false
	}
	s.panX = x - (x-s.panX)*zoom/s.zoom
	s.panY = y - (y-s.panY)*zoom/s.zoom
	s.zoom = zoom
	return true
}
