package widgets

import (
	"image"
	"math"

	"github.com/ebitenui/ebitenui"
	"github.com/ebitenui/ebitenui/widget"
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

// surface is what panels and bars have in common: an ebitenui tree of
// controls, a picture of them, and the keyboard's place among them.
type surface struct {
	ui       *ebitenui.UI
	root     *widget.Container
	controls []*control // in the order of the layout
	byKey    map[key]*control
	round    int

	plan    layout
	metrics metrics
	sizes   theme.Sizes
	scale   float32
	rect    paint.Rect // logical, in the window
	left    int        // the picture's place, in device pixels of the window
	top     int
	card    bool // has a ground and an edge

	height float32 // of the content
	scroll float32 // logical
	pan    panning
	panned bool // the press has become a roll

	focus   *control
	held    *control // the slider that is being dragged
	notches float64  // of the wheel, less than one
	awake   bool     // was active when last updated
	rolled  int64    // the tick of the wheel's last turn that rolled
	inside  bool     // the pointer was, when last seen
	seenX   int
	seenY   int

	events []Event
	stale  bool // a control shows more than the items said
	fresh  bool // Style or Place changed since the last layout
	dirty  bool
	cache  *ebiten.Image
	blit   ebiten.DrawImageOptions
}

func (s *surface) init() {
	s.root = widget.NewContainer()
	s.ui = &ebitenui.UI{Container: s.root, DisableDefaultFocus: true}
	s.byKey = make(map[key]*control)
	s.rolled = math.MinInt64 / 2
	s.style(&theme.Dark, theme.SizesFor(0, 0, false), 1)
}

func (s *surface) style(th *theme.Theme, sizes theme.Sizes, scale float32) {
	if !(scale > 0) {
		scale = 1
	}
	if th == nil {
		th = &theme.Dark
	}
	if s.metrics.th == th && s.sizes == sizes && s.scale == scale {
		return
	}
	s.sizes, s.scale, s.metrics = sizes, scale, measuresOf(th, sizes)
	s.fresh, s.dirty = true, true
}

func (s *surface) place(rect paint.Rect) {
	rect.W, rect.H = max(rect.W, 0), max(rect.H, 0)
	if s.rect != rect {
		s.fresh, s.dirty = true, true
		s.rect = rect
	}
	s.left, s.top = s.device(rect.X), s.device(rect.Y)
}

// device turns a logical length into whole device pixels.
func (s *surface) device(v float32) int { return int(math.Floor(float64(v*s.scale) + 0.5)) }

func (s *surface) pixels() (width, height int) {
	return s.device(s.rect.X+s.rect.W) - s.left, s.device(s.rect.Y+s.rect.H) - s.top
}

// begin readies the layout for measuring at the surface's scale.
func (s *surface) begin(width float32) {
	p := shared.brush()
	p.Begin(1, 1, s.scale)
	s.plan.reset(p, s.metrics, width)
}

// settle brings the controls in line with the cells of the layout. A control
// that is still wanted stays the same one, with its hover, press and focus.
func (s *surface) settle() {
	s.round++
	s.controls = s.controls[:0]
	for i := range s.plan.cells {
		s.settleCell(&s.plan.cells[i])
	}
	for k, c := range s.byKey {
		if c.round != s.round {
			s.drop(k, c)
		}
	}
	s.fresh, s.stale, s.dirty = false, false, true
	s.roll(s.scroll)
	s.locate()
}

func (s *surface) settleCell(want *cell) {
	c := s.byKey[want.key]
	for c != nil && c.round == s.round {
		want.key.copies++
		c = s.byKey[want.key]
	}
	if c == nil {
		c = newControl(s)
		s.byKey[want.key] = c
		s.root.AddChild(c)
	}
	c.round = s.round
	value := c.value
	c.cell = *want
	if c == s.held {
		c.value = value // what the hand says, until it lets go
	}
	s.controls = append(s.controls, c)
	if c.disabled && c == s.focus {
		s.leave()
	}
}

func (s *surface) drop(k key, c *control) {
	delete(s.byKey, k)
	s.root.RemoveChild(c)
	if c == s.focus {
		s.leave()
	}
	if c == s.held {
		s.held = nil
	}
}

// view is where the content that rolls can be seen, logical in the surface.
func (s *surface) view() paint.Rect {
	return paint.Rect{Y: s.plan.head, W: s.rect.W, H: max(s.rect.H-s.plan.head, 0)}
}

// locate tells ebitenui where the controls are, as far as they can be seen.
func (s *surface) locate() {
	view := s.deviceRect(s.view())
	for _, c := range s.controls {
		r := s.deviceRect(s.shown(c.area, c.pinned))
		if !c.pinned {
			r = r.Intersect(view)
		}
		c.SetLocation(r)
	}
}

// deviceSize is the size of the picture.
func (s *surface) deviceSize() image.Point {
	w, h := s.pixels()
	return image.Point{X: w, Y: h}
}

func (s *surface) deviceRect(r paint.Rect) image.Rectangle {
	return image.Rect(s.device(r.X), s.device(r.Y), s.device(r.X+r.W), s.device(r.Y+r.H))
}

// shown is where something lies after rolling, logical in the surface.
func (s *surface) shown(r paint.Rect, pinned bool) paint.Rect {
	if !pinned {
		r.Y -= s.scroll
	}
	return r
}

// most is how far the content can roll.
func (s *surface) most() float32 { return max(s.height-s.rect.H, 0) }

// roll moves the content, in whole device pixels, and reports whether it moved.
func (s *surface) roll(to float32) bool {
	to = min(max(to, 0), s.most())
	to = float32(s.device(to)) / s.scale
	if to == s.scroll {
		return false
	}
	s.scroll, s.dirty = to, true
	s.locate()
	return true
}

func (s *surface) contains(x, y float32) bool {
	return x >= s.rect.X && y >= s.rect.Y && x < s.rect.X+s.rect.W && y < s.rect.Y+s.rect.H
}
