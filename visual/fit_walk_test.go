//go:build !js

package visual

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
)

// fitter walks through screens and collects what breaks a rule, by rule and function.
type fitter struct {
	*looker
	whole bool // every preset and moment, not a choice of them
	found map[string][]string
}

// fitWindows are the windows that every text must fit, in CSS pixels, with their scale.
var fitWindows = []struct {
	w, h  int
	scale float32
}{{1280, 720, 1}, {1920, 1080, 1}, {900, 720, 1}, {390, 844, 3}, {3840, 2160, 1}, {1280, 720, 1.5}, {1280, 720, 3}}

func TestEveryTextFitsWhereItIsDrawn(t *testing.T) {
	for i, w := range fitWindows {
		t.Run(fmt.Sprintf("%dx%d@%v", w.w, w.h, w.scale), func(t *testing.T) {
			f := &fitter{whole: i == 0 && !testing.Short(), found: map[string][]string{}}
			f.looker = look(t, int(float32(w.w)*w.scale), int(float32(w.h)*w.scale), w.scale)
			for lang := sim.KO; lang <= sim.EN; lang++ {
				f.in(lang, (i+int(lang))%2 == 1)
				f.homes()
			}
			for _, sc := range scenarios.All {
				f.scenario(sc, i)
			}
			f.report()
		})
	}
}

// report fails with a few examples of each kind of finding.
func (f *fitter) report() {
	f.t.Helper()
	for key, examples := range f.found {
		f.t.Errorf("%s: %d times\n\t%s", key, len(examples), strings.Join(examples[:min(len(examples), 3)], "\n\t"))
	}
}

func (f *fitter) judge(what string) {
	f.t.Helper()
	a := f.frame()
	j := judge{w: f.w, h: f.h, least: leastSize, page: f.theme.Bg, away: far}
	switch s := f.screen.(type) {
	case *stage:
		if s.plan.panel().X >= f.w {
			j.away = s.plan.panel().X
		}
		what = s.run.sc.ID + "/" + s.run.prepared + " " + what
	case *present:
		j.least = leastPresent
	}
	j.judgeFrame(a)
	for _, x := range j.found {
		key := x.rule + ", " + x.by
		f.found[key] = append(f.found[key], fmt.Sprintf("%q: %s (%s, %s, %s)", x.text, x.why, f.lang, f.theme.Name, what))
	}
}

const far = 1e6 // beyond every window

// homes shows what is no scenario's: home in its states, the keys, the bad link, and
// every phrase that a toast can say.
func (f *fitter) homes() {
	f.Home()
	h := f.screen.(*home)
	f.judge("home")
	for _, h.byWeek = range []bool{true, false} {
		h.restyle()
		f.judge("filters")
	}
	for _, query := range []string{"ㅅㅋ", "zzz"} {
		h.query = query
		h.restyle()
		f.judge("search " + query)
	}
	h.query = ""
	f.help = true
	f.judge("keys")
	f.help = false
	for _, bad := range []string{"#/pong?v=1", "#/" + strings.Repeat("a-very-long-name-", 40)} {
		f.App.open(bad)
		f.judge("bad link")
	}
}

// scenario walks through one scenario's presets, moments, views and tabs.
func (f *fitter) scenario(sc *sim.Scenario, turn int) {
	for p := range sc.Presets {
		if !f.whole && p != turn%2 {
			continue
		}
		f.Scenario(sc)
		s := f.screen.(*stage)
		s.acts.preset(&sc.Presets[p])
		f.toast = ""
		for k := 1; k <= 4; k++ {
			if k != 3 && (!f.whole || p > 1) { // the first two tell the story, the others one moment of it
				continue
			}
			f.goTo(s, sc.Horizon*sim.Time(k*k)/16)
			for lang := sim.KO; lang <= sim.EN; lang++ {
				f.in(lang, (turn+int(lang)+k)%2 == 1)
				f.views(s, k)
				if k == 3 && p < 2 {
					f.openings(s)
				}
			}
		}
	}
	if f.whole {
		f.settings(sc)
	}
	if turn == 0 || turn == 4 { // for a screen that is shared, which no phone is
		f.presents(sc)
	}
}

// views shows every view, and every tab beside the map.
func (f *fitter) views(s *stage, k int) {
	for v := range viewModes {
		s.plan.view = v
		for t := tabControls; t <= tabCode; t++ {
			if v != viewMap && t != tabControls && (t != tabCode || v == viewLanes) {
				continue
			}
			s.setTab(t)
			if t == tabState {
				s.run.selected = model.Part{Kind: model.Node, Node: int32(k) % int32(len(s.run.scene.Nodes))}
			}
			f.judge(viewNames[v] + " " + tabNames[t])
			s.run.selected = model.Part{}
		}
	}
	s.plan.view = viewMap
	s.setTab(tabControls)
}

// openings shows everything that opens above the stage.
func (f *fitter) openings(s *stage) {
	f.menus(s)
	for i := range s.run.sc.Laws {
		f.toasts(s.run.sc.Laws[i].Says.In(f.lang), s.run.tl.Run().LawReason(sim.Law(i), f.lang))
	}
	for i := range s.run.sc.Presets {
		f.toasts(s.run.sc.Presets[i].Says.In(f.lang))
	}
	marks := s.run.tl.Marks()
	for i := range marks[:min(len(marks), 16)] {
		s.signs.hint = hint{mark: i + 1, text: s.signs.brokenOr(&marks[i])}
		f.judge("hint")
	}
	s.signs.hint = hint{}
	s.about.show()
	f.judge("about")
	s.about.open = false
	if s.app.narrow() || s.app.small() {
		s.toggleSide()
		for t := tabControls; t <= tabCode; t++ {
			s.setTab(t)
			f.judge("sheet " + tabNames[t])
		}
		s.toggleSide()
		s.setTab(tabControls)
	}
}

func (f *fitter) toasts(texts ...string) {
	for _, text := range texts {
		if text != "" {
			f.say(text)
			f.judge("toast")
		}
	}
	f.toast = ""
}

// menus opens the menu of every node, and of each kind of link and packet.
func (f *fitter) menus(s *stage) {
	parts := []model.Part{}
	for i := range s.run.scene.Nodes {
		if n := &s.run.scene.Nodes[i]; n.Status != scene.Absent {
			parts = append(parts, model.Part{Kind: model.Node, Node: n.ID})
		}
	}
	seen := []scene.Status{}
	for i := range s.run.scene.Links {
		if l := &s.run.scene.Links[i]; !slices.Contains(seen, l.Status) {
			seen = append(seen, l.Status)
			parts = append(parts, model.Part{Kind: model.Link, From: l.From, To: l.To})
		}
	}
	for i := range s.run.scene.Packets[:min(len(s.run.scene.Packets), 3)] {
		parts = append(parts, model.Part{Kind: model.Packet, Packet: s.run.scene.Packets[i].ID})
	}
	for _, part := range parts {
		s.menu.openFor(s, part)
		f.judge("menu")
	}
	s.menu.openPresets(s)
	f.judge("presets")
	s.menu.openMore(s)
	f.judge("more")
	*s.menu = menu{}
}

// settings shows every choice of every parameter, its ends, and a history that a hand
// began.
func (f *fitter) settings(sc *sim.Scenario) {
	for lang := sim.KO; lang <= sim.EN; lang++ {
		f.Scenario(sc)
		s := f.screen.(*stage)
		f.in(lang, false)
		for i := range sc.Params {
			p := &sc.Params[i]
			values := []int64{p.Min, p.Max}
			for c := range p.Choices {
				values = append(values, int64(c))
			}
			for _, v := range values {
				s.acts.setParam(p.ID, v)
				f.judge("setting " + p.ID)
			}
			s.acts.preset(&sc.Presets[0])
		}
		f.goTo(s, sc.Horizon/4)
		for i := range sc.Faults {
			s.acts.cause(sc.Faults[i].ID)
			f.judge("fault")
		}
		f.toast = ""
	}
}

// presents shows every beat of the scenario's tour, its questions with and without
// their answers, and the notes.
func (f *fitter) presents(sc *sim.Scenario) {
	for lang := sim.KO; lang <= sim.EN; lang++ {
		f.Scenario(sc)
		f.in(lang, lang == sim.EN)
		f.talks.start(f.screen.(*stage).run.tl.Spec())
		v, ok := f.screen.(*present)
		if !ok {
			f.found["present"] = append(f.found["present"], sc.ID+": "+f.toast)
			return
		}
		for beat := range v.show.Stops {
			v.goTo(beat, false)
			v.arrive()
			f.judge(fmt.Sprint(sc.ID, " beat ", beat))
			v.notes.over = true
			v.compose()
			f.judge(fmt.Sprint(sc.ID, " notes ", beat))
			v.notes.over = false
			if v.stop().Ask != nil {
				v.openAsk()
				f.judge(fmt.Sprint(sc.ID, " question ", beat))
				v.closeAsk()
			}
		}
	}
}
