package cli

import (
	"fmt"
	"strings"

	"github.com/kookmin-msa-study/msalab/sim"
)

// Limits of a diagram that a browser still draws.
const (
	maxArrows = 400
	maxNotes  = 400
)

// mermaidReport writes a sequence diagram in the language of Mermaid 10 and later
// (mermaid.js.org/syntax/sequenceDiagram.html).
type mermaidReport struct {
	*page
	arrows, notes int
	cut           bool
	err           error // the first error of printf
}

func newMermaid(p *page) *mermaidReport { return &mermaidReport{page: p} }

func (m *mermaidReport) printf(format string, args ...any) {
	if m.err == nil {
		_, m.err = fmt.Fprintf(m, format, args...)
	}
}

func (m *mermaidReport) begin() error {
	m.printf("sequenceDiagram\n")
	for id, node := range m.run.Nodes() {
		m.printf("    participant n%d as %s\n", id, participant(&node, m.job.lang))
	}
	return m.err
}

// participant names a node.
func participant(node *sim.NodeInfo, lang sim.Lang) string {
	if label := node.Label.In(lang); label != "" {
		return escapeMermaid(label)
	}
	return escapeMermaid(node.Name)
}

func (m *mermaidReport) step(rec sim.Record) error {
	if m.cut {
		return nil // the run goes on: its laws are judged to the end
	}
	if m.arrows == maxArrows || m.notes >= maxNotes {
		m.cut = true
		m.noteAll(fmt.Sprintf(sim.T("여기까지만 그렸어요: 화살표 %d개", "cut here, after %d arrows").In(m.job.lang), m.arrows))
		return m.err
	}
	if rec.Op == sim.Acted {
		m.acted(rec)
	} else {
		m.arrow(rec)
		if rec.Note > 0 && m.run.Scenario().Notes[rec.Note-1].Mark {
			m.note(fmt.Sprintf("n%d", rec.Node), m.sentence(rec))
		}
	}
	for _, law := range m.broke() {
		says := "✗ " + m.run.Scenario().Laws[law].Name.In(m.job.lang)
		if why := m.run.LawReason(law, m.job.lang); why != "" {
			says += ": " + why
		}
		m.noteAll(says)
	}
	return m.err
}

// arrow draws a message that arrived or was lost. A message held back by a pause
// is drawn when the node wakes and takes it.
func (m *mermaidReport) arrow(rec sim.Record) {
	if rec.Message == 0 || rec.Peer < 0 || rec.Node < 0 {
		return
	}
	kind := m.run.Scenario().Kind(rec.Kind)
	head := "->>"
	switch {
	case rec.Op == sim.LostOnLink || rec.Op == sim.CutOff || rec.Op == sim.NobodyHome:
		head = "-x"
	case rec.Op != sim.Delivered:
		return
	case kind.Quiet:
		head = "-->>"
	}
	m.arrows++
	m.printf("    n%d%sn%d: %s\n", rec.Peer, head, rec.Node, escapeMermaid(kind.Name))
}

func (m *mermaidReport) acted(rec sim.Record) {
	node, peer := rec.Ends()
	says := m.action(rec)
	switch {
	case node == sim.None:
		m.noteAll(says)
	case peer < 0:
		m.note(fmt.Sprintf("n%d", node), says)
	default:
		m.note(fmt.Sprintf("n%d,n%d", node, peer), says)
	}
}

func (m *mermaidReport) note(over, says string) {
	m.notes++
	m.printf("    Note over %s: %s\n", over, escapeMermaid(says))
}

// noteAll writes a note across the whole diagram.
func (m *mermaidReport) noteAll(says string) {
	switch n := len(m.run.Nodes()); n {
	case 0: // a note needs somebody to stand over
	case 1:
		m.note("n0", says)
	default:
		m.note(fmt.Sprintf("n0,n%d", n-1), says)
	}
}

func (m *mermaidReport) end(string) error {
	m.printf("    %%%% %s\n", m.linkOrReason())
	return m.err
}

// escapeMermaid writes the characters that end a statement or begin an entity as
// entities; "<" keeps labels from being read as HTML.
func escapeMermaid(text string) string {
	return mermaidEntities.Replace(text)
}

var mermaidEntities = strings.NewReplacer("#", "#35;", ";", "#59;", "<", "#lt;", ">", "#gt;", "%%", "#37;#37;", "\n", " ", "\r", " ")
