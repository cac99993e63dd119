package widgets

import "github.com/kookmin-msa-study/msalab/visual/paint"

// pair places a label at the left and a value at the right, in one row if
// they fit, and leaves room at the right end.
func (l *layout) pair(label, value string, room float32) {
	m := &l.m
	style, bold := m.labelStyle(), m.valueStyle()
	bold.Align = paint.Right
	valueWidth := l.p.Measure(value, bold)
	width := l.inner() - room
	area := func() paint.Rect { return paint.Rect{X: m.pad, Y: l.y, W: width, H: m.label} }
	l.lines = l.p.Wrap(l.lines[:0], label, style, width)
	for i, line := range l.lines {
		l.mark(mark{kind: markText, area: area(), text: line, style: style})
		last := i == len(l.lines)-1
		if !last || value != "" && l.p.Measure(line, style)+valueWidth+m.gap > width {
			l.y += m.label
		}
	}
	if value != "" {
		l.mark(mark{kind: markText, area: area(), text: value, style: bold})
	}
	l.y += m.label
}

func (l *layout) slider(it *Item) {
	m := &l.m
	l.pair(it.Label, it.ValueText, 0)
	l.y -= 2 * m.f
	c := l.add(it, 0, paint.Rect{X: m.pad, Y: l.y, W: l.inner(), H: m.slide})
	c.span, c.value = spanOf(it), it.Value
	l.y += c.area.H + m.gap - 6*m.f
}

func (l *layout) stepper(it *Item) {
	m := &l.m
	side := m.height - m.side
	value := max(l.p.Measure(it.ValueText, m.valueStyle()), 30*m.f)
	group := 2*side + value + 16*m.f
	if l.p.Measure(it.Label, m.labelStyle())+group+m.gap > l.inner() {
		l.label(it.Label)
	} else {
		l.mark(mark{kind: markText, area: paint.Rect{X: m.pad, Y: l.y, W: l.inner(), H: side}, text: it.Label, style: m.labelStyle()})
	}
	right := m.pad + l.inner()
	left := max(right-group, m.pad)
	minus := l.add(it, -1, paint.Rect{X: left, Y: l.y, W: side, H: side})
	minus.icon = IconOf(paint.Minus)
	plus := l.add(it, +1, paint.Rect{X: right - side, Y: l.y, W: side, H: side})
	plus.icon = IconOf(paint.Plus)
	style := m.valueStyle()
	style.Align = paint.Center
	l.mark(mark{kind: markText, area: paint.Rect{X: left + side, Y: l.y, W: right - left - 2*side, H: side}, text: it.ValueText, style: style})
	l.y += side + m.gap
}

// buttons places them in as many columns as the longest text allows.
func (l *layout) buttons(it *Item) {
	m := &l.m
	l.label(it.Label)
	n := len(it.Buttons)
	if n == 0 {
		return
	}
	space := 8 * m.f
	columns := 2
	if it.Columns > 0 {
		columns = it.Columns
	}
	widest := l.widestButton(it.Buttons)
	width := func() float32 { return (l.inner() - space*float32(columns-1)) / float32(columns) }
	for columns > 1 && width() < widest {
		columns--
	}
	for row := 0; row < n; row += columns {
		l.buttonRow(it, row, min(columns, n-row), width(), space)
	}
	l.y += m.gap - space
}

// buttonRow places the buttons from first on; the tallest sets the height.
func (l *layout) buttonRow(it *Item, first, count int, width, space float32) {
	height := l.m.height
	for _, b := range it.Buttons[first : first+count] {
		height = max(height, l.tall(b.Text, width-2*l.m.inset-l.iconRoom(b.Icon, b.Text)))
	}
	for i := range count {
		x := l.m.pad + (width+space)*float32(i)
		l.button(&it.Buttons[first+i], paint.Rect{X: x, Y: l.y, W: width, H: height})
	}
	l.y += height + space
}

func (l *layout) button(b *Button, area paint.Rect) *cell {
	l.cells = append(l.cells, cell{
		key: key{id: b.ID, kind: Buttons}, area: area, frame: area, text: b.Text, icon: b.Icon, tone: b.Tone,
		disabled: b.Disabled, selected: b.Selected, size: l.m.text, inset: l.m.inset,
	})
	return &l.cells[len(l.cells)-1]
}

func (l *layout) widestButton(buttons []Button) (width float32) {
	for i := range buttons {
		b := &buttons[i]
		width = max(width, l.p.Measure(b.Text, l.m.boldStyle())+l.iconRoom(b.Icon, b.Text)+2*l.m.inset)
	}
	return width
}

// iconRoom is the width of an icon and of the gap between it and its text.
func (l *layout) iconRoom(icon Icon, text string) float32 {
	switch {
	case icon == 0:
		return 0
	case text == "":
		return l.m.icon
	default:
		return l.m.icon + 8*l.m.f
	}
}

func (l *layout) note(it *Item) {
	m := &l.m
	left := m.pad
	if it.Icon != 0 {
		left += m.icon + 6*m.f
		side := m.icon
		l.mark(mark{kind: markIcon, area: paint.Rect{X: m.pad, Y: l.y, W: side, H: m.line}, icon: it.Icon, style: m.style(side, 0, m.tone(it.Tone))})
	}
	style := m.style(m.text, paint.Medium, m.th.Text)
	if it.Disabled {
		style.Color = m.th.Muted
	}
	width := m.pad + l.inner() - left
	l.lines = l.p.Wrap(l.lines[:0], it.Label, style, width)
	for _, line := range l.lines {
		l.mark(mark{kind: markText, area: paint.Rect{X: left, Y: l.y, W: width, H: m.line}, text: line, style: style})
		l.y += m.line
	}
	l.y += 7 * m.f
}

// tone is the colour of a note's icon.
func (m *metrics) tone(t Tone) paint.Color {
	switch t {
	case Danger:
		return m.th.Red
	case Accent:
		return m.th.Blue
	case Good:
		return m.th.Teal
	case Warn:
		return m.th.Amber
	default:
		return m.th.Dim
	}
}

// row places a bar's buttons from the left and returns the width they need.
func (l *layout) row(buttons []Button, height, gap, inset float32) (width float32) {
	m := &l.m
	var group paint.Rect
	first := 0
	for i := range buttons {
		b := &buttons[i]
		size, side, tall := m.strong, inset, min(m.height, height)
		switch {
		case b.Chip:
			size, side, tall = m.small, inset*0.85, min(m.chip, height)
		case b.Joined || i+1 < len(buttons) && buttons[i+1].Joined:
			size, tall = m.text, min(m.height-m.side, height)
		}
		if i > 0 && !b.Joined {
			width += gap
		}
		w := l.p.Measure(b.Text, m.style(size, paint.Bold, m.th.Text)) + l.iconRoom(b.Icon, b.Text) + 2*side
		if b.Text == "" {
			w = max(tall, l.iconRoom(b.Icon, "")+12*m.f)
		}
		c := l.button(b, paint.Rect{X: width, Y: (height - tall) / 2, W: w, H: tall})
		c.size, c.inset, c.chip, c.middle = size, side, b.Chip, true
		width += w
		if !b.Joined {
			l.join(group, first, i)
			group, first = c.area, i
		} else {
			group.W = width - group.X
		}
	}
	l.join(group, first, len(buttons))
	return width
}

// join makes the cells from first to last one group, if they are more than one.
func (l *layout) join(group paint.Rect, first, last int) {
	if last-first < 2 {
		return
	}
	l.mark(mark{kind: markFrame, area: group})
	for i := first; i < last; i++ {
		l.cells[i].frame = group
	}
}
