package cli

import (
	"encoding/json"
	"fmt"

	"github.com/kookmin-msa-study/msalab/sim"
)

// stepLine is one line of the format ndjson. Numbers are whole; times are virtual
// nanoseconds. Step 0 as a cause is the start of the run.
type stepLine struct {
	Type     string           `json:"type"` // "step"
	Step     int64            `json:"step"`
	At       int64            `json:"at"`
	Op       string           `json:"op"`                // as sim.Op.String
	Kind     string           `json:"kind,omitempty"`    // of the message or timer
	Node     string           `json:"node,omitempty"`    // where it happened
	Peer     string           `json:"peer,omitempty"`    // who sent the message; the link's other end
	Message  int64            `json:"message,omitempty"` // its number in the run, as in drop(m57)
	Cause    int64            `json:"cause"`             // the step that sent it or set the timer
	Fields   map[string]int64 `json:"fields,omitempty"`  // the message's numbers by name
	Action   string           `json:"action,omitempty"`  // what a person did: "crash(s1)"
	Note     *noteJSON        `json:"note,omitempty"`
	Sentence string           `json:"sentence"`
	Broke    []brokeJSON      `json:"broke,omitempty"` // the laws that broke first in this step
}

// noteJSON is what the scenario had to say about a step.
type noteJSON struct {
	Number int64    `json:"number"` // index of Scenario.Notes
	Args   [4]int64 `json:"args"`
	Mark   bool     `json:"mark,omitempty"` // a turning point
}

type brokeJSON struct {
	Law    string `json:"law"`
	Reason string `json:"reason"`
}

// summaryJSON is the last line of the format ndjson.
type summaryJSON struct {
	Type       string            `json:"type"` // "summary"
	Scenario   string            `json:"scenario"`
	Seed       uint64            `json:"seed"`
	Parameters map[string]string `json:"parameters"` // as written in links, at the start
	Actions    []string          `json:"actions"`    // with their step or time
	Steps      int64             `json:"steps"`
	At         int64             `json:"at"`    // the time of the last step
	Ended      string            `json:"ended"` // "steps", "until", "rest" or "limit"
	Digest     string            `json:"digest"`
	Metrics    []metricJSON      `json:"metrics"`
	Laws       []lawJSON         `json:"laws"`
	Link       string            `json:"link"`              // "" when there is none
	LinkError  string            `json:"no_link,omitempty"` // why there is none
}

// metricJSON is a counter or gauge with its value, or a distribution with exact
// order statistics over the whole run, which are absent when there is no sample.
type metricJSON struct {
	ID    string `json:"id"`
	Kind  string `json:"kind"` // "counter", "gauge" or "distribution"
	Unit  string `json:"unit"` // "ns", "ppm", "" ...
	Value *int64 `json:"value,omitempty"`
	Count *int64 `json:"count,omitempty"`
	P50   *int64 `json:"p50,omitempty"`
	P90   *int64 `json:"p90,omitempty"`
	P99   *int64 `json:"p99,omitempty"`
	Max   *int64 `json:"max,omitempty"`
}

type lawJSON struct {
	ID         string `json:"id"`
	Kind       string `json:"kind"`  // "safety" or "liveness"
	Holds      bool   `json:"holds"` // after the last step
	BrokenStep int64  `json:"broken_step,omitempty"`
	BrokenAt   *int64 `json:"broken_at,omitempty"`
	Reason     string `json:"reason,omitempty"`
}

type ndjsonReport struct {
	*page
	encoder *json.Encoder
}

func newNDJSON(p *page) *ndjsonReport {
	encoder := json.NewEncoder(p)
	encoder.SetEscapeHTML(false)
	return &ndjsonReport{p, encoder}
}

func (n *ndjsonReport) begin() error { return nil }

func (n *ndjsonReport) step(rec sim.Record) error {
	node, peer := rec.Ends()
	line := stepLine{Type: "step", Step: rec.Step, At: int64(rec.At), Op: rec.Op.String(), Node: n.name(node),
		Peer: n.name(peer), Message: rec.Message, Cause: rec.Cause, Sentence: n.sentence(rec)}
	switch {
	case rec.Op == sim.Acted:
		line.Action = n.action(rec)
		if rec.Message != 0 {
			line.Kind = n.run.Scenario().Kind(rec.Kind).Name
		}
	case !rec.Wake: // the engine's own timers have no kind
		line.Kind, line.Fields = n.content(rec)
	}
	if rec.Note > 0 {
		note := n.run.Scenario().Notes[rec.Note-1]
		line.Note = &noteJSON{int64(rec.Note - 1), rec.Args, note.Mark}
	}
	for _, law := range n.broke() {
		line.Broke = append(line.Broke, brokeJSON{n.run.Scenario().Laws[law].ID, n.run.LawReason(law, n.job.lang)})
	}
	return n.encoder.Encode(&line)
}

// content names the message's or timer's kind and numbers.
func (p *page) content(rec sim.Record) (kind string, fields map[string]int64) {
	spec := p.run.Scenario().Kind(rec.Kind)
	for i, value := range [4]int64{rec.A, rec.B, rec.C, rec.D} {
		if spec.Fields[i] == "" {
			continue
		}
		if fields == nil {
			fields = map[string]int64{} // encoding/json writes it in the order of names
		}
		fields[spec.Fields[i]] = value
	}
	return spec.Name, fields
}

func (n *ndjsonReport) end(ended string) error { return n.encoder.Encode(n.summary(ended)) }

// summary measures the run as it stands.
func (p *page) summary(ended string) *summaryJSON {
	sc := p.run.Scenario()
	s := &summaryJSON{Type: "summary", Scenario: sc.ID, Seed: p.job.spec.Seed, Parameters: map[string]string{},
		Actions: []string{}, Steps: p.run.StepCount(), At: int64(p.run.Now()), Ended: ended,
		Digest: fmt.Sprintf("%016x", p.run.Digest()), Metrics: p.metrics(), Laws: []lawJSON{}}
	for i := range sc.Params {
		s.Parameters[sc.Params[i].ID] = sc.Params[i].Format(p.job.spec.Params[i])
	}
	for _, a := range p.run.Spec().Actions {
		s.Actions = append(s.Actions, a.String())
	}
	for i, law := range sc.Laws {
		state := p.run.LawState(sim.Law(i))
		line := lawJSON{ID: law.ID, Kind: lawKind(law), Holds: state.Holds, BrokenStep: state.Broken,
			Reason: p.run.LawReason(sim.Law(i), p.job.lang)}
		if state.Broken > 0 {
			line.BrokenAt = (*int64)(&state.BrokenAt)
		}
		s.Laws = append(s.Laws, line)
	}
	var err error
	if s.Link, err = p.link(); err != nil {
		s.LinkError = err.Error()
	}
	return s
}

func (p *page) metrics() []metricJSON {
	out := []metricJSON{}
	scratch := []int64{}
	for i, spec := range p.run.Scenario().Metrics {
		m := metricJSON{ID: spec.ID, Kind: metricKinds[spec.Kind], Unit: spec.Unit}
		level := p.run.Level(sim.Metric(i))
		if spec.Kind == sim.Distribution {
			m.Count = &level
			samples := p.run.Samples(sim.Metric(i))
			quantile := func(percent int64) *int64 {
				if value, ok := sim.Quantile(samples, percent, &scratch); ok {
					return &value
				}
				return nil
			}
			m.P50, m.P90, m.P99, m.Max = quantile(50), quantile(90), quantile(99), quantile(100)
		} else {
			m.Value = &level
		}
		out = append(out, m)
	}
	return out
}

var metricKinds = map[sim.MetricKind]string{sim.Counter: "counter", sim.Gauge: "gauge", sim.Distribution: "distribution"}

func lawKind(law sim.LawSpec) string {
	if law.Liveness {
		return "liveness"
	}
	return "safety"
}
