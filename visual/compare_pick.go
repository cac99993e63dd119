package visual

import (
	"strings"

	"github.com/hajimehoshi/ebiten/v2"
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// pick is the list from which a person says what a run is: a preset, or one
// parameter with another value.
type pick struct {
	open  bool
	run   int
	title string
	items []pickItem
	at    paint.Rect
	hover int
	roll  float32
}

type pickItem struct {
	text    string
	value   string // at the right: the value there is now
	heading bool
	now     bool // what the run is already
	more    bool // leads to another list
	back    bool // leads back to the first
	choose  func()
}

const (
	pickW    = 380
	pickRow  = 32
	pickHead = 44
)

// openFor lists what the i-th run can become.
func (k *pick) openFor(c *compare, i int) {
	*k = pick{open: true, run: i, hover: -1}
	lang, p := c.app.lang, c.panes[i]
	k.title = strings.ReplaceAll(compareWords.picking.In(lang), "{n}", runNumbers[i]) + " · " + p.name
	k.items = append(k.items, pickItem{text: compareWords.open.In(lang), value: "Esc", choose: func() { c.chosen = i; c.openRun() }})
	if len(c.panes) > fewestRuns {
		k.items = append(k.items, pickItem{text: compareWords.remove.In(lang), value: "Delete", choose: func() { c.remove(i) }})
	}
	k.items = append(k.items, pickItem{text: compareWords.presets.In(lang), heading: true})
	for n := range c.sc.Presets {
		preset := &c.sc.Presets[n]
		k.items = append(k.items, pickItem{text: preset.Name.In(lang), now: preset.Name.In(lang) == p.name, choose: func() { c.prepare(i, preset) }})
	}
	if len(c.sc.Params) > 0 {
		k.items = append(k.items, pickItem{text: compareWords.vary.In(lang), heading: true})
	}
	for n := range c.sc.Params {
		param := &c.sc.Params[n]
		k.items = append(k.items, pickItem{text: param.Name.In(lang), value: showValue(param, p.spec.Params[n], lang), more: true, choose: func() { k.openParam(c, i, n) }})
	}
	k.put(c)
}

// openParam lists values of one parameter.
func (k *pick) openParam(c *compare, i, n int) {
	param, lang := &c.sc.Params[n], c.app.lang
	now := c.panes[i].spec.Params[n]
	*k = pick{open: true, run: i, hover: -1, title: param.Name.In(lang)}
	k.items = append(k.items, pickItem{text: compareWords.back.In(lang), back: true, choose: func() { k.openFor(c, i) }})
	for _, value := range candidates(param, now) {
		k.items = append(k.items, pickItem{text: showValue(param, value, lang), now: slices.Equal(value, now), choose: func() { c.vary(i, n, value) }})
	}
	k.put(c)
}

// showValue writes a parameter's value; a list whose elements are alike by one of them.
func showValue(p *sim.Param, value []int64, lang sim.Lang) string {
	for _, n := range value {
		if n != value[0] {
			return strings.ReplaceAll(p.Format(value), "/", " · ") + string(p.Unit) // a tail that repeats is cut
		}
	}
	if len(value) > 1 {
		return compareWords.alike.In(lang) + " " + p.Show(value[:1], lang)
	}
	return p.Show(value, lang)
}

// candidates are values worth trying: every choice; of a number what it is, what it
// is by default, half and double of them, and its ends. A list has them for all alike.
func candidates(p *sim.Param, now []int64) [][]int64 {
	if len(p.Choices) > 0 {
		out := make([][]int64, len(p.Choices))
		for i := range out {
			out[i] = []int64{int64(i)}
		}
		return out
	}
	numbers := []int64{p.Min, p.Max}
	for _, n := range []int64{now[0], p.Default[0]} {
		numbers = append(numbers, n, n/4, n/2, 2*n, 4*n)
	}
	if p.Max-p.Min <= 12 {
		numbers = numbers[:0]
		for n := p.Min; n <= p.Max; n++ {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	var out [][]int64
	if len(now) > 1 {
		out = append(out, now)
		if !slices.Equal(now, p.Default) {
			out = append(out, p.Default)
		}
	}
	for _, n := range slices.Compact(numbers) {
		if n < p.Min || n > p.Max {
			continue
		}
		value := make([]int64, len(now))
		for i := range value {
			value[i] = n
		}
		out = append(out, value)
	}
	return out
}

// put places the list over its pane, within the window.
func (k *pick) put(c *compare) {
	a, at := c.app, c.panes[k.run].at
	w := min(pickW, a.w-16)
	h := min(pickHead+pickRow*float32(len(k.items))+12, a.h-topH-16)
	k.at = paint.Rect{X: min(max(at.X+16, 8), a.w-w-8), Y: min(at.Y+40, a.h-h-8), W: w, H: h}
	k.at.Y = max(k.at.Y, topH+8)
	for i := range k.items {
		if k.items[i].now {
			k.hover = i
		}
	}
	k.reveal()
}

func (k *pick) room() float32 { return k.at.H - pickHead - 12 }

func (k *pick) most() float32 { return max(pickRow*float32(len(k.items))-k.room(), 0) }

func (k *pick) row(i int) paint.Rect {
	return paint.Rect{X: k.at.X + 6, Y: k.at.Y + pickHead + pickRow*float32(i) - k.roll, W: k.at.W - 12, H: pickRow}
}

// reveal rolls the list so far that the row under the cursor is in view.
func (k *pick) reveal() {
	if k.hover >= 0 {
		top := pickRow * float32(k.hover)
		k.roll = max(min(k.roll, top), top+pickRow-k.room())
	}
	k.roll = min(max(k.roll, 0), k.most())
}

func (k *pick) update(c *compare, in *input) bool {
	was, rolled := k.hover, k.roll
	if over := k.rowAt(in.x, in.y); in.moved && over >= 0 {
		k.hover = over
	}
	k.roll = min(max(k.roll-in.scroll, 0), k.most())
	switch {
	case pressed(ebiten.KeyEscape), (in.pressed || in.right) && !k.at.Contains(in.x, in.y):
		k.open = false
		return true
	case repeated(ebiten.KeyDown):
		k.move(1)
	case repeated(ebiten.KeyUp):
		k.move(-1)
	case pressed(ebiten.KeyEnter) || pressed(ebiten.KeySpace):
		return k.choose(k.hover)
	case in.pressed:
		return k.choose(k.rowAt(in.x, in.y))
	}
	if k.hover != was && k.hover >= 0 {
		c.app.announce(k.items[k.hover].text+" "+k.items[k.hover].value, false)
	}
	return k.hover != was || k.roll != rolled
}

// rowAt returns the row under the pointer, -1 for none.
func (k *pick) rowAt(x, y float32) int {
	if !k.at.Contains(x, y) || y < k.at.Y+pickHead {
		return -1
	}
	for i := range k.items {
		if k.row(i).Contains(x, y) && !k.items[i].heading {
			return i
		}
	}
	return -1
}

// move goes to the next row that can be chosen.
func (k *pick) move(by int) {
	n := len(k.items)
	i := k.hover
	if i < 0 && by < 0 {
		i = 0
	}
	for range n {
		i = (i + by + n) % n
		if !k.items[i].heading {
			break
		}
	}
	k.hover = i
	k.reveal()
}

func (k *pick) choose(i int) bool {
	if i < 0 || i >= len(k.items) || k.items[i].heading {
		return false
	}
	k.open = false
	k.items[i].choose()
	return true
}

func (k *pick) draw(c *compare, p *paint.Painter) {
	if !k.open {
		return
	}
	th := c.app.theme
	p.Box(0, 0, c.app.w, c.app.h, 0, th.Shade)
	p.BoxEdge(k.at.X, k.at.Y, k.at.W, k.at.H, 12, th.Panel, 1, th.Edge)
	title := paint.Style{Size: 16, Weight: paint.Bold, Color: th.Text}
	p.Text(k.at.X+18, k.at.Y+24, p.Truncate(k.title, title, k.at.W-36), title)
	p.PushClip(k.at.X, k.at.Y+pickHead-4, k.at.W, k.room()+10)
	for i := range k.items {
		k.drawItem(c, p, i)
	}
	p.PopClip()
	if k.roll < k.most() {
		drawFade(p, paint.Rect{X: k.at.X, Y: k.at.Y, W: k.at.W, H: k.at.H - 2}, th.Panel)
	}
}

func (k *pick) drawItem(c *compare, p *paint.Painter, i int) {
	th, item, r := c.app.theme, &k.items[i], k.row(i)
	y := r.Y + r.H/2
	if item.heading {
		p.Text(r.X+12, y+3, item.text, paint.Style{Size: 13, Weight: paint.Bold, Color: th.Muted})
		return
	}
	if i == k.hover {
		p.Box(r.X, r.Y, r.W, r.H, 8, th.Hover)
	}
	style := paint.Style{Size: 16, Color: th.Text}
	if item.now {
		style.Weight, style.Color = paint.Bold, th.Blue
	}
	value := paint.Style{Size: 14, Color: th.Dim, Align: paint.Right}
	left, right := r.X+12, r.X+r.W-12
	if item.more {
		p.Icon(paint.Forward, right-4, y, 14, th.Dim)
		right -= 18
	}
	if item.back {
		p.Icon(paint.Back, left+5, y, 14, th.Dim)
		left += 20
	}
	shown := p.Truncate(item.value, value, r.W*0.45)
	p.Text(right, y, shown, value)
	p.Text(left, y, p.Truncate(item.text, style, right-left-12-p.Measure(shown, value)), style)
}
