package visual

import (
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// framing is how another screen shows a stage's model: in an area of its own, as
// large as it says, without panel, caption and transport.
type framing struct {
	area  paint.Rect
	zoom  float32 // of everything that is written at its usual size
	least float32 // no text is smaller
	focus int32   // the node in the spotlight; -1 is none
	quiet bool    // one of several beside each other: packets have no names where the map is low
	fits  float32 // the map's zoom at which what is still to come has room; 0 is unknown
	k     float32 // the map's zoom
}

// share splits the area between the map and the lanes: beside each other, or in an
// area higher than wide the lanes below the map.
func (f *framing) share(view viewMode) (atlas, lanes paint.Rect) {
	atlas, lanes = f.area, f.area
	switch {
	case view != viewBoth:
	case f.area.H > f.area.W:
		atlas.H = f.area.H/2 - 8
		lanes.Y, lanes.H = f.area.Y+f.area.H/2+8, atlas.H
	default:
		atlas.W = f.area.W/2 - 8
		lanes.X, lanes.W = f.area.X+f.area.W/2+8, atlas.W
	}
	return atlas, lanes
}

// usual is the area of the map in units of the usual size, from 0, 0.
func (f *framing) usual(view viewMode) paint.Rect {
	r, _ := f.share(view)
	return paint.Rect{X: 0, Y: 0, W: r.W / f.zoom, H: r.H / f.zoom}
}

// fit returns the zoom of the map at which a scene's nodes keep their distance; names
// are as large at any.
func (f *framing) fit(s *stage, sc *scene.Scene) float32 {
	r, _ := f.share(s.view)
	high := f.mapHeight(s, r)
	k := min(max(min(r.W/framedRoomy, high/framedRoomyH), leastZoom), f.zoom)
	var l model.Layout
	for range 3 { // in a larger area nodes are larger, too
		l.Area = paint.Rect{W: r.W / k, H: high / k}
		l.Arrange(sc)
		if need := l.Need(); need > l.Area.H {
			k = max(k*l.Area.H/need, leastZoom)
		}
	}
	return k
}

// leastZoom is where smaller nodes would hold no names.
const leastZoom = 0.5

// foresee fits the map to the scene at the end of a way, which is not shown yet.
func (f *framing) foresee(s *stage) {
	var ahead scene.Scene
	s.tl.Run().Scene(&ahead, s.app.lang)
	f.fits = f.fit(s, &ahead)
	s.place()
}

// mapHeight is what the boards and the note leave of an area.
func (f *framing) mapHeight(s *stage, r paint.Rect) float32 {
	below := (s.boards + s.notes) * f.zoom
	if s.boards > 0 {
		below += framedRole
	} else if r.W < roomy && len(s.scene.Rings) == 0 {
		below += barsHeight(&s.scene) * f.zoom // no room beside the nodes
	}
	return max(r.H-f.crown(s)-below, 40)
}

// crown is the room above the map for what stands on its nodes.
func (f *framing) crown(s *stage) float32 {
	if s.boards > 0 {
		return 0 // a map with boards is low, and its leader stands in the middle
	}
	return framedCrown
}

// framedRole is how much a role takes below its node, framedCrown a crown above it.
const (
	framedRole  = 30
	framedCrown = 26
)

// framedRoomy is how wide and framedRoomyH how high a map is laid out at least, if it
// can be, before it is drawn smaller than the frame's zoom.
const (
	framedRoomy  = 640
	framedRoomyH = 230
)

// thin leaves the windows out of a frame in which they would leave no room for the
// map: the machine that they drive says the same.
func (f *framing) thin(s *stage) {
	r, _ := f.share(s.view)
	if s.view != viewLanes && len(s.scene.Machines) > 0 && model.BoardsHeight(&s.scene, r.W/f.zoom-8)*f.zoom > r.H/2 {
		s.scene.Windows = s.scene.Windows[:0]
	}
}

// place lays the map out for the frame.
func (f *framing) place(s *stage) {
	r, _ := f.share(s.view)
	s.boards, s.notes = s.boardsHeight(), s.notesHeight()
	f.k = f.fit(s, &s.scene)
	if f.fits > 0 {
		f.k = min(f.k, f.fits)
	}
	s.layout.Area = paint.Rect{Y: f.crown(s) / f.k, W: r.W / f.k, H: f.mapHeight(s, r) / f.k}
	s.layout.Arrange(&s.scene)
	s.layout.Glide(1, true)
	s.drawn = -1
}

// draw draws the model.
func (f *framing) draw(s *stage, p *paint.Painter) {
	atlas, sequence := f.share(s.view)
	if s.view != viewLanes {
		f.drawMap(s, p, atlas)
	}
	if s.view != viewMap {
		p.PushTransform(sequence.X, sequence.Y, f.zoom)
		area := paint.Rect{X: 0, Y: 4, W: sequence.W / f.zoom, H: sequence.H/f.zoom - 4}
		f.drawLane(s, p, area)
		s.lanes.draw(s, p, area)
		p.PopTransform()
	}
}

// drawLane lights the lifeline of the node in the spotlight.
func (f *framing) drawLane(s *stage, p *paint.Painter, area paint.Rect) {
	if x, ok := s.lanes.lane(s, area, f.focus); ok {
		w := min(area.W/float32(max(len(s.scene.Nodes), 1)), 160)
		p.Box(x-w/2, area.Y-2, w, area.H, 9, s.app.theme.Raised)
	}
}

func (f *framing) drawMap(s *stage, p *paint.Painter, r paint.Rect) {
	th := s.app.theme
	p.PushClip(r.X-12, r.Y-12, r.W+24, r.H+24)
	defer p.PopClip()
	d := model.Drawing{Painter: p, Theme: th, Now: int64(s.clock), Thin: 2 / f.zoom}
	area := s.mapArea()
	low := area.H - s.notes - s.boards
	p.PushTransform(r.X, r.Y, f.zoom)
	if s.boards > 0 {
		model.DrawBoards(&d, &s.scene, paint.Rect{X: 4, Y: low, W: area.W - 8, H: s.boards})
	}
	s.drawAside(p, area)
	if len(s.scene.Rings) > 0 {
		model.DrawRing(&d, &s.scene.Rings[0], paint.Rect{W: area.W, H: low})
		p.PopTransform()
		return
	}
	p.PopTransform()
	k := f.k
	d.Smallest, d.Thin, d.Unnamed = f.least/k, 2/k, f.quiet && s.boards > 0
	p.PushTransform(r.X, r.Y, k)
	s.drawFlashes(p)
	s.layout.Draw(&d, &s.scene)
	if n := s.scene.Node(f.focus); n != nil && n.Status != scene.Absent {
		p.Box(-12/k, -12/k, (r.W+24)/k, (r.H+24)/k, 0, theme.WithAlpha(th.Bg, shade))
		s.layout.DrawOne(&d, &s.scene, f.focus)
	}
	p.PopTransform()
}

// shade is how much of the background lies over what is not in the spotlight: the
// names there can still be read.
const shade = 0.39
