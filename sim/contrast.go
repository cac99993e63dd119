package sim

// Contrast says which figures of a scenario's runs to compare, and how to put the
// difference into words.
type Contrast struct {
	Figures []Figure // the most telling first; a comparison shows the first two

	// After is how the sentence begins once an action has happened: by the action's
	// name, or, where only one node fits the words, by name and node, "crash p".
	After map[string]Text
}

// Figure is one number in which runs differ.
type Figure struct {
	Metric  Metric
	Percent int64 // the percentile of a distribution; 0 for a counter or a gauge
	Up      bool  // more is better
	Worst   bool  // of a gauge: the worst it was since the first fault, not what it is now
	Name    Text  // a word or two, as above a chart: "p99"
	Title   Text  // in full; the metric's name and its percentile if empty
	Unit    Text  // what a count counts: "건"; may be empty

	// Says compares the worst run with the others. Grows compares a figure with its own
	// value before the first fault, and may be empty.
	//
	//	{run} {x}   the worst run's name and figure
	//	{list}      the others' names and figures
	//	*word*      drawn in the worst run's colour
	//
	// As in Text, {x|이에요/예요} is followed by the particle that fits.
	Says, Grows Text
}

// Figures returns what comparisons of the scenario look at: Contrast.Figures, or, for
// a scenario that does not say, the 99th percentiles of its distributions and what
// else it measures.
func (sc *Scenario) Figures() []Figure {
	if len(sc.Contrast.Figures) > 0 {
		return sc.Contrast.Figures
	}
	var out, rest []Figure
	for i := range sc.Metrics {
		m := &sc.Metrics[i]
		switch {
		case m.Kind == Distribution:
			out = append(out, Figure{Metric: Metric(i), Percent: 99, Name: Text{m.Name.KO + " p99", m.Name.EN + " p99"}})
		case m.Node == "":
			rest = append(rest, Figure{Metric: Metric(i), Name: m.Name})
		}
	}
	return append(out, rest...)
}
