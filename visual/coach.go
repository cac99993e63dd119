package visual

import (
	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/paint"
)

// coach shows somebody new around, beside the stage: one thing to do at a time, and
// the next one when it is done.
type coach struct {
	on   bool
	step int
}

// coachWords are what it says: what to do, and what that shows.
var coachWords = struct {
	steps [5]struct{ do, shows sim.Text }
}{
	steps: [5]struct{ do, shows sim.Text }{
		{sim.T("→ 키를 눌러 한 걸음 가 보세요", "Press → to go one step"),
			sim.T("방금 일어난 일은 아래 문장이 말해 줘요.", "The sentence below says what just happened.")},
		{sim.T("Space를 눌러 흘려 보세요", "Press Space to let it run"),
			sim.T("점 하나가 메시지 하나예요. 다시 누르면 멈춰요.", "Each dot is a message. Space again pauses.")},
		{sim.T("지도에서 노드를 하나 눌러 보세요", "Click a node on the map"),
			sim.T("안을 들여다보고, 멈추거나 느리게 만들 수 있어요.", "Look inside it, crash it or slow it down.")},
		{sim.T("2를 눌러 권장 설정으로 바꿔 보세요", "Press 2 for the right settings"),
			sim.T("같은 부하에서 무엇이 달라지는지 보세요. 1은 단순 설정이에요.", "The load is the same: see what changes. 1 goes back to naive.")},
		{sim.T("이제 무엇이든 돌려 볼 수 있어요", "Now you can run anything"),
			sim.T("?를 누르면 모든 키가, Esc를 누르면 다른 시나리오가 보여요.", "? shows all keys, Esc leads to the other scenarios.")},
	},
}

// startCoach opens the first scenario of the course at its naive start, with a guide.
func (a *App) startCoach() {
	a.host.Keep(welcomed, "1")
	a.openScenario(a.catalogue[0])
	s, ok := a.screen.(*stage)
	if !ok {
		return
	}
	s.preset(&s.sc.Presets[0])
	s.coach.on = true
	s.coach.say(s)
}

// done reports whether what is asked for has been done.
func (c *coach) done(s *stage) bool {
	switch c.step {
	case 0:
		return s.tl.Cursor() > 0
	case 1:
		return s.playing
	case 2:
		return s.selected.Kind == model.Node
	case 3:
		return len(s.sc.Presets) > 1 && s.prepared == s.sc.Presets[1].ID
	}
	return false
}

func (c *coach) say(s *stage) {
	lang := s.app.lang
	w := &coachWords.steps[c.step]
	s.app.announce(w.do.In(lang)+". "+w.shows.In(lang), true)
	s.app.dirty = true
}

// update goes on when the step is done, and takes the press that closes it.
func (c *coach) update(s *stage, in *input) bool {
	if !c.on {
		return false
	}
	if pressed(ebiten.KeyEscape) && !s.menu.open || in.pressed && c.button(s).around(in).contains(in.x, in.y) {
		c.on = false
		return true
	}
	for c.done(s) {
		c.step++
		c.say(s)
	}
	return false
}

const (
	coachW = 430
	coachH = 92
)

// place is over the map's upper left corner, which most maps leave free.
func (c *coach) place(s *stage) rect {
	w := min(coachW, s.app.w-32)
	return rect{20, topH + 8 + tabsBarH, w, coachH}
}

func (c *coach) button(s *stage) rect {
	r := c.place(s)
	return rect{r.x + r.w - 38, r.y + 8, 30, 30}
}

func (c *coach) draw(s *stage, p *paint.Painter) {
	if !c.on {
		return
	}
	th, lang, r := s.app.theme, s.app.lang, c.place(s)
	if i := [...]int{2, 1}; c.step < len(i) {
		b := s.buttonAt(i[c.step])
		p.BoxLine(b.x-5, b.y-5, b.w+10, b.h+10, min(b.w, b.h)/2, 3, th.Amber)
	}
	p.Glow(r.x, r.y, r.w, r.h, 12, 20, th.Shade)
	p.BoxEdge(r.x, r.y, r.w, r.h, 12, th.Raised, 2, th.Blue)
	w := &coachWords.steps[c.step]
	title := paint.Style{Size: 18, Weight: paint.Bold, Color: th.Text}
	p.Text(r.x+18, r.y+27, p.Truncate(w.do.In(lang), title, r.w-70), title)
	style := paint.Style{Size: 15, Color: th.Dim}
	p.Text(r.x+18, r.y+52, p.Truncate(w.shows.In(lang), style, r.w-34), style)
	for i := range coachWords.steps {
		color := th.Edge
		if i <= c.step {
			color = th.Blue
		}
		p.Box(r.x+18+float32(i)*30, r.y+72, 24, 5, 2.5, color)
	}
	b := c.button(s)
	p.Icon(paint.Cross, b.x+b.w/2, b.y+b.h/2, 14, th.Dim)
}
