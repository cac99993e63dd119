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
	area  rect
	zoom  float32 // of everything that is written at its usual size
	least float32 // no text is smaller
	focus int32   // the node in the spotlight; -1 is none
}

// share splits the area between the map and the lanes.
func (f *framing) share(view viewMode) (atlas, lanes rect) {
	atlas, lanes = f.area, f.area
	if view == viewBoth {
		atlas.w = f.area.w/2 - 8
		lanes.x, lanes.w = f.area.x+f.area.w/2+8, atlas.w
	}
	return atlas, lanes
}

// usual is the area of the map in units of the usual size, from 0, 0.
func (f *framing) usual(view viewMode) rect {
	r, _ := f.share(view)
	return rect{0, 0, r.w / f.zoom, r.h / f.zoom}
}

// mapZoom is the zoom of the map: in a narrow area less, so that nodes keep their
// distance; their names stay as large.
func (f *framing) mapZoom(r rect) float32 {
	return min(max(r.w/framedRoomy, 0.5), f.zoom)
}

// framedRole is how much a role takes below its node.
const framedRole = 30

// framedRoomy is how wide a map is laid out before it is drawn at a frame's zoom.
const framedRoomy = 640

// place lays the map out for the frame.
func (f *framing) place(s *stage) {
	r, _ := f.share(s.view)
	k := f.mapZoom(r)
	s.boards = model.BoardsHeight(&s.scene, s.mapArea().w-8)
	s.notes = s.notesHeight()
	below := (s.boards + s.notes) * f.zoom
	if s.boards > 0 {
		below += framedRole // what nodes write below themselves stays clear of the boards
	}
	s.layout.Area = paint.Rect{W: r.w / k, H: max(r.h-below, 40) / k}
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
		p.PushTransform(sequence.x, sequence.y, f.zoom)
		area := rect{0, 4, sequence.w / f.zoom, sequence.h/f.zoom - 4}
		f.drawLane(s, p, area)
		s.lanes.draw(s, p, area)
		p.PopTransform()
	}
}

// drawLane lights the lifeline of the node in the spotlight.
func (f *framing) drawLane(s *stage, p *paint.Painter, area rect) {
	if x, ok := s.lanes.lane(s, area, f.focus); ok {
		w := min(area.w/float32(max(len(s.scene.Nodes), 1)), 160)
		p.Box(x-w/2, area.y-2, w, area.h, 9, s.app.theme.Raised)
	}
}

func (f *framing) drawMap(s *stage, p *paint.Painter, r rect) {
	th := s.app.theme
	p.PushClip(r.x-12, r.y-12, r.w+24, r.h+24)
	defer p.PopClip()
	d := model.Drawing{Painter: p, Theme: th, Now: int64(s.clock), Thin: 2 / f.zoom}
	area := s.mapArea()
	low := area.h - s.notes - s.boards
	p.PushTransform(r.x, r.y, f.zoom)
	if s.boards > 0 {
		model.DrawBoards(&d, &s.scene, paint.Rect{X: 4, Y: low, W: area.w - 8, H: s.boards})
	}
	s.drawAside(p, area)
	if len(s.scene.Rings) > 0 {
		model.DrawRing(&d, &s.scene.Rings[0], paint.Rect{W: area.w, H: low})
		p.PopTransform()
		return
	}
	p.PopTransform()
	k := f.mapZoom(r)
	d.Smallest, d.Thin = f.least/k, 2/k
	p.PushTransform(r.x, r.y, k)
	s.drawFlashes(p)
	s.layout.Draw(&d, &s.scene)
	if n := s.scene.Node(f.focus); n != nil && n.Status != scene.Absent {
		p.Box(-12/k, -12/k, (r.w+24)/k, (r.h+24)/k, 0, theme.WithAlpha(th.Bg, shade))
		s.layout.DrawOne(&d, &s.scene, f.focus)
	}
	p.PopTransform()
}

// shade is how much of the background lies over what is not in the spotlight: the
// names there can still be read.
const shade = 0.39
