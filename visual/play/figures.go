package play

import (
	"strconv"

	"github.com/kookmin-msa-study/msalab/sim"
)

// ChartWindow is what a percentile or a rate is taken over.
const ChartWindow = sim.Second

// ShowMetric writes a metric's value with its unit.
func ShowMetric(m *sim.MetricSpec, v int64) string {
	switch m.Unit {
	case "ns":
		return sim.Millis(sim.Time(v))
	case "ppm":
		return sim.Percent(v)
	}
	return sim.Comma(v) + m.Unit
}

// ShortSeed writes a long seed, which came with a link, by its ends.
func ShortSeed(seed uint64) string {
	text := strconv.FormatUint(seed, 10)
	if len(text) > 10 {
		text = text[:4] + "…" + text[len(text)-4:]
	}
	return text
}

// DigestText writes a digest in sixteen digits.
func DigestText(d uint64) string {
	text := strconv.FormatUint(d, 16)
	for len(text) < 16 {
		text = "0" + text
	}
	return text
}
