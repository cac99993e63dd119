// Package versus holds runs of one scenario against each other and says in a
// sentence how they differ, with figures taken from the runs.
//
//	Names   what tells the runs apart: "라운드 로빈", "최소 연결"
//	Judge   figures, who does worst and best, and the sentence
//	Fork    the same circumstances with a preset's settings
//
// Which figures count and in which words is the scenario's to say (sim.Contrast).
// All runs stand at one virtual time. Nothing here is random, and no figure is
// rounded before it is written.
package versus

import (
	"github.com/kookmin-msa-study/msalab/sim"
)

// Side is one run of a comparison, at the moment to judge.
type Side struct {
	Run     *sim.Run
	Faulted bool       // a person or a preset has acted
	Fault   sim.Record // the first time that happened
}

// Value is what one figure is in one run.
type Value struct {
	Known   bool
	N       int64
	Before  int64 // what it was before the first fault
	Grows   int64 // N over Before, in tenths
	Growing bool  // Grows is known
}

// Verdict is how the runs compare.
type Verdict struct {
	Figures []sim.Figure
	Values  [][]Value // by figure, then by run
	Since   sim.Time  // the first fault in any run; sim.Never when there was none
	Lead    int       // the figure in which they differ most tellingly; -1 when they do not
	Growth  bool      // it is told by how much it grew
	Worst   int       // of that figure; -1 when there is none
	Best    int
	Broken  [][]sim.Law // by run: laws that broke in it and held in another
	Says    []Piece
}

// Piece is a stretch of the sentence.
type Piece struct {
	Text   string
	Strong bool
	Run    int // whose figure it is, if Strong
}

// Plain returns the sentence without marks.
func (v *Verdict) Plain() string {
	out := ""
	for _, piece := range v.Says {
		out += piece.Text
	}
	return out
}

// Judge compares runs of one scenario that stand at the same virtual time now.
func Judge(sides []Side, names []string, now sim.Time, lang sim.Lang) Verdict {
	sc := sides[0].Run.Scenario()
	v := Verdict{Figures: sc.Figures(), Since: sim.Never, Lead: -1, Worst: -1, Best: -1}
	for i := range sides {
		if sides[i].Faulted {
			v.Since = min(v.Since, sides[i].Fault.At)
		}
	}
	var scratch []int64
	for i := range v.Figures {
		row := make([]Value, len(sides))
		for j := range sides {
			row[j] = measure(sides[j].Run, &v.Figures[i], v.Since, now, &scratch)
		}
		v.Values = append(v.Values, row)
	}
	v.lead(sides)
	v.laws(sides)
	w := writer{lang: lang, names: names, sides: sides, verdict: &v}
	w.all()
	v.Says = w.pieces
	return v
}

// lead finds the first figure in which the runs differ enough to be told.
func (v *Verdict) lead(sides []Side) {
	alike := v.Since != sim.Never && sameFault(sides)
	for i := range v.Figures {
		f := &v.Figures[i]
		worst, best, ok := extremes(v.Values[i], f.Up, amount)
		if !ok {
			continue
		}
		if alike && f.Grows != (sim.Text{}) {
			most, least, ok := extremes(v.Values[i], f.Up, growth)
			if ok && most == worst && apart(v.Values[i][most].Grows, v.Values[i][least].Grows) && v.Values[i][most].Grows >= 12 {
				v.Lead, v.Growth, v.Worst, v.Best = i, true, most, least
				return
			}
		}
		if v.differ(sides, i, worst, best) {
			v.Lead, v.Worst, v.Best = i, worst, best
			return
		}
	}
}

// differ reports whether a figure is far enough apart in two runs: a percentage
// point, or a fifth.
func (v *Verdict) differ(sides []Side, figure, worst, best int) bool {
	a, b := v.Values[figure][worst].N, v.Values[figure][best].N
	if sides[0].Run.Scenario().Metrics[v.Figures[figure].Metric].Unit == "ppm" {
		return max(a-b, b-a) >= 10_000
	}
	return apart(a, b)
}

// apart reports whether two amounts differ by a fifth of the smaller.
func apart(a, b int64) bool {
	low, high := min(a, b), max(a, b)
	return high-low > low/5 && high > low
}

func amount(v *Value) (int64, bool) { return v.N, v.Known }
func growth(v *Value) (int64, bool) { return v.Grows, v.Growing }

// extremes returns the worst and the best run; false unless all are known.
func extremes(values []Value, up bool, of func(*Value) (int64, bool)) (worst, best int, ok bool) {
	for i := range values {
		n, known := of(&values[i])
		if !known {
			return 0, 0, false
		}
		low, _ := of(&values[worst])
		high, _ := of(&values[best])
		if n > low != up && n != low {
			worst = i
		}
		if n > high == up && n != high {
			best = i
		}
	}
	return worst, best, true
}

// laws lists for each run the laws that broke there and held in some other run.
func (v *Verdict) laws(sides []Side) {
	v.Broken = make([][]sim.Law, len(sides))
	for law := range sides[0].Run.Scenario().Laws {
		times := 0
		for i := range sides {
			if sides[i].Run.LawState(sim.Law(law)).Broken > 0 {
				times++
			}
		}
		if times == 0 || times == len(sides) {
			continue
		}
		for i := range sides {
			if sides[i].Run.LawState(sim.Law(law)).Broken > 0 {
				v.Broken[i] = append(v.Broken[i], sim.Law(law))
			}
		}
	}
}

// sameFault reports whether every run met the same first fault.
func sameFault(sides []Side) bool {
	for i := range sides {
		if !sides[i].Faulted || action(&sides[i]) != action(&sides[0]) {
			return false
		}
	}
	return true
}

// action returns what the first fault was: "slow(s4,4)".
func action(s *Side) string {
	if log := s.Run.Log(); s.Fault.C >= 0 && s.Fault.C < int64(len(log)) {
		return log[s.Fault.C].Call()
	}
	return ""
}
