package visual

import (
	"strconv"

	"github.com/kookmin-msa-study/msalab/sim"
)

// chartWindow is what a percentile or a rate is taken over.
const chartWindow = sim.Second

// showMetric writes a metric's value with its unit.
func showMetric(m *sim.MetricSpec, v int64) string {
	switch m.Unit {
	case "ns":
		return sim.Millis(sim.Time(v))
	case "ppm":
		return sim.Percent(v)
	}
	return sim.Comma(v) + m.Unit
}

// shortSeed writes a long seed, which came with a link, by its ends.
func shortSeed(seed uint64) string {
	text := strconv.FormatUint(seed, 10)
	if len(text) > 10 {
		text = text[:4] + "…" + text[len(text)-4:]
	}
	return text
}

// digestText writes a digest in sixteen digits.
func digestText(d uint64) string {
	text := strconv.FormatUint(d, 16)
	for len(text) < 16 {
		text = "0" + text
	}
	return text
}
