package versus

import (
	"strings"
	"unicode"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
)

// phrases join what the scenarios say.
var phrases = struct {
	says, grows, factor, price, laws, lawsToo, same, nothing sim.Text
}{
	says:    sim.T("{run}의 {title|은/는} *{x|이에요/예요}*. {list|이에요/예요}.", "{title} is *{x}* with {run}, {list}."),
	grows:   sim.T("{run}의 {title|이/가} *{x|으로/로}* 뛰어요. {list}에 그쳐요.", "{title} grows *{x}* with {run}, {list}."),
	factor:  sim.T(" {x} 차이예요.", " A difference of {x}."),
	price:   sim.T(" 대신 {title|은/는} {best|이/가} *{y|으로/로}*, {run}의 {x}보다 {more}.", " The price: {title} *{y}* with {best}, against {x} with {run}."),
	laws:    sim.T("불변식 {laws|이/가} *{run}에서만 깨졌어요*.", "{laws} *broke only with {run}*."),
	lawsToo: sim.T(" 불변식 {laws}도 *{run}에서만 깨졌어요*.", " {laws} *broke only with {run}*."),
	same:    sim.T("지금까지는 차이가 거의 없어요. {title}: {list}.", "Hardly any difference so far. {title}: {list}."),
	nothing: sim.T("아직 잴 것이 없어요. 재생하거나 끝으로 가 보세요.", "Nothing to measure yet: play, or go to the end."),
}

// after is how the sentence begins after the actions that every scenario knows.
var after = map[string]sim.Text{
	"crash":   sim.T("{node|이/가} 죽으면", "When {node} crashes,"),
	"restart": sim.T("{node|이/가} 다시 켜지면", "When {node} restarts,"),
	"pause":   sim.T("{node|이/가} 일시 정지되면", "When {node} pauses,"),
	"resume":  sim.T("{node|이/가} 깨어나면", "When {node} wakes,"),
	"slow":    sim.T("{node|이/가} 느려지면", "When {node} turns slow,"),
	"skew":    sim.T("{node}의 시계가 어긋나면", "When the clock of {node} is off,"),
	"cut":     sim.T("네트워크가 끊기면", "When the network is cut,"),
	"isolate": sim.T("{node|이/가} 떨어져 나가면", "When {node} is cut off,"),
	"loss":    sim.T("메시지를 잃기 시작하면", "When messages get lost,"),
	"lag":     sim.T("네트워크가 느려지면", "When the network turns slow,"),
	"set":     sim.T("설정을 바꾸면", "After the change of settings,"),
}

// writer puts the sentence together.
type writer struct {
	lang    sim.Lang
	names   []string
	sides   []Side
	verdict *Verdict
	pieces  []Piece
	strong  bool
	last    string // the last word written, for the particle behind it
	words   map[string]string
	run     int // whose figure is strong
	figure  int
}

func (w *writer) sc() *sim.Scenario { return w.sides[0].Run.Scenario() }

func (w *writer) all() {
	v := w.verdict
	if len(v.Figures) == 0 || !v.Values[0][0].Known && v.Lead < 0 {
		w.say(phrases.nothing)
		w.broken(false)
		return
	}
	if v.Lead < 0 {
		w.figure, w.run = 0, -1
		w.words = map[string]string{"title": v.Figures[0].Name.In(w.lang)}
		if !w.broken(false) {
			w.say(phrases.same)
		}
		return
	}
	w.lead()
	w.broken(true)
	w.price()
}

// lead says the figure in which the runs differ most tellingly.
func (w *writer) lead() {
	v := w.verdict
	f := &v.Figures[v.Lead]
	w.figure, w.run = v.Lead, v.Worst
	w.words = map[string]string{"title": small(Title(w.sc(), f, w.lang)), "run": w.names[v.Worst], "x": w.amount(v.Worst)}
	begun := w.opening()
	says, usual := f.Says, phrases.says
	if v.Growth {
		says, usual = f.Grows, phrases.grows
	}
	if says == (sim.Text{}) {
		says = usual
	}
	at := len(w.pieces)
	w.say(says)
	if !begun && at < len(w.pieces) {
		w.pieces[at].Text = capital(w.pieces[at].Text)
	}
	if a, b := v.Values[v.Lead][v.Worst].N, v.Values[v.Lead][v.Best].N; !v.Growth && !f.Up && b > 0 && a >= 2*b && w.sc().Metrics[f.Metric].Unit == "ns" {
		w.words["x"] = Times(tenths(a, b), w.lang)
		w.say(phrases.factor)
	}
}

// opening says after what; false when that is not the same for all runs.
func (w *writer) opening() bool {
	if w.verdict.Since == sim.Never || !sameFault(w.sides) {
		return false
	}
	first := &w.sides[0]
	name, _, _ := strings.Cut(action(first), "(")
	own, node := w.sc().Contrast.After, ""
	if id := first.Fault.Node; id >= 0 && int(id) < len(first.Run.Nodes()) {
		info := first.Run.Nodes()[id]
		node = name + " " + info.Name
		w.words["node"] = info.Label.In(w.lang)
		if w.words["node"] == "" {
			w.words["node"] = info.Name
		}
	}
	text, ok := own[node]
	if !ok {
		text, ok = own[name]
	}
	if !ok {
		text, ok = after[name]
	}
	if !ok {
		return false
	}
	w.say(text)
	w.put(" ", false, 0)
	return true
}

// amount writes the figure told about of one run.
func (w *writer) amount(run int) string {
	v := w.verdict
	if v.Growth && v.Lead == w.figure {
		return Times(v.Values[w.figure][run].Grows, w.lang)
	}
	if !v.Values[w.figure][run].Known {
		return "–"
	}
	return Text(w.sc(), &v.Figures[w.figure], v.Values[w.figure][run].N, w.lang)
}

// broken says which laws broke in some runs and not in the others: laws that broke
// in the same runs in one sentence.
func (w *writer) broken(more bool) bool {
	var told []uint
	for run := range w.sides {
		for _, law := range w.verdict.Broken[run] {
			where := w.where(law)
			if slices.Contains(told, where) {
				continue
			}
			told = append(told, where)
			w.brokenIn(where, more || len(told) > 1)
		}
	}
	return len(told) > 0
}

// where returns the runs in which a law broke, a bit each.
func (w *writer) where(law sim.Law) (runs uint) {
	for run, laws := range w.verdict.Broken {
		if slices.Contains(laws, law) {
			runs |= 1 << run
		}
	}
	return runs
}

func (w *writer) brokenIn(where uint, more bool) {
	var names, quoted []string
	for run := range w.sides {
		if where&(1<<run) == 0 {
			continue
		}
		if names == nil {
			w.run = run
			for _, law := range w.verdict.Broken[run] {
				if w.where(law) == where {
					quoted = append(quoted, sim.T("‘", "“").In(w.lang)+w.sc().Laws[law].Name.In(w.lang)+sim.T("’", "”").In(w.lang))
				}
			}
		}
		names = append(names, w.names[run])
	}
	w.words = map[string]string{"run": strings.Join(names, ", "), "laws": strings.Join(quoted, ", ")}
	if more {
		w.say(phrases.lawsToo)
		return
	}
	w.say(phrases.laws)
}

// price says in what the best run is worse.
func (w *writer) price() {
	v := w.verdict
	for i := range v.Figures {
		f := &v.Figures[i]
		worse, _, ok := extremes(v.Values[i], f.Up, amount)
		if i == v.Lead || f.Metric == v.Figures[v.Lead].Metric || !ok || worse != v.Best ||
			!v.differ(w.sides, i, v.Best, v.Worst) || !apart(v.Values[i][v.Best].N, v.Values[i][v.Worst].N) {
			continue
		}
		text := func(run int) string { return Text(w.sc(), f, v.Values[i][run].N, w.lang) }
		w.run = v.Best
		w.words = map[string]string{"title": small(Title(w.sc(), f, w.lang)), "best": w.names[v.Best], "run": w.names[v.Worst],
			"y": text(v.Best), "x": text(v.Worst), "more": w.more(f)}
		w.say(phrases.price)
		return
	}
}

// more says in Korean what the worse of two amounts is.
func (w *writer) more(f *sim.Figure) string {
	words := [2]string{"많아요", "적어요"}
	switch w.sc().Metrics[f.Metric].Unit {
	case "ns":
		words = [2]string{"길어요", "짧아요"}
	case "ppm":
		words = [2]string{"높아요", "낮아요"}
	}
	if f.Up {
		return words[1]
	}
	return words[0]
}

// capital begins an English sentence; "p99" stays as it is.
func capital(s string) string { return firstRune(s, unicode.ToUpper) }

// small lets a metric's name stand within a sentence.
func small(s string) string { return firstRune(s, unicode.ToLower) }

func firstRune(s string, change func(rune) rune) string {
	r := []rune(s)
	if len(r) > 1 && unicode.IsLetter(r[0]) && unicode.IsLower(r[1]) {
		r[0] = change(r[0])
	}
	return string(r)
}
