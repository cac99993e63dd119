package paint

// Span is a piece of a line with its own colour, as in a caption that names an
// actor in the actor's colour.
type Span struct {
	Text  string
	Color Color // a colour with no alpha takes the style's
}

// MeasureSpans returns the width of a line of pieces in logical pixels.
func (p *Painter) MeasureSpans(spans []Span, style Style) float32 {
	var sum float32
	for i := range spans {
		sum += p.Measure(spans[i].Text, style)
	}
	return sum
}

// Spans draws the pieces one after another as one line at (x, y), as the
// style's Align and Anchor say, and returns its width in logical pixels.
func (p *Painter) Spans(x, y float32, spans []Span, style Style) float32 {
	if style.Align != Left {
		x -= p.MeasureSpans(spans, style) * style.Align.part()
	}
	start := x
	for i := range spans {
		one := style
		one.Align = Left
		if spans[i].Color.A != 0 {
			one.Color = spans[i].Color
		}
		x += p.Text(x, y, spans[i].Text, one)
	}
	return x - start
}

// WrapSpans breaks a line of pieces as Wrap does and appends the lines to dst,
// each a slice of pieces. Pieces are cut where a line ends; their colours stay.
// It allocates: keep the result as long as text and width stay.
func (p *Painter) WrapSpans(dst [][]Span, spans []Span, style Style, width float32) [][]Span {
	var whole []byte
	for i := range spans {
		whole = append(whole, spans[i].Text...)
	}
	text, from := string(whole), 0
	for _, line := range p.Wrap(nil, text, style, width) {
		for from < len(text) && (text[from] == ' ' || text[from] == '\n') && !beginsWith(text[from:], line) {
			from++
		}
		dst = append(dst, cutSpans(spans, from, from+len(line)))
		from += len(line)
	}
	return dst
}

func beginsWith(text, line string) bool {
	return line != "" && len(text) >= len(line) && text[:len(line)] == line
}

// cutSpans returns the pieces between two offsets of the joined text.
func cutSpans(spans []Span, from, to int) []Span {
	var out []Span
	at := 0
	for _, s := range spans {
		low, high := max(from-at, 0), min(to-at, len(s.Text))
		if low < high {
			out = append(out, Span{s.Text[low:high], s.Color})
		}
		at += len(s.Text)
	}
	return out
}
