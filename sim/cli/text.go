package cli

import (
	"fmt"
	"strings"

	"github.com/kookmin-msa-study/msalab/sim"
)

// textReport writes a line a step.
type textReport struct {
	*page
	width int // of the column of nodes
}

func newText(p *page) *textReport {
	longest := 0
	for _, node := range p.run.Nodes() {
		longest = max(longest, len([]rune(node.Name)))
	}
	return &textReport{p, min(2*longest+1, 24)}
}

func (t *textReport) begin() error { return nil }

func (t *textReport) step(rec sim.Record) error {
	if err := t.line(rec, t.ends(rec), t.sentence(rec)); err != nil {
		return err
	}
	for _, law := range t.broke() {
		spec := &t.run.Scenario().Laws[law]
		says := "✗ " + spec.Name.In(t.job.lang)
		if why := t.run.LawReason(law, t.job.lang); why != "" {
			says += ": " + why
		}
		if err := t.line(rec, "", says); err != nil {
			return err
		}
	}
	return nil
}

func (t *textReport) line(rec sim.Record, ends, says string) error {
	_, err := fmt.Fprintf(t, "%8d  %12s  %-*s  %s\n", rec.Step, rec.At.Decimal(6)+"s", t.width, ends, says)
	return err
}

// ends writes who took part: "s1", "s1→s2" for a message, "s1-s2" for a link.
func (p *page) ends(rec sim.Record) string {
	node, peer := rec.Ends()
	switch {
	case peer == sim.None:
		return p.name(node)
	case rec.Op == sim.Acted && rec.Message == 0:
		return p.name(node) + "-" + p.name(peer)
	}
	return p.name(peer) + "→" + p.name(node)
}

func (t *textReport) end(string) error {
	_, err := fmt.Fprintf(t, "%8s  %s\n", "link", t.linkOrReason())
	return err
}

// digestReport writes one line at the end.
type digestReport struct{ *page }

func (d *digestReport) begin() error          { return nil }
func (d *digestReport) step(sim.Record) error { return nil }

func (d *digestReport) end(string) error {
	_, err := fmt.Fprintf(d, "%016x %d %s\n", d.run.Digest(), d.run.StepCount(), d.linkOrReason())
	return err
}

// summaryReport writes what came out, for people.
type summaryReport struct {
	*page
	width int   // of the column of names
	err   error // the first error of printf
}

func newSummary(p *page) *summaryReport {
	sc := p.run.Scenario()
	s := &summaryReport{page: p, width: len("digest")}
	for i := range sc.Params {
		s.width = max(s.width, len(sc.Params[i].ID))
	}
	for i := range sc.Metrics {
		s.width = max(s.width, len(sc.Metrics[i].ID))
	}
	for i := range sc.Laws {
		s.width = max(s.width, len(sc.Laws[i].ID))
	}
	return s
}

func (s *summaryReport) begin() error          { return nil }
func (s *summaryReport) step(sim.Record) error { return nil }

func (s *summaryReport) printf(format string, args ...any) {
	if s.err == nil {
		_, s.err = fmt.Fprintf(s, format, args...)
	}
}

func (s *summaryReport) word(t sim.Text) string { return t.In(s.job.lang) }

func (s *summaryReport) end(ended string) error {
	sum := s.summary(ended)
	sc := s.run.Scenario()
	s.printf("%s — %s\n\n", sc.ID, s.word(sc.Title))
	s.row("seed", fmt.Sprint(sum.Seed))
	for i := range sc.Params {
		p := &sc.Params[i]
		v := s.job.spec.Params[i]
		shown := p.Show(v, s.job.lang)
		if len(p.Choices) > 0 {
			shown = p.Format(v) + " (" + shown + ")"
		}
		s.row(p.ID, shown+"  "+s.word(p.Name))
	}
	for _, a := range sum.Actions {
		s.row("do", a)
	}
	s.row("steps", sim.Comma(sum.Steps)+"  "+s.word(endings[ended]))
	s.row("time", s.run.Now().Decimal(6)+"s")
	s.row("digest", sum.Digest)
	s.metrics(sum.Metrics)
	s.laws(sum.Laws)
	s.printf("\n")
	s.row("link", s.linkOrReason())
	return s.err
}

var endings = map[string]sim.Text{
	endedSteps: sim.T("정한 단계까지 실행했어요", "as many as were asked for"),
	endedUntil: sim.T("정한 시각까지 실행했어요", "up to the time asked for"),
	endedRest:  sim.T("더 일어날 일이 없어요", "nothing is left to happen"),
	endedFull:  sim.T("대기 이벤트가 100만 개를 넘어서 여기서 멈췄어요", "more than a million events were pending: the run ends here"),
	endedLimit: sim.T("한 번에 실행할 수 있는 최대 단계예요", "the most a run takes"),
}

func (s *summaryReport) row(name, value string) { s.printf("  %-*s  %s\n", s.width, name, value) }

func (s *summaryReport) metrics(all []metricJSON) {
	if len(all) == 0 {
		return
	}
	s.printf("\n%s\n", s.word(sim.T("지표", "metrics")))
	for i, m := range all {
		s.row(m.ID, metricText(&m, s.job.lang)+"  "+s.word(s.run.Scenario().Metrics[i].Name))
	}
}

// metricText writes what a metric came to: its value, or its percentiles.
func metricText(m *metricJSON, lang sim.Lang) string {
	if m.Value != nil {
		return inUnit(*m.Value, m.Unit)
	}
	if m.P50 == nil {
		return sim.T("표본 없음", "no samples").In(lang)
	}
	parts := []string{fmt.Sprintf("n %s", sim.Comma(*m.Count))}
	for _, q := range []struct {
		name  string
		value *int64
	}{{"p50", m.P50}, {"p90", m.P90}, {"p99", m.P99}, {"max", m.Max}} {
		parts = append(parts, q.name+" "+inUnit(*q.value, m.Unit))
	}
	return strings.Join(parts, " · ")
}

// brokenAt says where a law broke.
func brokenAt(l *lawJSON, lang sim.Lang) string {
	return fmt.Sprintf(sim.T("%s단계 (%s)", "step %s (%s)").In(lang), sim.Comma(l.BrokenStep), sim.Time(*l.BrokenAt).Decimal(6)+"s")
}

func (s *summaryReport) laws(all []lawJSON) {
	if len(all) == 0 {
		return
	}
	s.printf("\n%s\n", s.word(sim.T("불변식", "laws")))
	for i, l := range all {
		name := s.word(s.run.Scenario().Laws[i].Name)
		if l.BrokenStep == 0 {
			s.printf("✓ %-*s  %s\n", s.width, l.ID, name)
			continue
		}
		s.printf("✗ %-*s  %s — %s: %s\n", s.width, l.ID, name, brokenAt(&l, s.job.lang), l.Reason)
	}
}

// inUnit writes a metric's value for people.
func inUnit(n int64, unit string) string {
	switch unit {
	case "ns":
		return sim.Millis(sim.Time(n))
	case "ppm":
		return sim.Percent(n)
	}
	return sim.Comma(n) + unit
}
