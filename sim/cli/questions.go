package cli

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/talk"
	"github.com/kookmin-msa-study/msalab/sim/versus"
)

// beat puts a link to a beat of the tour in place of the run that it stands for, and
// returns the tour and what the beat says. A scenario without a tour has none.
func (j *job) beat(env *Env) (show *talk.Show, says string, err error) {
	text := j.spec.Scenario.Tour.In(j.lang)
	if text == "" {
		return nil, "", nil
	}
	tour, err := talk.Parse("tour."+j.lang.String()+".md", text)
	if err == nil {
		show, err = tour.Show(env.Catalogue)
	}
	if err != nil || j.link.Beat == 0 {
		return show, "", err
	}
	if j.link.Beat > len(show.Stops) {
		return nil, "", sim.BadInput("beat %d is not in the tour of %s: it has beats 1 to %d", j.link.Beat, j.spec.Scenario.ID, len(show.Stops))
	}
	stop := &show.Stops[j.link.Beat-1]
	j.spec, j.steps, j.until, j.follow = stop.Spec, stop.At, sim.Never, false
	for _, span := range tour.Beats[j.link.Beat-1].Says {
		says += span.Text
	}
	return show, says, nil
}

// versus writes how the runs of a link differ at this moment.
func (n *noteReport) versus() {
	if len(n.specs) < 2 || n.job.link.Beat > 0 || n.err != nil {
		return
	}
	until := n.run.Now()
	if n.job.link.ByTime {
		until = n.job.link.Time
	}
	sides := make([]versus.Side, len(n.specs))
	for i, spec := range n.specs {
		if sides[i], n.err = sideAt(n.ctx, spec, until); n.err != nil {
			return
		}
	}
	n.heading(noteWords.against)
	n.printf("```text\n")
	if n.err == nil {
		n.err = n.Flush()
	}
	if n.err == nil {
		n.err = writeVersus(n.Writer, sides, versus.Names(n.specs, n.job.lang), until, n.job.lang)
	}
	n.printf("```\n")
}

// questions writes what the scenario's tour asks, each answer folded away: the same
// page serves before and after a talk.
func (n *noteReport) questions() {
	if n.tour == nil {
		return
	}
	show := n.tour
	number := 0
	for i := range show.Stops {
		if q := show.Stops[i].Ask; q != nil {
			number++
			if number == 1 {
				n.heading(noteWords.questions)
			} else {
				n.printf("\n")
			}
			n.question(number, q)
		}
	}
}

func (n *noteReport) question(number int, q *talk.Question) {
	n.printf("%d. %s\n", number, escapeMarkdown(q.Text))
	for i, c := range q.Choices {
		n.printf("   - %s %s\n", keycap(i), escapeMarkdown(c.Text))
	}
	n.printf("\n   <details><summary>%s</summary>\n\n", n.word(noteWords.show))
	if q.Answer >= 0 && q.Answer < len(q.Choices) {
		n.printf("   %s **%s**\n\n", keycap(q.Answer), escapeMarkdown(q.Choices[q.Answer].Text))
	}
	if q.Why != "" {
		n.printf("   %s\n\n", escapeMarkdown(q.Why))
	}
	n.printf("   </details>\n")
}

// keycap numbers a choice with the sign that a chat takes as a reaction: 1️⃣.
func keycap(i int) string { return sim.Comma(int64(i+1)) + "\ufe0f\u20e3" }
