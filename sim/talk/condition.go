package talk

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
)

// conds are conditions that must hold together.
type conds struct {
	text      string
	all       []cond
	otherwise bool
}

// cond is one comparison, or what is said about a law.
type cond struct {
	text   string
	law    string // of a condition on a law
	broken bool
	term   term
	op     string // one of operators
	low    operand
	high   operand // of "in"
}

// term is something that can be measured in a run.
type term struct {
	what    string // "time", "metric", "gain", "other", "note" or "kind"
	name    string
	percent int64 // of a percentile; 0 is the level
}

// label names the term as it is written.
func (t *term) label() string {
	switch {
	case t.name == "":
		return t.what
	case t.percent > 0:
		return fmt.Sprintf("%s:%s.p%d", t.what, t.name, t.percent)
	}
	return t.what + ":" + t.name
}

// operand is a number, or a term.
type operand struct {
	number int64
	unit   string // "", "ns" or "ppm"
	term   *term
}

var operators = []string{"=", "!=", "<=", ">=", "<", ">", "in"}

var termNames = []string{"metric", "gain", "other", "note", "kind"}

// conditions reads conditions joined by "and".
func (p *parser) conditions(line int, text string) (conds, bool) {
	out := conds{text: text, otherwise: text == "otherwise"}
	if out.otherwise {
		return out, true
	}
	ok := true
	for _, part := range strings.Split(text, " and ") {
		c, fine := p.condition(line, strings.TrimSpace(part))
		ok = ok && fine
		out.all = append(out.all, c)
	}
	return out, ok
}

func (p *parser) condition(line int, text string) (cond, bool) {
	c := cond{text: text}
	fields := strings.Fields(text)
	if strings.HasPrefix(text, "law:") {
		if len(fields) != 2 || fields[0] == "law:" || fields[1] != "broken" && fields[1] != "holds" {
			p.add(line, "condition %q: write law:ID broken or law:ID holds", clip(text))
			return c, false
		}
		c.law, c.broken = fields[0][len("law:"):], fields[1] == "broken"
		return c, true
	}
	at := slices.IndexFunc(fields, func(f string) bool { return slices.Contains(operators, f) })
	if at < 1 || at == len(fields)-1 {
		p.add(line, "condition %q: write law:ID holds, or TERM, one of %s, and a value, with blanks between them",
			clip(text), strings.Join(operators, " "))
		return c, false
	}
	c.op = fields[at]
	var ok bool
	if c.term, ok = p.term(line, strings.Join(fields[:at], " ")); !ok {
		return c, false
	}
	value := strings.Join(fields[at+1:], " ")
	if c.op != "in" {
		c.low, ok = p.operand(line, value)
		return c, ok
	}
	low, high, found := strings.Cut(value, "..")
	if !found {
		p.add(line, "condition %q: write a range as in LOW..HIGH", clip(text))
		return c, false
	}
	c.low, ok = p.operand(line, strings.TrimSpace(low))
	if !ok {
		return c, false
	}
	c.high, ok = p.operand(line, strings.TrimSpace(high))
	return c, ok
}

func (p *parser) term(line int, text string) (term, bool) {
	if text == "time" {
		return term{what: text}, true
	}
	what, name, ok := strings.Cut(text, ":")
	if !ok || name == "" {
		p.add(line, "%q is nothing to measure: write time, metric:ID, gain:ID, other:ID, note:NAME or kind:NAME", clip(text))
		return term{}, false
	}
	if !slices.Contains(termNames, what) {
		p.check(line, sim.Unknown("measure", what, "", append([]string{"law"}, termNames...)))
		return term{}, false
	}
	t := term{what: what, name: name}
	if what != "metric" && what != "other" {
		return t, true
	}
	if base, ok := strings.CutSuffix(name, ".p50"); ok {
		t.name, t.percent = base, 50
	} else if base, ok := strings.CutSuffix(name, ".p99"); ok {
		t.name, t.percent = base, 99
	}
	return t, true
}

func (p *parser) operand(line int, text string) (operand, bool) {
	if strings.Contains(text, ":") {
		t, ok := p.term(line, text)
		return operand{term: &t}, ok
	}
	if number, ok := strings.CutSuffix(text, "%"); ok {
		// A percent is ten thousand parts per million: as many as a span in
		// hundreds of microseconds has nanoseconds, less a zero.
		span, err := sim.ParseSpan(number + "s")
		if err == nil && span%(100*sim.Microsecond) == 0 {
			return operand{number: int64(span / (100 * sim.Microsecond)), unit: "ppm"}, true
		}
	} else if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return operand{number: n}, true
	} else if span, err := sim.ParseSpan(text); err == nil {
		return operand{number: int64(span), unit: "ns"}, true
	}
	p.add(line, "value %q: write a whole number, a span such as 2s, or a percentage such as 20%%", clip(text))
	return operand{}, false
}

// compare applies an operator.
func (c *cond) compare(v, low, high int64) bool {
	switch c.op {
	case "=":
		return v == low
	case "!=":
		return v != low
	case "<":
		return v < low
	case "<=":
		return v <= low
	case ">":
		return v > low
	case ">=":
		return v >= low
	}
	return low <= v && v <= high
}

// show writes a measured value for people.
func show(v int64, unit string) string {
	switch unit {
	case "ns":
		if v < int64(sim.Second) {
			return sim.Millis(sim.Time(v))
		}
		return sim.Seconds(sim.Time(v))
	case "ppm":
		return sim.Percent(v)
	}
	return sim.Comma(v)
}
