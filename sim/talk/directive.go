package talk

import (
	"strconv"
	"strings"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
)

// directive reads one line of a beat's sim block: its form, not its names.
func (p *parser) directive(line int, word, rest string) {
	if !known(word) {
		p.check(line, sim.Unknown("word", word, "a sim block", words))
		return
	}
	if len(p.beat.directives) == maxLines {
		p.add(line, "more than %d lines of sim in one beat", maxLines)
		return
	}
	if (rest == "") != (word == "restart") {
		p.add(line, "%s", forms[word])
		return
	}
	d := directive{line: line, word: word, text: rest}
	ok := true
	switch word {
	case "run":
		d.until, ok = p.run(line, rest)
	case "expect":
		if d.conds, ok = p.conditions(line, rest); d.conds.otherwise {
			p.add(line, "expect otherwise expects nothing: otherwise is for the choices of a question")
			return
		}
	case "seconds":
		p.beat.Seconds = p.number(line, word, rest, 1, maxSeconds)
		return
	case "view":
		if ok = slices.Contains(views, rest); !ok {
			p.check(line, sim.Unknown("view", rest, "", views))
		}
	case "seed":
		_, err := strconv.ParseUint(rest, 10, 64)
		if ok = err == nil; !ok {
			p.add(line, "seed %q must be a whole number from 0 to 18446744073709551615", clip(rest))
		}
	case "pace":
		pace, err := sim.ParseSpan(rest + "s")
		if ok = err == nil && pace >= sim.Millisecond && pace <= 1000*sim.Second; !ok {
			p.add(line, "pace %q must be a number from 0.001 to 1000, as in pace 0.1 for a tenth of model time", clip(rest))
		}
	}
	if ok {
		p.beat.directives = append(p.beat.directives, d)
	}
}

// forms say how a line is written whose rest is missing, or should be.
var forms = map[string]string{
	"scenario": "scenario needs an id, as in scenario saga",
	"preset":   "preset needs a name, as in preset naive",
	"set":      "set needs a parameter, as in set replicas=3",
	"seed":     "seed needs a number, as in seed 7",
	"restart":  "restart stands alone: it begins the same run again",
	"do":       "do needs an action, as in do crash(s1)",
	"fault":    "fault needs the id of one of the scenario's faults",
	"run":      "run needs an end, as in run until 5s or run for 2s",
	"expect":   "expect needs a condition, as in expect law:I1 holds",
	"compare":  "compare needs a preset or parameters, as in compare right",
	"view":     "view needs map, lanes or both",
	"focus":    "focus needs a node",
	"pace":     "pace needs a number, as in pace 0.1",
	"seconds":  "seconds needs a number, as in seconds 45",
}

// target is an event to run until.
type target struct {
	text  string   // as written
	what  string   // "time", "for", "step", "law", "note", "kind" or "node"
	name  string   // of the law, note, kind or node
	count int64    // the step, or which of several
	at    sim.Time // the time, or how much further
	on    string   // at this node only; "" is anywhere
}

func (p *parser) run(line int, text string) (target, bool) {
	if span, ok := strings.CutPrefix(text, "for "); ok {
		at, err := sim.ParseSpan(strings.TrimSpace(span))
		if err != nil || at <= 0 || at > sim.MaxTime {
			p.add(line, "run for %q: write a span of time, as in run for 2s", clip(span))
			return target{}, false
		}
		return target{text: text, what: "for", at: at}, true
	}
	event, ok := strings.CutPrefix(text, "until ")
	if !ok {
		p.add(line, "run %q: write run until EVENT or run for SPAN, as in run until 5s", clip(text))
		return target{}, false
	}
	return p.target(line, strings.TrimSpace(event))
}

// target reads an event.
func (p *parser) target(line int, text string) (target, bool) {
	t := target{text: text, count: 1}
	what, rest, named := strings.Cut(text, ":")
	if !named {
		at, err := sim.ParseSpan(text)
		if err != nil || at < 0 || at > sim.MaxTime {
			p.add(line, "until %q: write a time such as 5s, step:N, law:ID, note:NAME, kind:NAME or node:NAME", clip(text))
			return t, false
		}
		t.what, t.at = "time", at
		return t, true
	}
	t.what = what
	fields := t.trim(p, line, strings.Fields(rest))
	t.name = strings.Join(fields, " ")
	if t.name == "" || t.count == 0 {
		if t.name == "" {
			p.add(line, "until %q names nothing: write a name after the colon", clip(text))
		}
		return t, false
	}
	switch what {
	case "step":
		t.count = int64(p.number(line, "step", t.name, 0, MaxSteps))
		return t, t.name == "0" || t.count > 0
	case "law", "note", "kind", "node":
		return t, true
	}
	p.check(line, sim.Unknown("event", what, "", []string{"step", "law", "note", "kind", "node"}))
	return t, false
}

// trim takes "#N" and "on NODE" off the end of an event, in either order.
func (t *target) trim(p *parser, line int, fields []string) []string {
	for {
		n := len(fields)
		switch {
		case n > 2 && fields[n-2] == "on" && t.on == "" && (t.what == "note" || t.what == "kind"):
			t.on, fields = fields[n-1], fields[:n-2]
		case n > 1 && fields[n-1][0] == '#' && t.count == 1 && t.what != "law" && t.what != "step":
			t.count = int64(p.number(line, "which of several", fields[n-1][1:], 1, MaxSteps))
			fields = fields[:n-1]
		default:
			return fields
		}
	}
}

// askBlock reads a question.
func (p *parser) askBlock(number int, body []string) {
	switch {
	case p.beat == nil:
		p.add(number, "a question before the first beat: put it below a ## heading")
		return
	case p.beat.ask != nil:
		p.add(number, "a second question: a beat asks one")
		return
	}
	a := &ask{line: number}
	p.beat.ask = a
	before := p.count()
	defer func(b *Beat) { b.flawed = b.flawed || p.count() > before }(p.beat)
	for i, text := range body {
		line := number + 1 + i
		if option, ok := strings.CutPrefix(text, "- "); ok {
			p.choice(a, line, option)
		} else if event, ok := strings.CutPrefix(text, "until:"); ok {
			if until, ok := p.target(line, strings.TrimSpace(event)); ok {
				a.until = &until
			}
		} else if why, ok := strings.CutPrefix(text, "why:"); ok {
			a.why = p.inline(line, why)
		} else if said := p.inline(line, text); said != "" && len(a.choices) > 0 {
			p.add(line, "%q is no part of a question: after the choices come until: and why:", clip(text))
		} else if said != "" {
			a.text = strings.TrimSpace(a.text + " " + said)
		}
	}
	if a.text == "" {
		p.add(number, "the question has no text: write it in the first line of the block")
	}
	if len(a.choices) < 2 || len(a.choices) > maxChoices {
		p.add(number, "a question has 2 to %d choices, each as - TEXT :: CONDITION, not %d", maxChoices, len(a.choices))
	}
	otherwise := 0
	for i := range a.choices {
		if a.choices[i].conds.otherwise {
			otherwise++
		}
	}
	if otherwise > 1 {
		p.add(number, "otherwise stands %d times: one choice may have it", otherwise)
	}
}

func (p *parser) choice(a *ask, line int, text string) {
	says, when, ok := strings.Cut(text, "::")
	says, when = strings.TrimSpace(says), strings.TrimSpace(when)
	if !ok || says == "" || when == "" {
		p.add(line, "choice %q: write - TEXT :: CONDITION", clip(text))
		return
	}
	conds, _ := p.conditions(line, when)
	a.choices = append(a.choices, choice{line, p.inline(line, says), conds})
}
