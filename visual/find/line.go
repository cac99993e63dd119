package find

import (
	"unicode"

	"golang.org/x/exp/slices"
)

// line is a text as it is compared: letters and digits only, each with the keys that
// type it.
type line struct {
	units []unit
	keys  []rune
}

// unit is one letter, digit or syllable.
type unit struct {
	char  rune
	first rune // a syllable's first consonant; 0 for everything else
	from  int  // where its keys begin
	start bool // a word begins here
}

// The parts of a syllable, each as the keys that type it.
var (
	firsts  = []rune("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")
	middles = []string{"ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ", "ㅜㅓ", "ㅜㅔ", "ㅜㅣ", "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ"}
	lasts   = []string{"", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ",
		"ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"}
	// pairs are single jamo that take two keys: typing ㄱㅅ for 가사 shows ㄳ.
	pairs = map[rune]string{'ㄳ': "ㄱㅅ", 'ㄵ': "ㄴㅈ", 'ㄶ': "ㄴㅎ", 'ㄺ': "ㄹㄱ", 'ㄻ': "ㄹㅁ", 'ㄼ': "ㄹㅂ", 'ㄽ': "ㄹㅅ", 'ㄾ': "ㄹㅌ", 'ㄿ': "ㄹㅍ",
		'ㅀ': "ㄹㅎ", 'ㅄ': "ㅂㅅ", 'ㅘ': "ㅗㅏ", 'ㅙ': "ㅗㅐ", 'ㅚ': "ㅗㅣ", 'ㅝ': "ㅜㅓ", 'ㅞ': "ㅜㅔ", 'ㅟ': "ㅜㅣ", 'ㅢ': "ㅡㅣ"}
)

const (
	firstSyllable, lastSyllable = 0xAC00, 0xD7A3
	firstLead, firstVowel       = 0x1100, 0x1161 // conjoining jamo, as in file names of macOS
	firstTail                   = 0x11A7         // (one before the first: no final consonant)
)

// read makes a text ready to be compared.
func read(text string) line {
	var l line
	start := true
	runes := compose([]rune(text))
	for i, r := range runes {
		r = plain(r)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			start = true
			continue
		}
		if i > 0 && hangul(r) != hangul(runes[i-1]) {
			start = true
		}
		l.add(r, start)
		start = false
	}
	return l
}

// plain undoes what does not count: capitals, and the wide Latin of Asian keyboards.
func plain(r rune) rune {
	if r >= 0xFF01 && r <= 0xFF5E {
		r -= 0xFEE0
	}
	return unicode.ToLower(r)
}

func hangul(r rune) bool {
	return r >= firstSyllable && r <= lastSyllable || r >= 'ㄱ' && r <= 'ㅣ'
}

func consonant(r rune) bool { return r >= 'ㄱ' && r <= 'ㅎ' }

func (l *line) add(r rune, start bool) {
	if two, ok := pairs[r]; ok {
		for _, key := range two {
			l.add(key, start)
			start = false
		}
		return
	}
	u := unit{char: r, from: len(l.keys), start: start}
	if r >= firstSyllable && r <= lastSyllable {
		n := int(r - firstSyllable)
		u.first = firsts[n/28/21]
		l.keys = append(l.keys, u.first)
		l.keys = append(l.keys, []rune(middles[n/28%21])...)
		l.keys = append(l.keys, []rune(lasts[n%28])...)
	} else {
		l.keys = append(l.keys, r)
	}
	l.units = append(l.units, u)
}

// compose puts decomposed syllables together: the part of NFC that Korean needs.
func compose(in []rune) []rune {
	out := slices.Clone(in[:0])
	for _, r := range in {
		last := rune(0)
		if len(out) > 0 {
			last = out[len(out)-1]
		}
		switch {
		case r >= firstVowel && r < firstVowel+21 && last >= firstLead && last < firstLead+19:
			out[len(out)-1] = firstSyllable + ((last-firstLead)*21+r-firstVowel)*28
		case r > firstTail && r < firstTail+28 && last >= firstSyllable && last <= lastSyllable && (last-firstSyllable)%28 == 0:
			out[len(out)-1] = last + r - firstTail
		default:
			out = append(out, r)
		}
	}
	for i, r := range out {
		if r >= firstLead && r < firstLead+19 {
			out[i] = firsts[r-firstLead] // a first consonant alone
		}
	}
	return out
}

// clip keeps the first n letters.
func (l line) clip(n int) line {
	if len(l.units) > n {
		l.keys = l.keys[:l.units[n].from]
		l.units = l.units[:n]
	}
	return l
}
