package versus

import (
	"strings"

	"github.com/kookmin-msa-study/msalab/sim"
)

// say fills a template and appends it. Marks of emphasis and particles work as in
// sim.Text; {list} stands for the other runs with their figures.
func (w *writer) say(t sim.Text) {
	template := t.In(w.lang)
	for template != "" {
		at := strings.IndexAny(template, "*{")
		if at < 0 {
			w.put(template, w.strong, w.run)
			return
		}
		w.put(template[:at], w.strong, w.run)
		mark := template[at]
		template = template[at+1:]
		if mark == '*' {
			w.strong = !w.strong
			continue
		}
		spec, rest, _ := strings.Cut(template, "}")
		template = w.slot(spec, rest)
	}
}

// slot writes what a placeholder stands for, and the particle behind it, even when
// emphasis ends between them. It returns the rest of the template.
func (w *writer) slot(spec, rest string) string {
	name, pair, _ := strings.Cut(spec, "|")
	if name == "list" {
		w.list()
	} else {
		w.last = w.words[name]
		w.put(w.last, w.strong, w.run)
	}
	if pair == "" || w.lang != sim.KO {
		return rest
	}
	if after, ok := strings.CutPrefix(rest, "*"); ok {
		w.strong, rest = !w.strong, after
	}
	w.put(sim.Particle(w.last, pair), w.strong, w.run)
	return rest
}

// list writes the other runs with their figures: "최소 연결은 1.1배, P2C는 1.3배".
func (w *writer) list() {
	first := true
	for run, name := range w.names {
		if run == w.run {
			continue
		}
		if !first {
			w.put(", ", false, 0)
		}
		first = false
		text := w.amount(run)
		if w.lang == sim.KO {
			w.put(name+sim.Particle(name, "은/는")+" ", false, 0)
			w.put(text, true, run)
		} else {
			w.put(text, true, run)
			w.put(" with "+name, false, 0)
		}
		w.last = text
	}
}

func (w *writer) put(text string, strong bool, run int) {
	if text == "" {
		return
	}
	if !strong {
		run = -1
	}
	if n := len(w.pieces); n > 0 && w.pieces[n-1].Strong == strong && w.pieces[n-1].Run == run {
		w.pieces[n-1].Text += text
		return
	}
	w.pieces = append(w.pieces, Piece{text, strong, run})
}
