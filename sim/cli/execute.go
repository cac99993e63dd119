package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
)

const (
	checkEvery    = 1 << 10   // steps between looks at Ctrl-C
	progressEvery = 1_000_000 // steps between words of progress
)

// The reasons for which a run ends, as in summaryJSON.
const (
	endedSteps = "steps" // as many steps were taken as were asked for
	endedUntil = "until" // the next step lies behind the time asked for
	endedRest  = "rest"  // nothing is left to happen
	endedLimit = "limit" // sim.MaxStep steps were taken before the time asked for
	endedFull  = "full"  // too many events were pending
)

// report writes a run down as it goes on.
type report interface {
	begin() error
	step(rec sim.Record) error
	end(ended string) error
}

// page is what a report writes to, and what it may read.
type page struct {
	*bufio.Writer
	job   *job
	run   *sim.Run
	env   *Env
	spoke bool // something was said about progress
}

var formatNames = []string{"text", "ndjson", "mermaid", "summary", "digest"}

// newReport returns the report for a format of formatNames.
func newReport(p *page) report {
	switch p.job.format {
	case "ndjson":
		return newNDJSON(p)
	case "mermaid":
		return newMermaid(p)
	case "summary":
		return newSummary(p)
	case "digest":
		return &digestReport{page: p}
	}
	return newText(p)
}

// options records only what the format shows: a long run then needs no memory
// beyond the engine's own.
func (j *job) options() sim.Options {
	switch j.format {
	case "text", "mermaid":
		return sim.Options{Laws: true}
	case "digest":
		return sim.Options{Laws: true, Digests: true}
	}
	return sim.Options{Laws: true, Digests: true, Metrics: true}
}

// execute takes the run and writes it down. It returns Broke when a law broke.
func (j *job) execute(ctx context.Context, env *Env) error {
	run, err := sim.NewRun(j.spec, j.options())
	if err != nil {
		return err
	}
	out, err := openOutput(j.out, env.Out)
	if err != nil {
		return err
	}
	defer out.discard()
	p := &page{Writer: bufio.NewWriterSize(out, 1<<16), job: j, run: run, env: env}
	if err := p.write(ctx, newReport(p)); err != nil {
		_ = p.Flush() // what was written so far is worth having; the first error counts
		return out.explain(err)
	}
	if err := out.commit(); err != nil {
		return err
	}
	for law := range run.Scenario().Laws {
		if run.LawState(sim.Law(law)).Broken > 0 {
			return Broke
		}
	}
	return nil
}

func (p *page) write(ctx context.Context, rep report) error {
	if err := rep.begin(); err != nil {
		return err
	}
	ended, err := p.drive(ctx, rep)
	if p.spoke {
		_, _ = fmt.Fprint(p.env.Progress, "\r\033[K") // progress leaves no trace
	}
	if err != nil {
		return err
	}
	if ended == endedLimit {
		p.env.say(fmt.Sprintf("ended at %s, after %d steps: a run takes no more", p.run.Now(), sim.MaxStep))
	}
	if err := rep.end(ended); err != nil {
		return err
	}
	return p.Flush()
}

// drive steps the run as far as the job says.
func (p *page) drive(ctx context.Context, rep report) (ended string, err error) {
	r := p.run
	for ; r.StepCount() < p.job.steps; p.progress() {
		if r.StepCount()%checkEvery == 0 && ctx.Err() != nil {
			return "", ctx.Err()
		}
		next, ok := r.Next()
		if !ok && r.Full() {
			return endedFull, nil
		}
		if !ok {
			return endedRest, nil
		}
		if next > p.job.until {
			return endedUntil, nil
		}
		r.Step()
		rec, _ := r.Last()
		if err := rep.step(rec); err != nil {
			return "", err
		}
	}
	if p.job.until != sim.Never {
		return endedLimit, nil
	}
	return endedSteps, nil
}

// progress says how far a run is when its output does not.
func (p *page) progress() {
	n := p.run.StepCount()
	quiet := p.job.out != "" || p.job.format == "summary" || p.job.format == "digest"
	if n%progressEvery != 0 || !quiet || !terminal(p.env.Progress) {
		return
	}
	p.spoke = true
	_, _ = fmt.Fprintf(p.env.Progress, "\r%s steps, %s ", sim.Comma(n), p.run.Now())
}

// terminal reports whether somebody may be watching w: progress is noise in a file.
func terminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return w != nil
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// link returns the canonical link to what was run, or why there is none.
func (p *page) link() (string, error) {
	l := p.job.link
	if p.job.follow {
		l.At = p.run.StepCount()
	}
	if l.Beat == 0 { // a beat's run is the talk's, not the link's
		l.Actions = p.run.Spec().Actions
	}
	return link.Encode(l, p.env.Catalogue)
}

// linkOrReason is link for people and for places that hold any text.
func (p *page) linkOrReason() string {
	text, err := p.link()
	if err != nil {
		return "- (" + err.Error() + ")"
	}
	return text
}

// name returns a node's short name, as in links; "" for none.
func (p *page) name(id sim.NodeID) string {
	if nodes := p.run.Nodes(); id >= 0 && int(id) < len(nodes) {
		return nodes[id].Name
	}
	return ""
}

// broke returns the laws that broke in the step just taken.
func (p *page) broke() []sim.Law {
	var out []sim.Law
	for i := range p.run.Scenario().Laws {
		if law := sim.Law(i); p.run.LawState(law).Broken == p.run.StepCount() {
			out = append(out, law)
		}
	}
	return out
}

// sentence returns what a step did, in the run's language.
func (p *page) sentence(rec sim.Record) string {
	if said := p.run.Caption(rec, p.job.lang).Plain(); said != "" {
		return said
	}
	if rec.Op == sim.Acted {
		return p.action(rec)
	}
	return p.run.Scenario().Kind(rec.Kind).Name
}

// action returns what a person did in a step of operation Acted: "crash(s1)".
func (p *page) action(rec sim.Record) string { return p.run.Log()[rec.C].Call() }
