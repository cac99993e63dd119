package versus

import (
	"github.com/kookmin-msa-study/msalab/sim"
)

// measure takes one figure of a run. A percentile is that of all samples, or of
// those since the first fault; a level is what it is now, or the worst since then.
func measure(r *sim.Run, f *sim.Figure, since, now sim.Time, scratch *[]int64) (v Value) {
	spec := &r.Scenario().Metrics[f.Metric]
	if spec.Kind != sim.Distribution {
		if f.Worst {
			v.N, v.Known = worstLevel(r, f, since)
			return v
		}
		v.N, v.Known = r.Level(f.Metric), true
		return v
	}
	samples := r.Samples(f.Metric)
	if since == sim.Never {
		v.N, v.Known = sim.Quantile(samples, f.Percent, scratch)
		return v
	}
	v.N, v.Known = sim.Quantile(sim.Window(samples, since, now), f.Percent, scratch)
	before, ok := sim.Quantile(sim.Window(samples, -1, since), f.Percent, scratch)
	if ok && v.Known && before > 0 {
		v.Before, v.Growing = before, true
		v.Grows = tenths(v.N, before)
	}
	return v
}

// worstLevel returns the worst level since the first fault. A share that is 0 from
// the beginning on was not measured yet.
func worstLevel(r *sim.Run, f *sim.Figure, since sim.Time) (worst int64, known bool) {
	levels, first := r.Levels(f.Metric), 0
	if since != sim.Never {
		first = int((since + r.Grid() - 1) / r.Grid())
	}
	for f.Up && first < len(levels) && levels[first] == 0 && !measured(levels[:first]) {
		first++
	}
	worst = r.Level(f.Metric)
	for i := first; i < len(levels); i++ {
		if levels[i] > worst != f.Up {
			worst = levels[i]
		}
	}
	return worst, !f.Up || worst != 0 || measured(levels)
}

func measured(levels []int64) bool {
	for _, n := range levels {
		if n != 0 {
			return true
		}
	}
	return false
}

// tenths returns a over b in tenths, rounded; b is positive.
func tenths(a, b int64) int64 {
	if a > 1<<58 {
		return a / b * 10
	}
	return (a*10 + b/2) / b
}

// Text writes a figure's amount with its unit: "186ms", "20.4%", "9건".
func Text(sc *sim.Scenario, f *sim.Figure, n int64, lang sim.Lang) string {
	m := &sc.Metrics[f.Metric]
	switch m.Unit {
	case "ns":
		return sim.Millis(sim.Time(n))
	case "ppm":
		return sim.Percent(n)
	}
	return sim.Comma(n) + m.Unit + f.Unit.In(lang)
}

// Times writes a ratio given in tenths: "9.2배", "54배".
func Times(tenth int64, lang sim.Lang) string {
	text := sim.Comma((tenth + 5) / 10)
	if tenth < 100 {
		text = sim.Comma(tenth / 10)
		if tenth%10 != 0 {
			text += "." + sim.Comma(tenth%10)
		}
	}
	return text + sim.T("배", "×").In(lang)
}

// Title names a figure in full: "쓰기 지연 p50".
func Title(sc *sim.Scenario, f *sim.Figure, lang sim.Lang) string {
	if title := f.Title.In(lang); title != "" {
		return title
	}
	name := sc.Metrics[f.Metric].Name.In(lang)
	if f.Percent > 0 {
		name += " p" + sim.Comma(f.Percent)
	}
	return name
}
