//go:build !js

package app_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/home"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/present"
	"github.com/kookmin-msa-study/msalab/visual/stage"
	"github.com/kookmin-msa-study/msalab/visual/stage/inspect"
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
	j := judge{w: f.W, h: f.H, least: leastSize, page: f.Theme.Bg, away: far}
	switch s := f.Screen.(type) {
	case *stage.Stage:
		if s.Plan.Panel().X >= f.W {
			j.away = s.Plan.Panel().X
		}
		what = s.Run.Sc.ID + "/" + s.Run.Prepared + " " + what
	case *present.Present:
		j.least = leastPresent
	}
	j.judgeFrame(a)
	for _, x := range j.found {
		key := x.rule + ", " + x.by
		f.found[key] = append(f.found[key], fmt.Sprintf("%q: %s (%s, %s, %s)", x.text, x.why, f.Lang, f.Theme.Name, what))
	}
}

const far = 1e6

// beyond every window

// homes shows what is no scenario's: home in its states, the keys, the bad link, and
// every phrase that a toast can say.
func (f *fitter) homes() {
	f.Home()
	h := f.Screen.(*home.Home)
	f.judge("home")
	for _, h.ByWeek = range []bool{true, false} {
		h.Restyle()
		f.judge("filters")
	}
	for _, query := range []string{"ㅅㅋ", "zzz"} {
		h.Query = query
		h.Restyle()
		f.judge("search " + query)
	}
	h.Query = ""
	f.Help = true
	f.judge("keys")
	f.Help = false
	for _, bad := range []string{"#/pong?v=1", "#/" + strings.Repeat("a-very-long-name-", 40)} {
		f.App.Open(bad)
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
		s := f.Screen.(*stage.Stage)
		s.Acts.Preset(&sc.Presets[p])
		f.Toast = ""
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
func (f *fitter) views(s *stage.Stage, k int) {
	for v := range play.ViewModes {
		s.Plan.View = v
		for t := inspect.TabControls; t <= inspect.TabCode; t++ {
			if v != play.ViewMap && t != inspect.TabControls && (t != inspect.TabCode || v == play.ViewLanes) {
				continue
			}
			s.SetTab(t)
			if t == inspect.TabState {
				s.Run.Selected = model.Part{Kind: model.Node, Node: int32(k) % int32(len(s.Run.Scene.Nodes))}
			}
			f.judge(play.Views[v] + " " + play.TabNames[t])
			s.Run.Selected = model.Part{}
		}
	}
	s.Plan.View = play.ViewMap
	s.SetTab(inspect.TabControls)
}

// openings shows everything that opens above the stage.
func (f *fitter) openings(s *stage.Stage) {
	f.menus(s)
	for i := range s.Run.Sc.Laws {
		f.toasts(s.Run.Sc.Laws[i].Says.In(f.Lang), s.Run.Tl.Run().LawReason(sim.Law(i), f.Lang))
	}
	for i := range s.Run.Sc.Presets {
		f.toasts(s.Run.Sc.Presets[i].Says.In(f.Lang))
	}
	marks := s.Run.Tl.Marks()
	for i := range marks[:min(len(marks), 16)] {
		s.Signs.Hint = stage.Hint{Mark: i + 1, Text: s.Signs.BrokenOr(&marks[i])}
		f.judge("hint")
	}
	s.Signs.Hint = stage.Hint{}
	s.About.Show()
	f.judge("about")
	s.About.Open = false
	if s.Env.Narrow() || s.Env.Small() {
		s.ToggleSide()
		for t := inspect.TabControls; t <= inspect.TabCode; t++ {
			s.SetTab(t)
			f.judge("sheet " + play.TabNames[t])
		}
		s.ToggleSide()
		s.SetTab(inspect.TabControls)
	}
}

func (f *fitter) toasts(texts ...string) {
	for _, text := range texts {
		if text != "" {
			f.Say(text)
			f.judge("toast")
		}
	}
	f.Toast = ""
}

// menus opens the menu of every node, and of each kind of link and packet.
func (f *fitter) menus(s *stage.Stage) {
	parts := []model.Part{}
	for i := range s.Run.Scene.Nodes {
		if n := &s.Run.Scene.Nodes[i]; n.Status != scene.Absent {
			parts = append(parts, model.Part{Kind: model.Node, Node: n.ID})
		}
	}
	seen := []scene.Status{}
	for i := range s.Run.Scene.Links {
		if l := &s.Run.Scene.Links[i]; !slices.Contains(seen, l.Status) {
			seen = append(seen, l.Status)
			parts = append(parts, model.Part{Kind: model.Link, From: l.From, To: l.To})
		}
	}
	for i := range s.Run.Scene.Packets[:min(len(s.Run.Scene.Packets), 3)] {
		parts = append(parts, model.Part{Kind: model.Packet, Packet: s.Run.Scene.Packets[i].ID})
	}
	for _, part := range parts {
		s.Menu.OpenFor(s, part)
		f.judge("menu")
	}
	s.Menu.OpenPresets(s)
	f.judge("presets")
	s.Menu.OpenMore(s)
	f.judge("more")
	*s.Menu = stage.Menu{}
}

// settings shows every choice of every parameter, its ends, and a history that a hand
// began.
func (f *fitter) settings(sc *sim.Scenario) {
	for lang := sim.KO; lang <= sim.EN; lang++ {
		f.Scenario(sc)
		s := f.Screen.(*stage.Stage)
		f.in(lang, false)
		for i := range sc.Params {
			p := &sc.Params[i]
			values := []int64{p.Min, p.Max}
			for c := range p.Choices {
				values = append(values, int64(c))
			}
			for _, v := range values {
				s.Acts.SetParam(p.ID, v)
				f.judge("setting " + p.ID)
			}
			s.Acts.Preset(&sc.Presets[0])
		}
		f.goTo(s, sc.Horizon/4)
		for i := range sc.Faults {
			s.Acts.Cause(sc.Faults[i].ID)
			f.judge("fault")
		}
		f.Toast = ""
	}
}

// presents shows every beat of the scenario's tour, its questions with and without
// their answers, and the notes.
func (f *fitter) presents(sc *sim.Scenario) {
	for lang := sim.KO; lang <= sim.EN; lang++ {
		f.Scenario(sc)
		f.in(lang, lang == sim.EN)
		f.Talks.Start(f.Screen.(*stage.Stage).Run.Tl.Spec())
		v, ok := f.Screen.(*present.Present)
		if !ok {
			f.found["present"] = append(f.found["present"], sc.ID+": "+f.Toast)
			return
		}
		for beat := range v.Show.Stops {
			v.GoTo(beat, false)
			v.Arrive()
			f.judge(fmt.Sprint(sc.ID, " beat ", beat))
			v.Notes.Over = true
			v.Compose()
			f.judge(fmt.Sprint(sc.ID, " notes ", beat))
			v.Notes.Over = false
			if v.Stop().Ask != nil {
				v.OpenAsk()
				f.judge(fmt.Sprint(sc.ID, " question ", beat))
				v.CloseAsk()
			}
		}
	}
}
