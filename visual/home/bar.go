package home

import (
	"fmt"
	"strconv"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/words"
)

// homeWords are the phrases of the home screen.
var homeWords = struct {
	find, placeholder, label, byWeek, byTheme, languages, keys sim.Text
	none, noneHelp, found                                      sim.Text
	welcome, welcomeHelp, tour, skip, tap                      sim.Text
}{
	find:        sim.T("찾기", "Find"),
	placeholder: sim.T("사가, ㅅㅋ, 2주차", "saga, breaker, week 2"),
	label:       sim.T("시나리오 찾기", "Find a scenario"),
	byWeek:      sim.T("주차별", "By week"),
	byTheme:     sim.T("주제별", "By theme"),
	languages:   sim.T("KO · EN", "EN · KO"),
	keys:        sim.T("/ 찾기   ·   화살표로 고르기   ·   Enter 열기   ·   Tab 필터   ·   ? 단축키", "/ find   ·   arrows choose   ·   Enter opens   ·   Tab filters   ·   ? keys"),
	none:        sim.T("맞는 시나리오가 없어요", "No scenario matches"),
	noneHelp:    sim.T("초성(ㅅㅋ), 영어, 주차(2주차)로도 찾을 수 있어요. 이런 말은 어때요?", "Search by name, by setting or by week. How about one of these?"),
	found:       sim.T("찾은 시나리오", "Scenarios found"),
	welcome:     sim.T("처음이에요?", "New here?"),
	welcomeHelp: sim.T("서버 하나가 느려지면 무슨 일이 생길까요? 다섯 가지만 따라 해 보세요.", "What happens when one server slows down? Five small steps show it."),
	tour:        sim.T("3분 둘러보기", "Take the 3-minute tour"),
	tap:         sim.T("카드를 누르면 열려요.", "Tap a card to open it."),
	skip:        sim.T("다음에", "Not now"),
}

// button is something to press besides the cards.
type button struct {
	Id, Label string
	icon      paint.Symbol // drawn when hasIcon
	hasIcon   bool
	At        paint.Rect
	Zone      Zone
	on        bool // chosen, or the one to press first
	admit     filter
}

// filter says which scenarios a button leaves.
type filter struct {
	theme string
	week  int
}

func (f filter) admits(sc *sim.Scenario) bool {
	return (f.theme == "" || f.theme == sc.Theme) && (f.week == 0 || f.week == sc.Week)
}

const (
	chipH    = 26
	searchW  = 300
	chipType = 14
)

func (h *Home) chipW(b *button) float32 {
	w := h.env.Painter.Measure(b.Label, paint.Style{Size: chipType, Weight: paint.Bold}) + 26
	switch {
	case b.hasIcon && b.Label == "":
		return 34
	case b.hasIcon:
		return w + 18
	}
	return w
}

// placeTop puts the buttons at the upper right: finding, grouping, theme, language.
func (h *Home) placeTop() {
	a := h.env
	group, icon := homeWords.byWeek, paint.Sun
	if h.ByWeek {
		group = homeWords.byTheme
	}
	if a.Theme.Light {
		icon = paint.Moon
	}
	top := []button{{Id: "find", Label: homeWords.find.In(a.Lang) + "  /", icon: paint.Search, hasIcon: true}, {Id: "group", Label: group.In(a.Lang)},
		{Id: "theme", icon: icon, hasIcon: true}, {Id: "lang", Label: homeWords.languages.In(a.Lang)}}
	x, y := a.W-h.margin(), float32(30)
	if h.slim() {
		y = 96
	}
	for i := len(top) - 1; i >= 0; i-- {
		b := top[i]
		w := h.chipW(&b)
		if b.Id == "find" && a.Field.Open {
			w = min(searchW, x-h.margin())
			a.PlaceField(paint.Rect{X: x - w, Y: y - 5, W: w, H: 36})
			x -= w + 10
			continue
		}
		b.Zone, b.At = ZoneTop, paint.Rect{X: x - w, Y: y, W: w, H: chipH}
		x -= w + 10
		h.Buttons = append(h.Buttons, b)
	}
	slices.SortFunc(h.Buttons, func(a, b button) int { return int(a.At.X - b.At.X) })
}

// topLeft returns where the buttons at the upper right begin.
func (h *Home) topLeft() float32 {
	if h.slim() {
		return h.env.W
	}
	x := h.Buttons[0].At.X
	if h.env.Field.Open {
		x = min(x, h.env.Field.At.X)
	}
	return x
}

// filterAt returns what the n-th filter leaves; the first leaves all.
func (h *Home) filterAt(n int) filter {
	if fs := h.filters(); n < len(fs) {
		return fs[n]
	}
	return filter{}
}

// filters lists themes or weeks that have scenarios, behind the one that leaves all.
func (h *Home) filters() []filter {
	out := []filter{{}}
	if !h.ByWeek {
		for _, t := range sim.Themes {
			out = append(out, filter{theme: t.ID})
		}
	} else {
		var weeks []int
		for _, c := range h.Cards {
			weeks = append(weeks, c.Sc.Week)
		}
		slices.Sort(weeks)
		for _, w := range slices.Compact(weeks) {
			out = append(out, filter{week: w})
		}
	}
	return slices.DeleteFunc(out, func(f filter) bool { return h.count(f) == 0 })
}

func (h *Home) count(f filter) int {
	n := 0
	for _, c := range h.Cards {
		if f.admits(c.Sc) {
			n++
		}
	}
	return n
}

func (h *Home) filterName(f filter) string {
	if f.week > 0 {
		return words.Week(int64(f.week), int64(h.env.Lang))
	}
	for _, t := range sim.Themes {
		if t.ID == f.theme {
			return t.Title.In(h.env.Lang)
		}
	}
	return words.All.In(h.env.Lang)
}

// placeFilters puts the filters in rows below y and returns where the last row ends.
func (h *Home) placeFilters(y float32) float32 {
	x := h.margin()
	for i, f := range h.filters() {
		between := " "
		if f.week > 0 {
			between = " · " // not one number after the other
		}
		b := button{Id: fmt.Sprintf("filter:%d", i), Label: h.filterName(f) + between + strconv.Itoa(h.count(f)), Zone: ZoneFilters, on: i == h.filter, admit: f}
		w := h.chipW(&b)
		if x+w > h.env.W-h.margin() && x > h.margin() {
			x, y = h.margin(), y+h.filterRow()
		}
		b.At = paint.Rect{X: x, Y: y, W: w, H: chipH}
		x += w + 10
		h.Buttons = append(h.Buttons, b)
	}
	return y + chipH
}

func (h *Home) drawButton(p *paint.Painter, b *button) {
	th, r := h.env.Theme, b.At
	fill, edge, ink := th.Raised, th.Line, th.Dim
	if b.Id == h.over {
		fill, edge = th.Hover, th.Edge
	}
	if b.on {
		fill, edge, ink = th.Blue, th.Blue, th.OnAccent
	}
	if f := h.Focused(); f != nil && f.Id == b.Id && !h.env.Typing() {
		p.BoxLine(r.X-3, r.Y-3, r.W+6, r.H+6, r.H/2+3, 2, th.Text)
	}
	p.BoxEdge(r.X, r.Y, r.W, r.H, r.H/2, fill, 1, edge)
	x := r.X + r.W/2
	if b.hasIcon {
		if b.Label == "" {
			p.Icon(b.icon, x, r.Y+r.H/2, 16, ink)
			return
		}
		p.Icon(b.icon, r.X+20, r.Y+r.H/2, 15, ink)
		x += 9
	}
	p.Text(x, r.Y+r.H/2, b.Label, paint.Style{Size: chipType, Weight: paint.Bold, Color: ink, Align: paint.Center})
}
