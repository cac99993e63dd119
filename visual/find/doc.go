// Package find searches short texts as people type them: in Korean while a syllable
// is still being composed, by first consonants alone, in English, and with slips.
//
//	서킷, 서키, 서ㅋ, 섴     what is typed on the way to a syllable
//	ㅅㅋ                   초성: the first consonants of 서킷
//	분산락, 분산 락         spaces and hyphens do not count
//	Kubernetus, 서비스매쉬   one or two wrong keys in a longer word
//
// Everything is compared as the keys of a Korean keyboard (서킷 is ㅅㅓㅋㅣㅅ), so that
// composed and decomposed Hangul are the same. The package draws nothing and
// allocates only when asked.
package find

import (
	"strconv"
	"strings"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
)

// Field is one text that something can be found by.
type Field struct {
	Text   string
	Weight int  // how much a match here counts
	Loose  bool // wrong keys are forgiven
}

// The weights of a scenario's texts.
const (
	titleWeight   = 10
	aliasWeight   = 9
	weekWeight    = 8
	themeWeight   = 6
	settingWeight = 4
	summaryWeight = 3
)

// Fields lists what a scenario can be found by, in both languages: title, other
// names, week, theme, parameters with the settings they stand for, summary.
func Fields(sc *sim.Scenario) []Field {
	var out []Field
	add := func(weight int, loose bool, texts ...string) {
		for _, text := range texts {
			if text != "" {
				out = append(out, Field{text, weight, loose})
			}
		}
	}
	week := strconv.Itoa(sc.Week)
	add(titleWeight, true, sc.Title.KO, sc.Title.EN, sc.ID)
	add(aliasWeight, true, sc.Aliases...)
	add(weekWeight, false, week+"주차", "week "+week)
	for _, t := range sim.Themes {
		if t.ID == sc.Theme {
			add(themeWeight, true, t.Title.KO, t.Title.EN)
		}
	}
	for i := range sc.Params {
		p := &sc.Params[i]
		add(settingWeight, false, p.Name.KO, p.Name.EN, p.ID, p.Real)
		for _, c := range p.Choices {
			add(settingWeight, false, c.Name.KO, c.Name.EN, c.ID)
		}
	}
	add(summaryWeight, false, sc.Summary.KO, sc.Summary.EN)
	return out
}

// Index holds documents made ready to be searched.
type Index struct {
	docs [][]entry
}

type entry struct {
	line   line
	weight int
	loose  bool
}

// New makes an index; a document is known by its place in docs.
func New(docs [][]Field) *Index {
	x := &Index{make([][]entry, len(docs))}
	for i, fields := range docs {
		for _, f := range fields {
			x.docs[i] = append(x.docs[i], entry{read(f.Text), f.Weight, f.Loose})
		}
	}
	return x
}

// longest is how many letters of a query count; nobody types more on purpose.
const longest = 64

// Find returns the documents that match a query, best first, and those that match
// equally well in their own order. An empty query matches all.
func (x *Index) Find(query string) []int {
	out := []int{}
	whole := read(query).clip(longest)
	var words []line
	for _, word := range strings.Fields(query) {
		if w := read(word).clip(longest); len(w.units) > 0 && len(words) < 8 {
			words = append(words, w)
		}
	}
	scores := make([]int, len(x.docs))
	for i, doc := range x.docs {
		if scores[i] = score(doc, whole, words); scores[i] > 0 || len(whole.units) == 0 {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int { return scores[b] - scores[a] })
	return out
}

// score says how well a document matches: the query as one word, or else each of its
// words for itself; 0 is not at all.
func score(doc []entry, whole line, words []line) int {
	if s := best(doc, whole); s > 0 || len(words) < 2 {
		return s
	}
	least := 0
	for _, w := range words {
		s := best(doc, w)
		if s == 0 {
			return 0
		}
		if least == 0 || s < least {
			least = s
		}
	}
	return max(least/2, 1)
}

func best(doc []entry, q line) int {
	most := 0
	for i := range doc {
		e := &doc[i]
		quality := match(q, e.line)
		if quality == 0 && e.loose {
			quality = near(q, e.line)
		}
		most = max(most, quality*e.weight)
	}
	return most
}
