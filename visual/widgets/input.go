package widgets

import (
	"math"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"
)

// panning is a finger or the scrollbar's thumb on its way.
type panning struct {
	on    bool
	thumb bool
	fromY int
	from  float32 // how far the content was rolled
}

// update reads the input. An inactive surface lets go of everything.
func (s *surface) update(active bool) []Event {
	s.events = s.events[:0]
	shared.enter(s, active)
	if !active {
		s.sleep()
		return s.events
	}
	s.awake = true
	p := &shared.pointer
	if s.busy(p) {
		s.beginPan(p)
		s.ui.Update()
		s.movePan(p)
		s.drag(p)
		s.turn(p)
		s.cursor()
	}
	if s.focus != nil {
		s.keys(s.focus)
	}
	return s.events
}

// busy reports whether the pointer can have changed anything here.
func (s *surface) busy(p *pointer) bool {
	width, height := s.pixels()
	x, y := p.CursorPosition()
	was := s.inside
	s.inside = x >= 0 && y >= 0 && x < width && y < height
	moved := p.x != s.seenX || p.y != s.seenY
	s.seenX, s.seenY = p.x, p.y
	acted := p.pressed || p.released || s.held != nil || s.pan.on
	return acted || s.inside != was || s.inside && (moved || p.wheel != 0) || s.inside && s.dirty
}

// sleep lets go of the pointer and the keyboard. ebitenui is shown a pointer
// that is far away, or it would not notice when the real one comes back.
func (s *surface) sleep() {
	if !s.awake {
		return
	}
	s.awake = false
	if s.held != nil {
		s.letGo()
	}
	s.leave()
	s.pan.on, s.panned, s.inside = false, false, false
	kept := shared.pointer
	shared.pointer = pointer{left: 1 << 24, top: 1 << 24}
	s.ui.Update()
	shared.pointer = kept
	for _, c := range s.controls {
		c.hover(false)
		c.release()
	}
	s.cursor()
}

// grab begins the drag of a slider.
func (s *surface) grab(c *control) {
	s.held = c
	s.notches = 0
}

// drag moves the held slider to the pointer, and ends with the press.
func (s *surface) drag(p *pointer) {
	c := s.held
	if c == nil {
		return
	}
	x, _ := p.CursorPosition()
	part := (float64(x)/float64(s.scale) - float64(c.area.X)) / math.Max(float64(c.area.W), 1)
	value := c.span.at(part)
	if !p.down {
		s.letGo()
		return
	}
	if value != c.value {
		s.set(c, value, false)
	}
}

// letGo lets go of the held slider.
func (s *surface) letGo() {
	c := s.held
	s.held = nil
	s.set(c, c.value, true)
}

// set gives a slider a value that a person chose.
func (s *surface) set(c *control, value int64, done bool) {
	c.value, s.stale, s.dirty = value, true, true
	s.events = append(s.events, Event{ID: c.key.id, Value: value, Done: done})
}

// activate does what a press of the control means.
func (s *surface) activate(c *control) {
	e := Event{ID: c.key.id, Value: int64(c.key.option), Done: true}
	if c.grouped() && c.selected || c.key.kind == Slider {
		return
	}
	s.events = append(s.events, e)
}

// turn serves the wheel: over a slider its value, elsewhere the content.
func (s *surface) turn(p *pointer) {
	if p.wheel == 0 || !s.inside || s.held != nil {
		return
	}
	const pause = 20 // ticks: a slider that rolls under the pointer is not meant
	rolling := ebiten.Tick()-s.rolled < pause
	for _, c := range s.controls {
		if c.over && c.key.kind == Slider && !c.disabled && !rolling {
			s.notch(c, p.wheel)
			return
		}
	}
	if s.most() > 0 {
		s.rolled = ebiten.Tick()
	}
	if s.roll(s.scroll - float32(p.wheel)*40*s.metrics.f) {
		s.ui.Update() // what lies under the pointer now
	}
}

// notch turns a slider by whole notches of the wheel.
func (s *surface) notch(c *control, wheel float64) {
	s.notches += math.Max(-3, math.Min(3, wheel))
	value := c.value
	for ; s.notches >= 1; s.notches-- {
		value = c.span.next(value, +1)
	}
	for ; s.notches <= -1; s.notches++ {
		value = c.span.next(value, -1)
	}
	if value != c.value {
		s.set(c, value, true)
	}
}

// beginPan starts to roll when the press is on the scrollbar, or when a finger
// is on anything but a slider.
func (s *surface) beginPan(p *pointer) {
	if !p.pressed || !s.inside || s.most() == 0 {
		return
	}
	x, y := p.CursorPosition()
	width, _ := s.pixels()
	thumb := x >= width-s.device(10*s.metrics.f) && y > s.device(s.plan.head)
	s.pan = panning{on: thumb || shared.fingered, thumb: thumb, fromY: p.y, from: s.scroll}
	s.panned = thumb
}

func (s *surface) movePan(p *pointer) {
	if !s.pan.on {
		return
	}
	if !p.down || s.held != nil && !s.pan.thumb {
		s.pan.on, s.panned = false, false
		return
	}
	way := float32(p.y-s.pan.fromY) / s.scale
	if s.pan.thumb {
		s.held = nil
		s.roll(s.pan.from + way*s.height/max(s.view().H, 1))
		return
	}
	if way > 8*s.metrics.f || way < -8*s.metrics.f {
		s.panned = true
	}
	if s.panned {
		s.roll(s.pan.from - way)
	}
}

// cursor shows a hand over what can be pressed.
func (s *surface) cursor() {
	hand := s.held != nil
	for _, c := range s.controls {
		hand = hand || c.over && !c.disabled
	}
	if hand != (shared.pointed == s) {
		shared.point(s, hand)
	}
}

// keys serves the control that has the keyboard.
func (s *surface) keys(c *control) {
	if modified() {
		return
	}
	for _, key := range [...]ebiten.Key{ebiten.KeyEnter, ebiten.KeyNumpadEnter, ebiten.KeySpace} {
		if inpututil.IsKeyJustPressed(key) {
			s.activate(c)
			return
		}
	}
	dir := 0
	before, after := ebiten.KeyArrowDown, ebiten.KeyArrowUp // less and more
	if c.grouped() {
		before, after = after, before // the option above and below
	}
	switch {
	case repeats(ebiten.KeyArrowLeft) || repeats(before):
		dir = -1
	case repeats(ebiten.KeyArrowRight) || repeats(after):
		dir = +1
	default:
		return
	}
	switch {
	case c.key.kind == Slider:
		if value := c.span.next(c.value, dir); value != c.value {
			s.set(c, value, true)
		}
	case c.key.kind == Stepper:
		s.events = append(s.events, Event{ID: c.key.id, Value: int64(dir), Done: true})
	case c.grouped():
		s.choose(c, dir)
	}
}

// choose selects the option before or after one of a group.
func (s *surface) choose(c *control, dir int) {
	for _, other := range s.controls {
		if c.mates(other) && other.key.option == c.key.option+dir && !other.disabled {
			s.take(other)
			s.activate(other)
			return
		}
	}
}

// repeats reports whether a key went down in this tick or is held long enough
// to do so again.
func repeats(key ebiten.Key) bool {
	const wait, every = 24, 3               // ticks
	held := inpututil.KeyPressDuration(key) // 0 for a tap within one tick, as on a slow machine
	return inpututil.IsKeyJustPressed(key) || held >= wait && (held-wait)%every == 0
}
