package present

import (
	"strings"

	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

// Sizes of present mode, in design units: large enough for a call that shows the
// window at two thirds and compresses it.
const (
	PresentSmall = 18 // no text is smaller
	presentZoom  = float32(PresentSmall) / 13
	PresentSlim  = screen.SlimW // in narrower windows, a phone in the hand and no call's picture, the model is of the usual size
	presentTop   = 52           // the line with title and clock
	captionMin   = 180
	hintsH       = 40
	saysLine     = 1.3 // line heights
	moreLine     = 1.4
	sayGap       = 6
)

// presentTexts are the beat's texts, broken into lines for the window.
type presentTexts struct {
	plain     string
	tone      scene.Tone
	title     string
	count     string
	says      [][]paint.Span
	saysSize  float32
	more      []string
	moreSize  float32
	caption   float32 // the height of the area below the model
	hints     []presentHint
	NoteLines []notesLine
}

func (v *Present) captionArea() paint.Rect {
	h := min(v.Texts.caption, v.env.H*0.62)
	return paint.Rect{X: 0, Y: v.env.H - h, W: v.env.W, H: h}
}

// Compose breaks the texts into lines and gives the model its area. The caption is
// as tall as the tour's longest needs, so that the model stands still between beats.
func (v *Present) Compose() {
	t := &v.Texts
	t.caption = captionMin
	for i := range v.Show.Talk.Beats {
		v.wrap(i)
		t.caption = max(t.caption, t.block()+hintsH+16)
	}
	v.wrap(v.Beat)
	t.title = v.Show.Talk.Title
	t.count = " · " + ordinal(v.Beat+1, len(v.Show.Stops))
	v.Notes.wrap(v)
	if v.Ask.Open {
		t.caption = v.composeAsk()
	}
	v.placeHints()
	v.placeStages()
}

func ordinal(n, of int) string { return comma(n) + " / " + comma(of) }

// wrap breaks a beat's sentence and its second line, smaller if they must be.
func (v *Present) wrap(beat int) {
	t, b, p := &v.Texts, &v.Show.Talk.Beats[beat], v.env.Painter
	width := v.env.W - 2*40
	spans := make([]paint.Span, len(b.Says))
	var plain strings.Builder
	for i, s := range b.Says {
		spans[i].Text = s.Text
		plain.WriteString(s.Text)
		if s.Strong {
			spans[i].Color = v.toneColor()
		}
	}
	t.plain = plain.String()
	for _, t.saysSize = range []float32{34, 30, 26, 22} {
		t.says = p.WrapSpans(nil, spans, paint.Style{Size: t.saysSize, Weight: paint.Bold}, width)
		if len(t.says) <= 2 {
			break
		}
	}
	t.more = nil
	if b.More == "" {
		return
	}
	for _, t.moreSize = range []float32{24, 20, PresentSmall} {
		if t.more = p.Wrap(nil, b.More, paint.Style{Size: t.moreSize}, width); len(t.more) == 1 {
			break
		}
	}
}

// toneColor is the colour of the words that carry the sentence.
func (v *Present) toneColor() paint.Color {
	if v.Texts.tone == scene.Plain {
		return v.env.Theme.Blue
	}
	return model.Tone(v.env.Theme, v.Texts.tone)
}

// block is how tall the sentence and the second line are.
func (t *presentTexts) block() float32 {
	h := float32(len(t.says)) * t.saysSize * saysLine
	if len(t.more) > 0 {
		h += sayGap + float32(len(t.more))*t.moreSize*moreLine
	}
	return h
}

// placeStages shares the room above the caption among the runs.
func (v *Present) placeStages() {
	const side, name = 28, 40
	room := paint.Rect{X: side, Y: presentTop, W: v.env.W - 2*side, H: v.captionArea().Y - presentTop - 12}
	n := float32(len(v.Frames))
	for i, s := range v.Frames {
		f := s
		f.zoom, f.least = presentZoom, PresentSmall
		if v.env.W < PresentSlim {
			f.zoom, f.least = 1, 13
		}
		f.area, f.quiet = room, n > 1
		if n > 1 {
			f.area = besides(room, i, n, name)
		}
		f.focus = v.focusIn(s)
		s.place()
		if v.Way.Leg != measuring && v.Way.Leg != returning { // the timeline stands at what is not to be seen yet
			s.see()
		}
	}
}

// besides returns the area of the i-th of n runs, below its name: beside each other, or
// in a room higher than wide above each other.
func besides(room paint.Rect, i int, n, name float32) paint.Rect {
	if room.H > room.W {
		h := (room.H - 12*(n-1)) / n
		return paint.Rect{X: room.X, Y: room.Y + (h+12)*float32(i) + name, W: room.W, H: h - name}
	}
	w := (room.W - 24*(n-1)) / n
	return paint.Rect{X: room.X + (w+24)*float32(i), Y: room.Y + name, W: w, H: room.H - name}
}

// focusIn finds the node that the beat puts in the spotlight.
func (v *Present) focusIn(s *framing) int32 {
	name := v.Stop().Focus
	for i := range s.Run.Scene.Nodes {
		if name != "" && s.Run.Scene.Nodes[i].Name == name {
			return s.Run.Scene.Nodes[i].ID
		}
	}
	return -1
}

func (v *Present) Draw(p *paint.Painter) {
	if v.Blank {
		return
	}
	for _, s := range v.Frames {
		s.draw(p)
	}
	v.drawNames(p)
	v.drawTop(p)
	v.drawCaption(p)
	if v.Ask.Open {
		v.drawAsk(p)
	}
	v.drawHints(p)
	v.Notes.draw(v, p)
}

// drawNames says which run is which.
func (v *Present) drawNames(p *paint.Painter) {
	th := v.env.Theme
	for i, name := range v.names {
		r := v.Frames[i].area
		style := paint.Style{Size: 20, Weight: paint.Bold, Color: th.Text, Align: paint.Center}
		p.Text(r.X+r.W/2, r.Y-24, p.Truncate(name, style, r.W-16), style)
		switch {
		case i == 0:
		case r.X == v.Frames[0].area.X:
			p.Line(r.X, r.Y-46, r.X+r.W, r.Y-46, 2, th.Line)
		default:
			p.Line(r.X-12, r.Y-36, r.X-12, r.Y+r.H, 2, th.Line)
		}
	}
}

func (v *Present) drawTop(p *paint.Painter) {
	th, w := v.env.Theme, v.env.W
	style := paint.Style{Size: PresentSmall, Weight: paint.Bold, Color: th.Dim, Align: paint.Right}
	icon := paint.Clock
	if v.Clock.Over {
		style.Color, icon = th.Amber, paint.Warning
	}
	clock := p.Text(w-24, 27, v.Clock.Shown, style)
	p.Icon(icon, w-24-clock-18, 27, 22, style.Color)
	title := paint.Style{Size: PresentSmall, Color: th.Dim}
	count := paint.Style{Size: PresentSmall, Weight: paint.Bold, Color: th.Text}
	room := w - clock - 90 - p.Measure(v.Texts.count, count)
	x := 24 + p.Text(24, 27, p.Truncate(v.Texts.title, title, max(room, 20)), title)
	p.Text(x, 27, v.Texts.count, count)
}

func (v *Present) drawCaption(p *paint.Painter) {
	th, r, t := v.env.Theme, v.captionArea(), &v.Texts
	p.Box(r.X, r.Y, r.W, r.H, 0, th.CaptionTo) // no gradient: a compressed picture shows its steps
	p.Line(r.X, r.Y, r.X+r.W, r.Y, 2, th.Line)
	if v.Ask.Open {
		return
	}
	y := r.Y + max((r.H-hintsH-t.block())/2, 8)
	says := paint.Style{Size: t.saysSize, Weight: paint.Bold, Color: th.Text, Align: paint.Center}
	for _, line := range t.says {
		p.Spans(r.W/2, y+t.saysSize*saysLine/2, line, says)
		y += t.saysSize * saysLine
	}
	y += sayGap
	more := paint.Style{Size: t.moreSize, Color: th.Dim, Align: paint.Center}
	for _, line := range t.more {
		p.Text(r.W/2, y+t.moreSize*moreLine/2, line, more)
		y += t.moreSize * moreLine
	}
}

func (v *Present) drawHints(p *paint.Painter) {
	th := v.env.Theme
	key, says := hintKey, paint.Style{Size: PresentSmall, Color: th.Muted}
	key.Color = th.Dim
	for i := range v.Texts.hints {
		h := &v.Texts.hints[i]
		y := h.at.Y + h.at.H/2
		p.Text(h.at.X, y, h.key, key)
		p.Text(h.at.X+h.keyW+hintPad, y, h.says, says)
	}
}
