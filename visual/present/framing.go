package present

import (
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/atlas"
	"github.com/kookmin-msa-study/msalab/visual/lanes"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// framing shows the model of a run in an area of its own, as large as it says, without
// panel, caption and transport.
type framing struct {
	env   *screen.Env
	Run   *play.Run
	atlas *atlas.Atlas
	lanes *lanes.Lanes
	View  play.View
	area  paint.Rect
	zoom  float32 // of everything that is written at its usual size
	least float32 // no text is smaller
	focus int32   // the node in the spotlight; -1 is none
	quiet bool    // one of several beside each other: packets have no names where the map is low
	fits  float32 // the map's zoom at which what is still to come has room; 0 is unknown
	k     float32 // the map's zoom
}

func newFraming(a *screen.Env, run *play.Run) *framing {
	f := &framing{env: a, Run: run, lanes: &lanes.Lanes{Env: a, Run: run}}
	f.atlas = atlas.New(a, run, f)
	return f
}

// share splits the area between the map and the lanes: beside each other, or in an
// area higher than wide the lanes below the map.
func (f *framing) share(view play.View) (atlas, lanes paint.Rect) {
	atlas, lanes = f.area, f.area
	switch {
	case view != play.ViewBoth:
	case f.area.H > f.area.W:
		atlas.H = f.area.H/2 - 8
		lanes.Y, lanes.H = f.area.Y+f.area.H/2+8, atlas.H
	default:
		atlas.W = f.area.W/2 - 8
		lanes.X, lanes.W = f.area.X+f.area.W/2+8, atlas.W
	}
	return atlas, lanes
}

// MapArea is the area of the map in units of the usual size, from 0, 0.
func (f *framing) MapArea() paint.Rect {
	r, _ := f.share(f.View)
	return paint.Rect{X: 0, Y: 0, W: r.W / f.zoom, H: r.H / f.zoom}
}

// Shared and framed say what is around the map.
func (f *framing) Shared() bool { return f.View == play.ViewBoth }

func (f *framing) Framed() bool { return true }

// see makes the scene of the moment at the cursor and gives its parts their places.
func (f *framing) see() {
	f.Run.Drawn = f.Run.Tl.Cursor()
	f.Run.Tl.Run().Scene(&f.Run.Scene, f.env.Lang)
	f.thin()
	if f.atlas.Boards != f.atlas.BoardsHeight() || f.atlas.Notes != f.atlas.NotesHeight() {
		f.place()
		f.Run.Drawn = f.Run.Tl.Cursor()
	}
	f.atlas.Layout.Arrange(&f.Run.Scene)
}

// fit returns the zoom of the map at which a scene's nodes keep their distance; names
// are as large at any.
func (f *framing) fit(sc *scene.Scene) float32 {
	r, _ := f.share(f.View)
	high := f.mapHeight(r)
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
func (f *framing) foresee() {
	var ahead scene.Scene
	f.Run.Tl.Run().Scene(&ahead, f.env.Lang)
	f.fits = f.fit(&ahead)
	f.place()
}

// mapHeight is what the boards and the note leave of an area.
func (f *framing) mapHeight(r paint.Rect) float32 {
	below := (f.atlas.Boards + f.atlas.Notes) * f.zoom
	if f.atlas.Boards > 0 {
		below += framedRole
	} else if r.W < atlas.Roomy && len(f.Run.Scene.Rings) == 0 {
		below += atlas.BarsHeight(&f.Run.Scene) * f.zoom // no room beside the nodes
	}
	return max(r.H-f.crown()-below, 40)
}

// crown is the room above the map for what stands on its nodes.
func (f *framing) crown() float32 {
	if f.atlas.Boards > 0 {
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
func (f *framing) thin() {
	r, _ := f.share(f.View)
	if f.View != play.ViewLanes && len(f.Run.Scene.Machines) > 0 && model.BoardsHeight(&f.Run.Scene, r.W/f.zoom-8)*f.zoom > r.H/2 {
		f.Run.Scene.Windows = f.Run.Scene.Windows[:0]
	}
}

// place lays the map out for the frame.
func (f *framing) place() {
	r, _ := f.share(f.View)
	f.atlas.Boards, f.atlas.Notes = f.atlas.BoardsHeight(), f.atlas.NotesHeight()
	f.k = f.fit(&f.Run.Scene)
	if f.fits > 0 {
		f.k = min(f.k, f.fits)
	}
	f.atlas.Layout.Area = paint.Rect{Y: f.crown() / f.k, W: r.W / f.k, H: f.mapHeight(r) / f.k}
	f.atlas.Layout.Arrange(&f.Run.Scene)
	f.atlas.Layout.Glide(1, true)
	f.Run.Drawn = -1
}

// draw draws the model.
func (f *framing) draw(p *paint.Painter) {
	atlas, sequence := f.share(f.View)
	if f.View != play.ViewLanes {
		f.drawMap(p, atlas)
	}
	if f.View != play.ViewMap {
		p.PushTransform(sequence.X, sequence.Y, f.zoom)
		area := paint.Rect{X: 0, Y: 4, W: sequence.W / f.zoom, H: sequence.H/f.zoom - 4}
		f.drawLane(p, area)
		f.lanes.Draw(p, area)
		p.PopTransform()
	}
}

// drawLane lights the lifeline of the node in the spotlight.
func (f *framing) drawLane(p *paint.Painter, area paint.Rect) {
	if x, ok := f.lanes.Lane(area, f.focus); ok {
		w := min(area.W/float32(max(len(f.Run.Scene.Nodes), 1)), 160)
		p.Box(x-w/2, area.Y-2, w, area.H, 9, f.env.Theme.Raised)
	}
}

func (f *framing) drawMap(p *paint.Painter, r paint.Rect) {
	th := f.env.Theme
	p.PushClip(r.X-12, r.Y-12, r.W+24, r.H+24)
	defer p.PopClip()
	d := model.Drawing{Painter: p, Theme: th, Now: int64(f.Run.Clock), Thin: 2 / f.zoom}
	area := f.MapArea()
	low := area.H - f.atlas.Notes - f.atlas.Boards
	p.PushTransform(r.X, r.Y, f.zoom)
	if f.atlas.Boards > 0 {
		model.DrawBoards(&d, &f.Run.Scene, paint.Rect{X: 4, Y: low, W: area.W - 8, H: f.atlas.Boards})
	}
	f.atlas.DrawAside(p, area)
	if len(f.Run.Scene.Rings) > 0 {
		model.DrawRing(&d, &f.Run.Scene.Rings[0], paint.Rect{W: area.W, H: low})
		p.PopTransform()
		return
	}
	p.PopTransform()
	k := f.k
	d.Smallest, d.Thin, d.Unnamed = f.least/k, 2/k, f.quiet && f.atlas.Boards > 0
	p.PushTransform(r.X, r.Y, k)
	f.atlas.DrawFlashes(p)
	f.atlas.Layout.Draw(&d, &f.Run.Scene)
	if n := f.Run.Scene.Node(f.focus); n != nil && n.Status != scene.Absent {
		p.Box(-12/k, -12/k, (r.W+24)/k, (r.H+24)/k, 0, theme.WithAlpha(th.Bg, Shade))
		f.atlas.Layout.DrawOne(&d, &f.Run.Scene, f.focus)
	}
	p.PopTransform()
}

// Shade is how much of the background lies over what is not in the spotlight: the
// names there can still be read.
const Shade = 0.39
