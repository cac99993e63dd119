package cli

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/sim/talk"
)

// noteWords are the headings of a page for a wiki.
var noteWords = struct {
	moment, start, against, settings, setting, value, real, done, metrics, metric, laws, seed, open, questions, show, learned, service sim.Text
}{
	moment:    sim.T("이 순간", "This moment"),
	start:     sim.T("아직 아무 일도 일어나지 않았어요.", "Nothing has happened yet."),
	against:   sim.T("비교", "Comparison"),
	settings:  sim.T("설정", "Settings"),
	setting:   sim.T("설정", "Setting"),
	value:     sim.T("값", "Value"),
	real:      sim.T("현업에서는", "In real systems"),
	done:      sim.T("일으킨 일", "What was done"),
	metrics:   sim.T("지표", "Metrics"),
	metric:    sim.T("지표", "Metric"),
	laws:      sim.T("불변식", "Invariants"),
	seed:      sim.T("시드", "Seed"),
	open:      sim.T("열기", "Open"),
	questions: sim.T("질문", "Questions"),
	show:      sim.T("정답 보기", "Show the answer"),
	learned:   sim.T("배운 점 3가지", "Three things learned"),
	service:   sim.T("우리 서비스라면?", "In our service?"),
}

// note writes a page for a wiki about the step that the link points at, or about the
// whole run when it points at none.
func (c *ExportCmd) note(ctx context.Context, env *Env, d Drawing) error {
	l, err := link.Decode(c.Link, env.Catalogue)
	if err != nil {
		return err
	}
	specs, err := link.Runs(l, env.Catalogue)
	if err != nil {
		return err
	}
	if c.Lang != "" {
		l.Lang, _ = sim.ParseLang(c.Lang)
	}
	l.AnyLang = false
	j := job{spec: specs[0], link: l, lang: l.Lang, until: specs[0].Scenario.Horizon, steps: sim.MaxStep, follow: !l.ByTime, format: "summary", out: c.Out}
	switch {
	case l.ByTime:
		j.until = l.Time
	case l.At > 0:
		j.steps, j.until = l.At, sim.Never
	}
	tour, says, err := j.beat(env)
	if err != nil {
		return err
	}
	run, err := sim.NewRun(j.spec, j.options())
	if err != nil {
		return err
	}
	var text bytes.Buffer
	p := &page{Writer: bufio.NewWriter(&text), job: &j, run: run, env: env}
	n := &noteReport{page: p, picture: d, address: addressOf(c.Link), ctx: ctx, specs: specs, tour: tour, says: says}
	if err := p.write(ctx, n); err != nil {
		return err
	}
	out, err := openOutput(c.Out, env.Out)
	if err != nil {
		return err
	}
	defer out.discard()
	if _, err := out.Write(text.Bytes()); err != nil {
		return out.explain(err)
	}
	if env.Draw != nil {
		if text, err := p.link(); err == nil {
			d.Link = text // the last step's, when the link pointed at none
		}
		if err := env.draw(ctx, n.pictureFile(), d); err != nil {
			return err
		}
	}
	return out.commit()
}

// addressOf returns the address before a link's "#", so that the page's link opens.
func addressOf(text string) string {
	before, _, found := strings.Cut(text, "#")
	if found && strings.Contains(before, "://") {
		return before
	}
	return ""
}

// noteReport writes the page. It keeps the last arrows before the step for a diagram.
type noteReport struct {
	*page
	picture Drawing
	address string
	ctx     context.Context
	specs   []sim.Spec // the runs that the link holds against each other
	tour    *talk.Show // the scenario's, if it has one
	says    string     // of the beat that the link opens
	drawn   *mermaidReport
	buffer  bytes.Buffer
	arrows  [noteArrows]string // a ring, by drawn
	count   int
	err     error // the first error of printf
}

// noteArrows is how many steps of a diagram a page has room for.
const noteArrows = 16

func (n *noteReport) begin() error {
	n.drawn = newMermaid(&page{Writer: bufio.NewWriter(&n.buffer), job: n.job, run: n.run, env: n.env})
	return nil
}

func (n *noteReport) step(rec sim.Record) error {
	n.drawn.arrows, n.drawn.notes = 0, 0 // no limit: old ones are dropped here
	if err := n.drawn.step(rec); err != nil {
		return err
	}
	if err := n.drawn.Flush(); err != nil {
		return err
	}
	if n.buffer.Len() > 0 {
		n.arrows[n.count%noteArrows] = n.buffer.String()
		n.count++
		n.buffer.Reset()
	}
	return nil
}

func (n *noteReport) printf(format string, args ...any) {
	if n.err == nil {
		_, n.err = fmt.Fprintf(n, format, args...)
	}
}

func (n *noteReport) word(t sim.Text) string { return t.In(n.job.lang) }

func (n *noteReport) heading(t sim.Text) { n.printf("\n## %s\n\n", n.word(t)) }

// pictureFile is the picture beside the page.
func (n *noteReport) pictureFile() string {
	return strings.TrimSuffix(n.job.out, path.Ext(n.job.out)) + ".png"
}

func (n *noteReport) end(ended string) error {
	sc := n.run.Scenario()
	first, second := sc.Title.KO, sc.Title.EN
	if n.job.lang == sim.EN {
		first, second = second, first
	}
	n.printf("# %s (%s)\n\n%s\n\n", escapeMarkdown(first), escapeMarkdown(second), escapeMarkdown(n.word(sc.Summary)))
	shared := n.linkOrReason()
	if n.address != "" {
		n.printf("[%s](%s%s)\n", n.word(noteWords.open), n.address, shared)
	} else {
		n.printf("%s: `%s`\n", n.word(noteWords.open), shared)
	}
	sum := n.summary(ended)
	n.moment()
	n.diagram()
	n.versus()
	n.settings(sum)
	n.figures(sum)
	n.lawList(sum)
	n.questions()
	n.printf("\n## %s\n\n1. \n2. \n3. \n\n## %s\n\n- \n", n.word(noteWords.learned), n.word(noteWords.service))
	return n.err
}

// moment writes the picture and what the step did.
func (n *noteReport) moment() {
	n.heading(noteWords.moment)
	said, detail := n.word(noteWords.start), ""
	if rec, ok := n.run.Last(); ok {
		said, detail = n.sentence(rec), n.run.Caption(rec, n.job.lang).Detail
	}
	if n.says != "" {
		said = n.says
	}
	if n.env.Draw != nil {
		file := n.pictureFile()
		file = file[strings.LastIndexAny(file, `/\`)+1:]
		n.printf("![%s](%s)\n\n", escapeMarkdown(said), strings.ReplaceAll(file, " ", "%20"))
	}
	n.printf("> **%s**\n", escapeMarkdown(said))
	if detail != "" {
		n.printf(">\n> %s · %ss\n", escapeMarkdown(detail), n.run.Now().Decimal(6))
	}
}

func (n *noteReport) diagram() {
	if n.count == 0 {
		return
	}
	var lines strings.Builder
	for i := max(n.count-noteArrows, 0); i < n.count; i++ {
		lines.WriteString(n.arrows[i%noteArrows])
	}
	n.printf("\n```mermaid\nsequenceDiagram\n")
	for id, node := range n.run.Nodes() {
		if regexp.MustCompile(fmt.Sprintf(`(?m)^[^:]*\bn%d\b[^:]*:`, id)).MatchString(lines.String()) {
			n.printf("    participant n%d as %s\n", id, participant(&node, n.job.lang))
		}
	}
	n.printf("%s```\n", lines.String())
}

func (n *noteReport) settings(sum *summaryJSON) {
	n.heading(noteWords.settings)
	n.printf("| %s | %s | %s |\n|---|---|---|\n", n.word(noteWords.setting), n.word(noteWords.value), n.word(noteWords.real))
	sc := n.run.Scenario()
	for i := range sc.Params {
		p := &sc.Params[i]
		n.printf("| %s `%s` | %s | %s |\n", cell(n.word(p.Name)), p.ID, cell(p.Show(n.job.spec.Params[i], n.job.lang)), cell(p.Real))
	}
	n.printf("| %s | %d | |\n", n.word(noteWords.seed), sum.Seed)
	if len(sum.Actions) > 0 {
		n.printf("\n%s: `%s`\n", n.word(noteWords.done), strings.Join(sum.Actions, "` `"))
	}
}

func (n *noteReport) figures(sum *summaryJSON) {
	n.heading(noteWords.metrics)
	n.printf("| %s | %s |\n|---|---|\n", n.word(noteWords.metric), n.word(noteWords.value))
	var now scene.Scene
	n.run.Scene(&now, n.job.lang)
	absent := map[string]bool{}
	for i := range now.Nodes {
		absent[now.Nodes[i].Name] = now.Nodes[i].Status == scene.Absent
	}
	for i := range sum.Metrics {
		m, spec := &sum.Metrics[i], &n.run.Scenario().Metrics[i]
		if absent[spec.Node] {
			continue
		}
		name := n.word(spec.Name)
		if !strings.HasSuffix(name, spec.Node) {
			name += " " + spec.Node
		}
		n.printf("| %s | %s |\n", cell(name), cell(metricText(m, n.job.lang)))
	}
}

func (n *noteReport) lawList(sum *summaryJSON) {
	n.heading(noteWords.laws)
	for i, l := range sum.Laws {
		spec := &n.run.Scenario().Laws[i]
		name, says := escapeMarkdown(n.word(spec.Name)), escapeMarkdown(n.word(spec.Says))
		if l.BrokenStep == 0 {
			n.printf("- ✓ **%s**: %s\n", name, says)
			continue
		}
		n.printf("- ✗ **%s**: %s %s\n", name, escapeMarkdown(l.Reason), brokenAt(&l, n.job.lang))
	}
}

// escapeMarkdown keeps a sentence a sentence, whatever marks are in it.
func escapeMarkdown(text string) string { return markdownMarks.Replace(text) }

var markdownMarks = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;", ">", "&gt;", "[", `\[`, "]", `\]`,
	"#", `\#`, "|", `\|`, "\n", " ", "\r", " ")

// cell writes a text into a table.
func cell(text string) string {
	if text == "" {
		return "–"
	}
	return escapeMarkdown(text)
}
