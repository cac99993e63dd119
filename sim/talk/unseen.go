package talk

import (
	"fmt"
	"strings"
	"unicode"
)

// fillers are letters without a shape: of Hangul, of Braille, and the joiner of marks.
const fillers = "\u3164\u115f\u1160\uffa0\u2800\u034f"

// unseen reports the characters of a text that nobody would see: those that the
// screen's fonts lack, and those that are invisible by nature, which would keep a
// name from being found.
func (p *parser) unseen(line int, text string) bool {
	var lacks, hidden []string
	told := map[rune]bool{}
	for _, r := range text {
		if told[r] || unicode.IsSpace(r) { // which is shown as a blank, whatever it is
			continue
		}
		switch told[r] = true; {
		case unicode.In(r, unicode.Cf, unicode.Variation_Selector) || strings.ContainsRune(fillers, r):
			hidden = append(hidden, fmt.Sprintf("%U", r))
		case p.has != nil && !p.has(r):
			lacks = append(lacks, fmt.Sprintf("%c (%U)", r, r))
		}
	}
	if len(lacks) > 0 {
		p.add(line, "the screen's fonts do not have %s: write it another way", some(lacks))
	}
	if len(hidden) > 0 {
		p.add(line, "the line holds what nobody can see, %s: delete it", some(hidden))
	}
	return len(lacks)+len(hidden) > 0
}

// some lists the first of many.
func some(list []string) string {
	const most = 8
	if len(list) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(list[:most], ", "), len(list)-most)
	}
	return strings.Join(list, ", ")
}
