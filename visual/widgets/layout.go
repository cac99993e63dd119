package widgets

import "github.com/kookmin-msa-study/msalab/visual/paint"

// key names a control through changes of what is shown.
type key struct {
	id     string
	kind   Kind
	option int
	copies int // of the same name before it, which only a mistake makes
}

// cell is what one control shows. It is comparable: a control whose cell did
// not change need not be drawn again.
type cell struct {
	key      key
	area     paint.Rect // within the content; a pinned one does not roll
	frame    paint.Rect // of the group it is a piece of
	text     string
	icon     Icon
	tone     Tone
	selected bool
	disabled bool
	pinned   bool
	chip     bool
	middle   bool // the text is centred
	value    int64
	span     span
	size     float32 // of the text
	inset    float32 // between edge and text
}

type markKind uint8

const (
	markText  markKind = iota
	markLines          // text that wraps
	markRule
	markFrame // of a group of options
	markIcon
)

// mark is something to see that cannot be pressed.
type mark struct {
	kind   markKind
	area   paint.Rect
	text   string
	style  paint.Style
	icon   Icon
	pinned bool
}

// layout places items below each other.
type layout struct {
	p     *paint.Painter
	m     metrics
	width float32 // of the panel
	y     float32
	cells []cell
	marks []mark
	head  float32 // height of what is pinned to the top
	lines []string
}

func (l *layout) reset(p *paint.Painter, m metrics, width float32) {
	l.p, l.m, l.width, l.y, l.head = p, m, width, 0, 0
	l.cells, l.marks = l.cells[:0], l.marks[:0]
}

// inner is the width that items have.
func (l *layout) inner() float32 { return max(l.width-2*l.m.pad, 1) }

// items places all of them and returns the height of the content, with the
// padding around it.
func (l *layout) items(items []Item) float32 {
	l.y = l.m.pad - 4*l.m.f
	for i := range items {
		it := &items[i]
		if it.Kind == Tabs && i == 0 {
			l.tabs(it)
			l.y = l.head + l.m.pad - 4*l.m.f
			continue
		}
		l.item(it)
	}
	return l.y - l.m.gap + l.m.pad
}

func (l *layout) item(it *Item) {
	switch it.Kind {
	case Tabs, Segments:
		l.segments(it)
	case Choice:
		l.label(it.Label)
		l.choice(it)
	case Slider:
		l.slider(it)
	case Stepper:
		l.stepper(it)
	case Buttons:
		l.buttons(it)
	case Heading:
		l.y += 4 * l.m.f
		l.label(it.Label)
	case Note:
		l.note(it)
	case Rule:
		l.y += 6 * l.m.f
		l.mark(mark{kind: markRule, area: paint.Rect{X: l.m.pad, Y: l.y, W: l.inner()}})
		l.y += l.m.gap
	case Gap:
		l.y += 8 * l.m.f * float32(max(it.Value, 1))
	}
}

func (l *layout) mark(m mark) { l.marks = append(l.marks, m) }

func (l *layout) add(it *Item, option int, area paint.Rect) *cell {
	l.cells = append(l.cells, cell{
		key: key{id: it.ID, kind: it.Kind, option: option}, area: area, frame: area,
		disabled: it.Disabled, size: l.m.text, inset: l.m.inset,
	})
	return &l.cells[len(l.cells)-1]
}

// label places the text above a control; without one nothing.
func (l *layout) label(text string) {
	if text == "" {
		return
	}
	style := l.m.labelStyle()
	l.lines = l.p.Wrap(l.lines[:0], text, style, l.inner())
	for _, line := range l.lines {
		l.mark(mark{kind: markText, area: paint.Rect{X: l.m.pad, Y: l.y, W: l.inner(), H: l.m.label}, text: line, style: style})
		l.y += l.m.label
	}
	l.y += 6 * l.m.f
}

// tabs places the row of tabs that is pinned to the top.
func (l *layout) tabs(it *Item) {
	m := &l.m
	rows, height := 1, m.height+10*m.f
	var texts float32
	for _, text := range it.Options {
		texts += l.p.Measure(text, m.boldStyle())
	}
	n := float32(max(len(it.Options), 1))
	side := min(m.pad, (l.width-texts)/(2*n))
	if side < 6*m.f {
		rows, side = 2, min(m.pad, (2*l.width-texts)/(2*n)*0.8)
		height = m.height
	}
	x, y := float32(0), float32(0)
	for i, text := range it.Options {
		w := l.p.Measure(text, m.boldStyle()) + 2*max(side, 2)
		if rows == 2 && x > 0 && x+w > l.width {
			x, y = 0, y+height
		}
		c := l.add(it, i, paint.Rect{X: x, Y: y, W: min(w, l.width), H: height})
		c.text, c.selected, c.pinned, c.middle, c.inset = text, i == it.Selected, true, true, 2
		x += w
	}
	l.head = y + height
	l.mark(mark{kind: markRule, area: paint.Rect{Y: l.head, W: l.width}, pinned: true})
}

// segments places options beside each other with equal widths, in two rows, or
// as a list: the first that holds the longest text.
func (l *layout) segments(it *Item) {
	l.label(it.Label)
	n := len(it.Options)
	if n == 0 {
		return
	}
	m := &l.m
	widest := l.widest(it.Options) + 16*m.f
	columns := n
	if widest*float32(n) > l.inner() {
		columns = (n + 1) / 2
	}
	odd := columns < n && n%2 == 1 && n < 5 // a hole would be half a row
	if odd || columns < 2 && n > 1 || widest*float32(columns) > l.inner() {
		l.choice(it)
		return
	}
	rows := (n + columns - 1) / columns
	frame := paint.Rect{X: m.pad, Y: l.y, W: l.inner(), H: m.height * float32(rows)}
	l.mark(mark{kind: markFrame, area: frame})
	w := frame.W / float32(columns)
	for i, text := range it.Options {
		area := paint.Rect{X: frame.X + w*float32(i%columns), Y: frame.Y + m.height*float32(i/columns), W: w, H: m.height}
		c := l.add(it, i, area)
		c.key.kind = Segments
		c.frame, c.text, c.selected, c.middle, c.inset = frame, text, i == it.Selected, true, 4*m.f
	}
	l.y += frame.H + m.gap
}

func (l *layout) widest(texts []string) (width float32) {
	for _, text := range texts {
		width = max(width, l.p.Measure(text, l.m.boldStyle()))
	}
	return width
}

// choice places options below each other, each with a ring to fill.
func (l *layout) choice(it *Item) {
	m := &l.m
	inset := 34 * m.f
	for i, text := range it.Options {
		area := paint.Rect{X: m.pad, Y: l.y, W: l.inner(), H: l.tall(text, l.inner()-inset-8*m.f) - m.side}
		c := l.add(it, i, area)
		c.key.kind = Choice
		c.text, c.selected, c.inset = text, i == it.Selected, inset
		l.y += area.H
	}
	l.y += m.gap
}

// tall returns the height of a control whose text has so much width.
func (l *layout) tall(text string, width float32) float32 {
	l.lines = l.p.Wrap(l.lines[:0], text, l.m.boldStyle(), width)
	return l.m.height + l.m.line*float32(max(len(l.lines)-1, 0))
}
