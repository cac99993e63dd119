//go:build !js

package visual

import (
	"fmt"
	"os"
	"sort"
	"testing"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/visual/model"
)

func (l *looker) judge(all map[string][]string, where string) {
	a := l.frame()
	j := judge{w: l.w, h: l.h, least: leastSize, ground: l.theme.Bg}
	if s, ok := l.screen.(*stage); ok {
		j.rolls = s.rolling()
	}
	if h, ok := l.screen.(*home); ok {
		j.rolls = []rect{{0, cardsTop - 8, h.app.w, h.app.h - cardsTop + 8 - hintH}}
	}
	j.judgeFrame(a)
	for _, f := range j.found {
		key := f.rule + " " + f.by
		all[key] = append(all[key], fmt.Sprintf("%q %s [%s]", f.text, f.why, where))
	}
}

func (s *stage) rolling() []rect {
	b := s.side.panel.Body()
	out := []rect{{b.X, b.Y, b.W, b.H - 1}}
	r := s.about.area(s)
	q := s.panel()
	fig := rect{q.x, q.y + 46, q.w, q.h - 46 - s.lawsHeight() - 10}
	return append(out, rect{r.x, r.y + 56, r.w, r.h - 64}, fig, rect{fig.x + 1, fig.y + 34, fig.w - 2, fig.h - 60})
}

func TestScratchFit(t *testing.T) {
	all := map[string][]string{}
	for _, size := range [][3]int{{1280, 720, 100}} {
		for _, lang := range []sim.Lang{sim.KO, sim.EN} {
			for _, light := range []bool{false, true} {
				l := look(t, size[0], size[1], float32(size[2])/100)
				l.in(lang, light)
				l.judge(all, "home")
				for _, sc := range scenarios.All {
					for p := range sc.Presets {
						for k := 1; k <= 4; k++ {
							s := l.stageOf(sc, p, sc.Horizon*sim.Time(k*k)/16)
							for v := range viewModes {
								for tb := tabControls; tb <= tabCode; tb++ {
									s.view = v
									s.setTab(tb)
									if tb == tabState {
										s.selected = model.Part{Kind: model.Node, Node: int32(k) % int32(len(s.scene.Nodes))}
									}
									l.judge(all, fmt.Sprintf("%s %s/%s@%d %s %s %s", lang, sc.ID, sc.Presets[p].ID, s.tl.Cursor(), viewNames[v], tabNames[tb], l.theme.Name))
									s.selected = model.Part{}
									if light && k != 2 || v > 0 && k > 2 {
										break
									}
								}
							}
						}
					}
				}
			}
		}
	}
	var keys []string
	for k := range all {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	f, _ := os.Create("/tmp/fit.txt")
	for _, k := range keys {
		fmt.Fprintf(f, "%s: %d\n", k, len(all[k]))
		seen := map[string]bool{}
		for _, e := range all[k] {
			if len(seen) < 12 && !seen[e[:20]] {
				seen[e[:20]] = true
				fmt.Fprintln(f, "     ", e)
			}
		}
	}
}
