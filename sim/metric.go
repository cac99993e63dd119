package sim

import "golang.org/x/exp/slices"

// Metric numbers a scenario's metrics; it indexes Scenario.Metrics.
type Metric int

// history holds what a run has measured. It only ever grows, and a run is
// deterministic: so a run that went back needs only shorter lengths, never a copy.
type history struct {
	samples [][]Sample // by metric; only distributions have any
	levels  [][]int64  // by metric; one value for each tick of the grid
}

// Sample is what was observed of a distribution at an instant: one value, N times.
type Sample struct {
	At    Time
	Value int64
	N     int64
}

// observe writes a sample down. What a sample stands for beyond one observation is kept
// in the metric's level, which a distribution has no other use for.
func (r *Run) observe(m Metric, value, times int64) {
	if times <= 0 {
		return
	}
	n := r.w.samples[m]
	r.w.samples[m]++
	r.w.levels[m] += times - 1
	if !r.opts.Metrics {
		return
	}
	if log := r.history.samples[m]; n < len(log) {
		log[n] = Sample{r.w.now, value, times}
		return
	}
	r.history.samples[m] = append(r.history.samples[m], Sample{r.w.now, value, times})
}

// tick writes the levels of all counters and gauges for every grid instant before t.
func (r *Run) tick(t Time) {
	for r.w.nextTick <= t && t != Never {
		if r.opts.Metrics {
			r.writeLevels()
		}
		r.w.ticks++
		r.w.nextTick += r.grid
		if r.w.nextTick > MaxTime { // nobody looks there, and an event may lie centuries away
			r.w.nextTick = Never
		}
	}
}

func (r *Run) writeLevels() {
	for m, log := range r.history.levels {
		if r.w.ticks < len(log) {
			log[r.w.ticks] = r.w.levels[m] // written before, by a run that went further
			continue
		}
		r.history.levels[m] = append(log, r.w.levels[m])
	}
}

// Level returns a counter or gauge as it stands now; for a distribution the
// number of observations.
func (r *Run) Level(m Metric) int64 {
	if r.sc.Metrics[m].Kind == Distribution {
		return int64(r.w.samples[m]) + r.w.levels[m]
	}
	return r.w.levels[m]
}

// Samples returns a distribution's samples so far, oldest first. The slice is
// the run's own: read it before the next step, and do not change it.
func (r *Run) Samples(m Metric) []Sample {
	log := r.history.samples[m]
	return log[:min(r.w.samples[m], len(log))]
}

// Levels returns the values of a counter or gauge at the instants 0, Grid,
// 2·Grid … up to now. The slice is the run's own.
func (r *Run) Levels(m Metric) []int64 {
	log := r.history.levels[m]
	return log[:min(r.w.ticks, len(log))]
}

// Grid returns the distance of the instants at which levels are written.
func (r *Run) Grid() Time { return r.grid }

// Window returns the part of samples, which are in order of time, with
// from < At <= to.
func Window(samples []Sample, from, to Time) []Sample {
	after := func(t Time) int {
		i, _ := slices.BinarySearchFunc(samples, t, func(s Sample, t Time) int {
			if s.At <= t {
				return -1
			}
			return 1
		})
		return i
	}
	return samples[after(from):after(to)]
}

// Quantile returns the exact order statistic at rank ⌈q·n⌉ of the n observations, with q
// in percent, and false when there is none. scratch is reused if it is large enough.
func Quantile(samples []Sample, percent int64, scratch *[]int64) (int64, bool) {
	if len(samples) == 0 {
		return 0, false
	}
	values, n := (*scratch)[:0], int64(0)
	for _, s := range samples {
		values = append(values, s.Value)
		n += s.N
	}
	rank := max((n*percent+99)/100, 1)
	if n > int64(len(samples)) {
		for _, s := range samples {
			values = append(values, s.N)
		}
		*scratch = values
		return selectWeighted(values[:len(samples)], values[len(samples):], rank), true
	}
	*scratch = values
	return selectRank(values, int(rank)-1), true
}

// selectWeighted returns the value at a rank, from 1, where each value counts as often as
// its weight says; it reorders both. It is selectRank with sums in the place of indices.
func selectWeighted(values, weights []int64, rank int64) int64 {
	lo, hi := 0, len(values)-1
	for lo < hi {
		i, j := partition(values, weights, lo, hi)
		left := sum(weights[lo : j+1])
		middle := sum(weights[j+1 : i])
		switch {
		case rank <= left:
			hi = j
		case rank > left+middle:
			rank -= left + middle
			lo = i
		default:
			return values[j+1]
		}
	}
	return values[lo]
}

// partition reorders values from lo to hi, and their weights if there are any, around the
// median of three of them: up to j none is larger, from i on none is smaller, and what
// lies between is equal to it. Hoare's scheme: no randomness needed.
func partition(values, weights []int64, lo, hi int) (i, j int) {
	pivot := medianOfThree(values[lo], values[(lo+hi)/2], values[hi])
	for i, j = lo, hi; i <= j; {
		for values[i] < pivot {
			i++
		}
		for values[j] > pivot {
			j--
		}
		if i > j {
			break
		}
		values[i], values[j] = values[j], values[i]
		if weights != nil {
			weights[i], weights[j] = weights[j], weights[i]
		}
		i, j = i+1, j-1
	}
	return i, j
}

func sum(list []int64) (total int64) {
	for _, n := range list {
		total += n
	}
	return total
}

// selectRank returns the k-th smallest value (from 0) by quickselect; it reorders values.
func selectRank(values []int64, k int) int64 {
	lo, hi := 0, len(values)-1
	for lo < hi {
		i, j := partition(values, nil, lo, hi)
		switch {
		case k <= j:
			hi = j
		case k >= i:
			lo = i
		default:
			return values[k]
		}
	}
	return values[lo]
}

func medianOfThree(a, b, c int64) int64 {
	return max(min(a, b), min(max(a, b), c))
}
