package compare

import (
	"strings"

	"github.com/kookmin-msa-study/msalab/visual/menu"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
)

// pick is the list from which a person says what a run is: a preset, or one
// parameter with another value.
type pick struct{ menu.Menu }

// OpenFor lists what the i-th run can become.
func (k *pick) OpenFor(c *Compare, i int) {
	lang, p := c.Env.Lang, c.Panes[i]
	k.Begin(strings.ReplaceAll(compareWords.picking.In(lang), "{n}", runNumbers[i]) + " · " + p.Name)
	k.Add(menu.Item{Text: compareWords.open.In(lang), Side: "Esc", Choose: func() { c.Chosen = i; c.openRun() }})
	if len(c.Panes) > FewestRuns {
		k.Add(menu.Item{Text: compareWords.remove.In(lang), Side: "Delete", Choose: func() { c.remove(i) }})
	}
	k.Add(menu.Item{Text: compareWords.presets.In(lang), Heading: true})
	for n := range c.Sc.Presets {
		preset := &c.Sc.Presets[n]
		k.Add(menu.Item{Text: preset.Name.In(lang), Now: preset.Name.In(lang) == p.Name, Choose: func() { c.prepare(i, preset) }})
	}
	if len(c.Sc.Params) > 0 {
		k.Add(menu.Item{Text: compareWords.vary.In(lang), Heading: true})
	}
	for n := range c.Sc.Params {
		param := &c.Sc.Params[n]
		k.Add(menu.Item{Text: param.Name.In(lang), Side: showValue(param, p.Spec.Params[n], lang), More: true, Choose: func() { k.OpenParam(c, i, n) }})
	}
	k.OpenList(c.Env, c.Panes[i].At)
}

// OpenParam lists values of one parameter.
func (k *pick) OpenParam(c *Compare, i, n int) {
	param, lang := &c.Sc.Params[n], c.Env.Lang
	now := c.Panes[i].Spec.Params[n]
	k.Begin(param.Name.In(lang))
	k.Add(menu.Item{Text: compareWords.back.In(lang), Back: true, Choose: func() { k.OpenFor(c, i) }})
	for _, value := range candidates(param, now) {
		k.Add(menu.Item{Text: showValue(param, value, lang), Now: slices.Equal(value, now), Choose: func() { c.vary(i, n, value) }})
	}
	k.OpenList(c.Env, c.Panes[i].At)
}

// showValue writes a parameter's value; a list whose elements are alike by one of them.
func showValue(p *sim.Param, value []int64, lang sim.Lang) string {
	for _, n := range value {
		if n != value[0] {
			return strings.ReplaceAll(p.Format(value), "/", " · ") + string(p.Unit) // a tail that repeats is cut
		}
	}
	if len(value) > 1 {
		return compareWords.alike.In(lang) + " " + p.Show(value[:1], lang)
	}
	return p.Show(value, lang)
}

// candidates are values worth trying: every choice; of a number what it is, what it
// is by default, half and double of them, and its ends. A list has them for all alike.
func candidates(p *sim.Param, now []int64) [][]int64 {
	if len(p.Choices) > 0 {
		out := make([][]int64, len(p.Choices))
		for i := range out {
			out[i] = []int64{int64(i)}
		}
		return out
	}
	numbers := []int64{p.Min, p.Max}
	for _, n := range []int64{now[0], p.Default[0]} {
		numbers = append(numbers, n, n/4, n/2, 2*n, 4*n)
	}
	if p.Max-p.Min <= 12 {
		numbers = numbers[:0]
		for n := p.Min; n <= p.Max; n++ {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	var out [][]int64
	if len(now) > 1 {
		out = append(out, now)
		if !slices.Equal(now, p.Default) {
			out = append(out, p.Default)
		}
	}
	for _, n := range slices.Compact(numbers) {
		if n < p.Min || n > p.Max {
			continue
		}
		value := make([]int64, len(now))
		for i := range value {
			value[i] = n
		}
		out = append(out, value)
	}
	return out
}
