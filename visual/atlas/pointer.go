package atlas

// ZoomAt makes the map larger by a factor; what is at (x, y) stays there.
func (a *Atlas) ZoomAt(x, y, factor float32) bool {
	zoom := min(max(a.Zoom*factor, 0.4), 4)
	if zoom == a.Zoom {
		return false
	}
	a.PanX = x - (x-a.PanX)*zoom/a.Zoom
	a.PanY = y - (y-a.PanY)*zoom/a.Zoom
	a.Zoom = zoom
	return true
}
