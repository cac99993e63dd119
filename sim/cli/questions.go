package cli

import (
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/talk"
)

// questions writes what the scenario's tour asks, each answer folded away: the same
// page serves before and after a talk.
func (n *noteReport) questions() {
	text := n.run.Scenario().Tour.In(n.job.lang)
	if text == "" || n.err != nil {
		return
	}
	var show *talk.Show
	tour, err := talk.Parse("tour."+n.job.lang.String()+".md", text)
	if err == nil {
		show, err = tour.Show(n.env.Catalogue)
	}
	if err != nil {
		n.err = err
		return
	}
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
