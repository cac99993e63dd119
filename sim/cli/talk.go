package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/talk"
)

// TalkCmd checks or presents a talk.
type TalkCmd struct {
	File  string `arg:"" help:"A talk in Markdown, as package sim/talk describes it."`
	Check bool   `help:"Only check it, and say what each beat reaches."`
}

// Run is called by kong. A bad talk ends a check with 1 and all that is wrong with
// it, and presenting with 2.
func (c *TalkCmd) Run(ctx context.Context, env *Env) error {
	shown, err := LoadTalk(ctx, c.File, env.Catalogue, env.Has)
	switch {
	case err == nil && c.Check:
		return sayTalk(env.Out, c.File, shown)
	case err == nil && env.Present != nil:
		return env.Present(shown)
	case err == nil:
		return sim.BadInput("there is no window here to present a talk in: talk %s --check checks it", clip(c.File))
	case c.Check && errors.Is(err, talk.ErrTalk):
		if _, err := fmt.Fprintln(env.Out, err); err != nil {
			return err
		}
		return Broke
	case errors.Is(err, talk.ErrTalk):
		first, rest, more := strings.Cut(err.Error(), "\n")
		if more {
			first = fmt.Sprintf("%s (and %d more: talk %s --check lists them)", first, 1+strings.Count(rest, "\n"), clip(c.File))
		}
		return sim.BadInput("%s", first)
	}
	return err
}

// LoadTalk reads a talk and makes it ready on a catalogue; has says which characters
// can be shown. What is wrong with the talk itself matches talk.ErrTalk; when ctx
// ends, so does LoadTalk, with its error.
func LoadTalk(ctx context.Context, file string, catalogue []*sim.Scenario, has func(rune) bool) (*talk.Show, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, unreadable(file, err)
	}
	defer func() { _ = f.Close() }() // it was only read
	text, err := io.ReadAll(io.LimitReader(f, talk.MaxBytes+1))
	if err != nil {
		return nil, unreadable(file, err)
	}
	shown, err := talk.Load(file, string(text), catalogue, has, func() bool { return ctx.Err() == nil })
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return shown, err
}

func unreadable(file string, err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return sim.BadInput("cannot read the talk %q: %v", clip(file), err)
}

// counted returns a number of things in English.
func counted(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + one + "s"
}

// sayTalk writes what each beat reaches.
func sayTalk(w io.Writer, file string, shown *talk.Show) (err error) {
	out := bufio.NewWriter(w)
	t := shown.Talk
	planned := 0
	for i := range t.Beats {
		planned += t.Beats[i].Seconds
	}
	_, _ = fmt.Fprintf(out, "%s: %s · %s · %s · %s of %s\n", file, t.Title, t.Lang, counted(len(t.Beats), "beat"), clock(planned), clock(60*t.Minutes))
	var run *sim.Run // goes on with its beats: from the start for each it would take their square
	for i := range shown.Stops {
		s := &shown.Stops[i]
		if !s.Same {
			if run, err = sim.NewRun(s.Spec, sim.Options{Laws: true}); err != nil {
				return err
			}
		}
		run.StepTo(s.At)
		sayStop(out, i, &t.Beats[i], s, run)
	}
	return out.Flush() // where writing failed, this says so
}

// sayStop writes what one beat reaches; run stands where it rests.
func sayStop(out *bufio.Writer, i int, b *talk.Beat, s *talk.Stop, run *sim.Run) {
	how := "goes on"
	if !s.Same {
		how = "begins " + s.Spec.Scenario.ID
	}
	_, _ = fmt.Fprintf(out, "%2d  %s  %s\n          %s, step %d → %d, %s\n", i+1, clock(b.Seconds), b.Title, how, s.From, s.At, s.Time)
	for law := range s.Spec.Scenario.Laws {
		if state := run.LawState(sim.Law(law)); state.Broken > 0 {
			_, _ = fmt.Fprintf(out, "          ✗ %s broke in step %d, %s\n", s.Spec.Scenario.Laws[law].ID, state.Broken, state.BrokenAt)
		}
	}
	if q := s.Ask; q != nil {
		_, _ = fmt.Fprintf(out, "          ? %s\n            %d of %d: %s (step %d)\n", q.Text, q.Answer+1, len(q.Choices), q.Choices[q.Answer].Text, q.Until)
	}
}

// clock writes seconds as minutes: "1:05".
func clock(seconds int) string { return fmt.Sprintf("%d:%02d", seconds/60, seconds%60) }
