package widgets

import (
	"image"
	"runtime"

	"github.com/ebitenui/ebitenui/input"
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// desk is what all surfaces share, because Ebitengine has one pointer, one
// keyboard and one cursor, and ebitenui one queue of events: the pointer as
// read in this tick, the painter, and which surface has the keyboard.
type desk struct {
	painter *paint.Painter
	audit   *paint.Audit // tests only
	lender  paint.Lender
	ready   bool
	tick    int64
	now     []*surface  // updated in this tick, in the order of the calls
	before  []*surface  // updated in the last tick: the order of Tab
	owner   *surface    // has the keyboard
	pointed *surface    // has set the cursor's shape
	paper   *image.RGBA // where surfaces are drawn instead of a screen; see DrawOn

	pointer  pointer
	touches  []ebiten.TouchID
	fingered bool // the pointer is a finger
}

var shared desk

// pointer is the mouse or the first finger, as one surface sees it. It is
// ebitenui's input.CursorUpdater.
type pointer struct {
	x, y                    int // device pixels of the window; what ebitenui sees is within the surface
	down, pressed, released bool
	wheel                   float64
	left, top               int // of the surface that is being updated
}

// brush returns the painter of all surfaces.
func (d *desk) brush() *paint.Painter {
	if d.painter == nil {
		d.painter = paint.New()
		d.painter.Borrow(d.lender)
	}
	return d.painter
}

// Borrow says who draws the characters that the embedded faces lack, in every surface
// made from now on; see paint.Painter.Borrow.
func Borrow(from paint.Lender) { shared.lender, shared.painter = from, nil }

// enter begins a surface's update. The first one of a tick reads the pointer
// and serves Tab.
func (d *desk) enter(s *surface, active bool) {
	if !d.ready {
		d.ready, d.tick = true, -1
		input.CursorManagementEnabled = false
		input.SetCursorUpdater(&d.pointer)
	}
	if tick := ebiten.Tick(); tick != d.tick {
		d.tick = tick
		d.now, d.before = d.before[:0], d.now
		d.read()
		if d.pointed != nil && !d.has(d.pointed) {
			d.point(d.pointed, false)
		}
		d.serve()
	}
	if active {
		d.now = append(d.now, s)
	}
	d.pointer.left, d.pointer.top = s.left, s.top
}

func (d *desk) read() {
	p := &d.pointer
	was := p.down
	d.touches = ebiten.AppendTouchIDs(d.touches[:0])
	switch {
	case len(d.touches) > 0:
		p.x, p.y = ebiten.TouchPosition(d.touches[0])
		p.down, d.fingered = true, true
	case d.fingered:
		p.down, d.fingered = false, false // where the finger was lifted
	default:
		x, y := ebiten.CursorPosition()
		p.down = ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft)
		p.x, p.y = x, y
	}
	p.pressed, p.released = p.down && !was, was && !p.down
	_, p.wheel = ebiten.Wheel()
	if runtime.GOOS == "js" {
		p.wheel /= 100 // a browser counts pixels, about so many a notch
	}
}

// serve gives the keyboard away: to the next control on Tab, to the program on
// Escape, on a press, and when the surface that had it is gone.
func (d *desk) serve() {
	if d.owner != nil && (d.pointer.pressed || inpututil.IsKeyJustPressed(ebiten.KeyEscape) || !d.has(d.owner)) {
		d.owner.leave()
	}
	if !inpututil.IsKeyJustPressed(ebiten.KeyTab) || modified() {
		return
	}
	if ebiten.IsKeyPressed(ebiten.KeyShift) {
		d.pass(-1)
	} else {
		d.pass(+1)
	}
}

func (d *desk) has(s *surface) bool {
	for _, other := range d.before {
		if other == s {
			return true
		}
	}
	return false
}

// pass moves the keyboard one control on. After the last it belongs to the
// program again, until the next Tab.
func (d *desk) pass(dir int) {
	n := len(d.before)
	at := n
	if dir > 0 {
		at = -1
	}
	for i, s := range d.before {
		if s == d.owner {
			at = i
			if next := s.neighbour(dir); next != nil {
				s.take(next)
				return
			}
			s.leave()
			break
		}
	}
	for at += dir; at >= 0 && at < n; at += dir {
		if first := d.before[at].neighbour(dir); first != nil {
			d.before[at].take(first)
			return
		}
	}
}

// point sets the shape of the cursor, and sets it back only for the surface
// that changed it.
func (d *desk) point(s *surface, hand bool) {
	switch {
	case hand:
		d.pointed = s
		ebiten.SetCursorShape(ebiten.CursorShapePointer)
	case d.pointed == s:
		d.pointed = nil
		ebiten.SetCursorShape(ebiten.CursorShapeDefault)
	}
}

// modified reports whether a key is held that makes a shortcut of another.
func modified() bool {
	return ebiten.IsKeyPressed(ebiten.KeyControl) || ebiten.IsKeyPressed(ebiten.KeyAlt) || ebiten.IsKeyPressed(ebiten.KeyMeta)
}

// Update is called by ebitenui; the desk has read the pointer already.
func (*pointer) Update() {}

// AfterUpdate is called by ebitenui.
func (*pointer) AfterUpdate() {}

// Draw is called by ebitenui.
func (*pointer) Draw(*ebiten.Image) {}

// AfterDraw is called by ebitenui.
func (*pointer) AfterDraw(*ebiten.Image) {}

// MouseButtonPressed tells ebitenui whether a button is held. A finger is the
// left one; the right one is the model's.
func (p *pointer) MouseButtonPressed(b ebiten.MouseButton) bool {
	return b == ebiten.MouseButtonLeft && p.down
}

// MouseButtonJustPressed tells ebitenui whether a button went down in this tick.
func (p *pointer) MouseButtonJustPressed(b ebiten.MouseButton) bool {
	return b == ebiten.MouseButtonLeft && p.pressed
}

// MouseButtonJustReleased tells ebitenui whether a button came up in this tick.
func (p *pointer) MouseButtonJustReleased(b ebiten.MouseButton) bool {
	return b == ebiten.MouseButtonLeft && p.released
}

// CursorPosition tells ebitenui where the pointer is within the surface, in
// device pixels.
func (p *pointer) CursorPosition() (x, y int) { return p.x - p.left, p.y - p.top }

// GetCursorImage tells ebitenui to keep to the system's cursors.
func (*pointer) GetCursorImage(string) *ebiten.Image { return nil }

// GetCursorOffset tells ebitenui the same.
func (*pointer) GetCursorOffset(string) image.Point { return image.Point{} }
