package stage

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/input"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/visual/transport"
)

// coach shows somebody new around, beside the stage: one thing to do at a time, and
// the next one when it is done.
type coach struct {
	env       *screen.Env
	run       *play.Run
	signs     *signs
	transport *transport.Transport
	On        bool
	Step      int
	compared  bool // two runs were beside each other
	lines     []string
}

// coachStep is one thing to do, with keys or with fingers, and what it shows.
type coachStep struct{ do, tap, shows sim.Text }

// coachWords are what it says. They lead to where the naive settings fail, and end
// with the right ones beside them: who stops earlier has seen only traffic.
var coachWords = struct{ steps [6]coachStep }{
	steps: [6]coachStep{
		{sim.T("→ 키를 눌러 한 걸음 가 보세요", "Press → to go one step"),
			sim.T("노란 테두리의 버튼을 눌러 보세요", "Press the button with the amber ring"),
			sim.T("방금 일어난 일은 아래 문장이 말해 줘요.", "The sentence below says what just happened.")},
		{sim.T("Space를 눌러 흘려 보세요", "Press Space to let it run"),
			sim.T("재생을 눌러 흘려 보세요", "Press play to let it run"),
			sim.T("점 하나가 메시지 하나예요. 다시 누르면 멈춰요.", "Each dot is a message. Press again to pause.")},
		{sim.T("지도에서 노드를 하나 눌러 보세요", "Click a node on the map"),
			sim.T("지도에서 노드를 하나 눌러 보세요", "Tap a node on the map"),
			sim.T("안을 들여다보고, 멈추거나 느리게 만들 수 있어요.", "Look inside it, crash it or slow it down.")},
		{sim.T("Shift와 →를 함께 눌러 보세요", "Press Shift and → together"),
			sim.T("타임라인의 표시를 눌러 보세요", "Tap a sign on the timeline"),
			sim.T("다음 표시로 가요. 어느 줄이 길어졌나요?", "It jumps to the next sign. Which queue grew?")},
		{sim.T("3을 눌러 나란히 비교해 보세요", "Press 3 to see both settings"),
			sim.T("비교를 눌러 보세요. 메뉴에도 있어요", "Press Compare, perhaps in the menu"),
			sim.T("같은 부하를 권장 설정으로도 돌려요. Esc로 돌아와요.", "The same load under the right ones. Esc comes back.")},
		{sim.T("이제 무엇이든 돌려 볼 수 있어요", "Now you can run anything"),
			sim.T("이제 무엇이든 돌려 볼 수 있어요", "Now you can run anything"),
			sim.T("? 단축키 · P 발표 · Esc 다른 시나리오", "? all keys · P present · Esc other scenarios")},
	},
}

// Guide shows somebody new around, from the naive start.
func (s *Stage) Guide() {
	s.Acts.Preset(&s.Run.Sc.Presets[0])
	s.Coach.On = true
	s.Coach.say()
}

// done reports whether what is asked for has been done.
func (c *coach) done() bool {
	switch c.Step {
	case 0:
		return c.run.Tl.Cursor() > 0
	case 1:
		return c.run.Playing
	case 2:
		return c.run.Selected.Kind == model.Node
	case 3:
		at, ok := c.signs.firstSign()
		return ok && c.run.Tl.Settled() && c.run.Tl.Run().Now() >= at
	case 4:
		return c.compared
	}
	return false
}

// firstSign returns the time of the timeline's first beat or mark.
func (g *signs) firstSign() (at sim.Time, ok bool) {
	for i := range g.Beats.All {
		if !ok || g.Beats.All[i].At < at {
			at, ok = g.Beats.All[i].At, true
		}
	}
	for _, m := range g.run.Tl.Marks() {
		if !ok || m.At < at {
			at, ok = m.At, true
		}
	}
	return at, ok
}

// do is what to do now, as keys or as fingers do it.
func (c *coach) do() string {
	w := &coachWords.steps[c.Step]
	if c.env.Touch {
		return w.tap.In(c.env.Lang)
	}
	return w.do.In(c.env.Lang)
}

func (c *coach) say() {
	c.env.Announce(c.do()+". "+coachWords.steps[c.Step].shows.In(c.env.Lang), true)
	c.env.Dirty = true
}

// update goes on when the step is done, and takes the press that closes it.
func (c *coach) update(in *input.Input, menu bool) bool {
	if !c.On {
		return false
	}
	if input.Pressed(ebiten.KeyEscape) && !menu || in.Pressed && in.Around(c.button()).Contains(in.X, in.Y) {
		c.On = false
		return true
	}
	for c.done() {
		c.Step++
		c.say()
	}
	return false
}

const (
	coachW    = 430
	coachH    = 92
	coachLine = 20
)

// place is over the map's upper left corner, which most maps leave free.
func (c *coach) place() paint.Rect {
	r := paint.Rect{X: 20, Y: screen.TopH + 8 + screen.TabsBarH, W: min(coachW, c.env.W-32), H: coachH}
	if r.W < coachW { // what it shows may take two lines
		r.H += coachLine
	}
	return r
}

func (c *coach) button() paint.Rect {
	r := c.place()
	return paint.Rect{X: r.X + r.W - 38, Y: r.Y + 8, W: 30, H: 30}
}

func (c *coach) draw(p *paint.Painter) {
	if !c.On {
		return
	}
	th, r := c.env.Theme, c.place()
	c.point(p)
	p.Glow(r.X, r.Y, r.W, r.H, 12, 20, th.Shade)
	p.BoxEdge(r.X, r.Y, r.W, r.H, 12, th.Raised, 2, th.Blue)
	title := paint.Style{Size: 18, Weight: paint.Bold, Color: th.Text}
	p.Text(r.X+18, r.Y+27, p.Truncate(c.do(), title, r.W-58), title)
	style := paint.Style{Size: 15, Color: th.Dim}
	c.lines = p.Wrap(c.lines[:0], coachWords.steps[c.Step].shows.In(c.env.Lang), style, r.W-34)
	for i, line := range c.lines[:min(len(c.lines), 2)] {
		p.Text(r.X+18, r.Y+52+coachLine*float32(i), line, style)
	}
	for i := range coachWords.steps {
		color := th.Edge
		if i <= c.Step {
			color = th.Blue
		}
		p.Box(r.X+18+float32(i)*30, r.Y+r.H-20, 24, 5, 2.5, color)
	}
	b := c.button()
	p.Icon(paint.Cross, b.X+b.W/2, b.Y+b.H/2, 14, th.Dim)
}

// point rings what the step is about.
func (c *coach) point(p *paint.Painter) {
	th := c.env.Theme
	if i := [...]int{2, 1}; c.Step < len(i) {
		b := c.transport.ButtonAt(i[c.Step])
		p.BoxLine(b.X-5, b.Y-5, b.W+10, b.H+10, min(b.W, b.H)/2, 3, th.Amber)
	}
	if at, ok := c.signs.firstSign(); ok && c.Step == 3 {
		p.DiscLine(c.transport.XAt(at), c.transport.BarArea().Y-beatRise, 13, 3, th.Amber)
	}
}
