package compare

import (
	"strings"

	"github.com/hajimehoshi/ebiten/v2"
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

// pick is the list from which a person says what a run is: a preset, or one
// parameter with another value.
type pick struct {
	Open  bool
	run   int
	title string
	Items []pickItem
	At    paint.Rect
	Hover int
	roll  float32
}

type pickItem struct {
	Text    string
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

// OpenFor lists what the i-th run can become.
func (k *pick) OpenFor(c *Compare, i int) {
	*k = pick{Open: true, run: i, Hover: -1}
	lang, p := c.Env.Lang, c.Panes[i]
	k.title = strings.ReplaceAll(compareWords.picking.In(lang), "{n}", runNumbers[i]) + " · " + p.Name
	k.Items = append(k.Items, pickItem{Text: compareWords.open.In(lang), value: "Esc", choose: func() { c.Chosen = i; c.openRun() }})
	if len(c.Panes) > FewestRuns {
		k.Items = append(k.Items, pickItem{Text: compareWords.remove.In(lang), value: "Delete", choose: func() { c.remove(i) }})
	}
	k.Items = append(k.Items, pickItem{Text: compareWords.presets.In(lang), heading: true})
	for n := range c.Sc.Presets {
		preset := &c.Sc.Presets[n]
		k.Items = append(k.Items, pickItem{Text: preset.Name.In(lang), now: preset.Name.In(lang) == p.Name, choose: func() { c.prepare(i, preset) }})
	}
	if len(c.Sc.Params) > 0 {
		k.Items = append(k.Items, pickItem{Text: compareWords.vary.In(lang), heading: true})
	}
	for n := range c.Sc.Params {
		param := &c.Sc.Params[n]
		k.Items = append(k.Items, pickItem{Text: param.Name.In(lang), value: showValue(param, p.Spec.Params[n], lang), more: true, choose: func() { k.OpenParam(c, i, n) }})
	}
	k.put(c)
}

// OpenParam lists values of one parameter.
func (k *pick) OpenParam(c *Compare, i, n int) {
	param, lang := &c.Sc.Params[n], c.Env.Lang
	now := c.Panes[i].Spec.Params[n]
	*k = pick{Open: true, run: i, Hover: -1, title: param.Name.In(lang)}
	k.Items = append(k.Items, pickItem{Text: compareWords.back.In(lang), back: true, choose: func() { k.OpenFor(c, i) }})
	for _, value := range candidates(param, now) {
		k.Items = append(k.Items, pickItem{Text: showValue(param, value, lang), now: slices.Equal(value, now), choose: func() { c.vary(i, n, value) }})
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
func (k *pick) put(c *Compare) {
	a, at := c.Env, c.Panes[k.run].At
	w := min(pickW, a.W-16)
	h := min(pickHead+pickRow*float32(len(k.Items))+12, a.H-screen.TopH-16)
	k.At = paint.Rect{X: min(max(at.X+16, 8), a.W-w-8), Y: min(at.Y+40, a.H-h-8), W: w, H: h}
	k.At.Y = max(k.At.Y, screen.TopH+8)
	for i := range k.Items {
		if k.Items[i].now {
			k.Hover = i
		}
	}
	k.reveal()
}

func (k *pick) room() float32 { return k.At.H - pickHead - 12 }

func (k *pick) Most() float32 { return max(pickRow*float32(len(k.Items))-k.room(), 0) }

func (k *pick) Row(i int) paint.Rect {
	return paint.Rect{X: k.At.X + 6, Y: k.At.Y + pickHead + pickRow*float32(i) - k.roll, W: k.At.W - 12, H: pickRow}
}

// reveal rolls the list so far that the row under the cursor is in view.
func (k *pick) reveal() {
	if k.Hover >= 0 {
		top := pickRow * float32(k.Hover)
		k.roll = max(min(k.roll, top), top+pickRow-k.room())
	}
	k.roll = min(max(k.roll, 0), k.Most())
}

func (k *pick) update(c *Compare, in *input.Input) bool {
	was, rolled := k.Hover, k.roll
	if over := k.rowAt(in.X, in.Y); in.Moved && over >= 0 {
		k.Hover = over
	}
	k.roll = min(max(k.roll-in.Scroll, 0), k.Most())
	switch {
	case input.Pressed(ebiten.KeyEscape), (in.Pressed || in.Right) && !k.At.Contains(in.X, in.Y):
		k.Open = false
		return true
	case input.Repeated(ebiten.KeyDown):
		k.Move(1)
	case input.Repeated(ebiten.KeyUp):
		k.Move(-1)
	case input.Pressed(ebiten.KeyEnter) || input.Pressed(ebiten.KeySpace):
		return k.choose(k.Hover)
	case in.Pressed:
		return k.choose(k.rowAt(in.X, in.Y))
	}
	if k.Hover != was && k.Hover >= 0 {
		c.Env.Announce(k.Items[k.Hover].Text+" "+k.Items[k.Hover].value, false)
	}
	return k.Hover != was || k.roll != rolled
}

// rowAt returns the row under the pointer, -1 for none.
func (k *pick) rowAt(x, y float32) int {
	if !k.At.Contains(x, y) || y < k.At.Y+pickHead {
		return -1
	}
	for i := range k.Items {
		if k.Row(i).Contains(x, y) && !k.Items[i].heading {
			return i
		}
	}
	return -1
}

// Move goes to the next row that can be chosen.
func (k *pick) Move(by int) {
	n := len(k.Items)
	i := k.Hover
	if i < 0 && by < 0 {
		i = 0
	}
	for range n {
		i = (i + by + n) % n
		if !k.Items[i].heading {
			break
		}
	}
	k.Hover = i
	k.reveal()
}

func (k *pick) choose(i int) bool {
	if i < 0 || i >= len(k.Items) || k.Items[i].heading {
		return false
	}
	k.Open = false
	k.Items[i].choose()
	return true
}

func (k *pick) draw(c *Compare, p *paint.Painter) {
	if !k.Open {
		return
	}
	th := c.Env.Theme
	p.Box(0, 0, c.Env.W, c.Env.H, 0, th.Shade)
	p.BoxEdge(k.At.X, k.At.Y, k.At.W, k.At.H, 12, th.Panel, 1, th.Edge)
	title := paint.Style{Size: 16, Weight: paint.Bold, Color: th.Text}
	p.Text(k.At.X+18, k.At.Y+24, p.Truncate(k.title, title, k.At.W-36), title)
	p.PushClip(k.At.X, k.At.Y+pickHead-4, k.At.W, k.room()+10)
	for i := range k.Items {
		k.drawItem(c, p, i)
	}
	p.PopClip()
	if k.roll < k.Most() {
		screen.DrawFade(p, paint.Rect{X: k.At.X, Y: k.At.Y, W: k.At.W, H: k.At.H - 2}, th.Panel)
	}
}

func (k *pick) drawItem(c *Compare, p *paint.Painter, i int) {
	th, item, r := c.Env.Theme, &k.Items[i], k.Row(i)
	y := r.Y + r.H/2
	if item.heading {
		p.Text(r.X+12, y+3, item.Text, paint.Style{Size: 13, Weight: paint.Bold, Color: th.Muted})
		return
	}
	if i == k.Hover {
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
	p.Text(left, y, p.Truncate(item.Text, style, right-left-12-p.Measure(shown, value)), style)
}
