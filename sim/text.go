package sim

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Lang is a language of the product.
type Lang uint8

// The languages. Korean comes first.
const (
	KO Lang = iota
	EN
)

// String returns the language's tag: "ko" or "en".
func (l Lang) String() string {
	if l == EN {
		return "en"
	}
	return "ko"
}

// ParseLang reads a language tag; anything but "en" is Korean's answer with ok false.
func ParseLang(tag string) (lang Lang, ok bool) {
	switch strings.ToLower(tag) {
	case "ko":
		return KO, true
	case "en":
		return EN, true
	}
	return KO, false
}

// Text is one phrase in both languages. Phrases about an event are templates:
//
//	{node} {peer}      the node's and the other end's name
//	{a} … {d}          the message's, note's or law's numbers
//	{a:ms}             a span in milliseconds; other formats: s (seconds), n
//	                   (thousands comma), % (parts per million as percent), node
//	                   (a node's name), or the name of one of Scenario.Words
//	{a:ms|이/가}       followed, in Korean, by the particle that fits the word
//	*word*             the words that carry the sentence, drawn in its tone
type Text struct{ KO, EN string }

// In returns the phrase in the given language.
func (t Text) In(lang Lang) string {
	if lang == EN {
		return t.EN
	}
	return t.KO
}

// T is short for a Text with both languages.
func T(ko, en string) Text { return Text{ko, en} }

// Particle returns the half of a pair such as "이/가", "은/는", "을/를", "과/와"
// or "으로/로" that follows word: the first after a final consonant, the second
// after a vowel; for 으로/로 a final ㄹ also takes 로. Digits and Latin letters
// count as they are read aloud (3 is 삼, R is 알); a unit such as ms or % as its
// Korean reading (밀리초, 퍼센트).
func Particle(word, pair string) string {
	closed, open, ok := strings.Cut(pair, "/")
	if !ok {
		return pair
	}
	final, rieul := finalConsonant(word)
	if !final || (rieul && open == "로") {
		return open
	}
	return closed
}

// finalConsonant reports whether word, read in Korean, ends in a consonant, and
// whether that consonant is ㄹ.
func finalConsonant(word string) (final, rieul bool) {
	if open := strings.LastIndexByte(word, '('); open > 0 && strings.HasSuffix(word, ")") {
		word = word[:open] // what stands in brackets is not read with it
	}
	word = strings.TrimRight(word, " )\"'”’]")
	for _, unit := range []string{"ms", "%", "rps", "/s", "kB", "MB"} {
		if strings.HasSuffix(word, unit) {
			return false, false
		}
	}
	r, _ := utf8.DecodeLastRuneInString(word)
	switch {
	case r >= 0xAC00 && r <= 0xD7A3:
		tail := (r - 0xAC00) % 28
		return tail != 0, tail == 8
	case r == '1' || r == '7' || r == '8':
		return true, true
	case r == '0' || r == '3' || r == '6':
		return true, false
	}
	if last := lastWord(word); len(last) >= 2 {
		return wordEnds(last)
	}
	switch r {
	case 'L', 'R', 'l', 'r':
		return true, true
	case 'M', 'N', 'm', 'n':
		return true, false
	}
	return false, false
}

// lastWord returns the small Latin letters at the end: two and more are read as a word
// (Redis), one is read as a letter (R, LB, n).
func lastWord(word string) string {
	at := len(word)
	for at > 0 && word[at-1] >= 'a' && word[at-1] <= 'z' {
		at--
	}
	return word[at:]
}

// wordEnds is finalConsonant for an English word, by the rules of the National
// Institute of Korean Language for loan words (외래어 표기법 3장 1절): a nasal or an l
// closes the syllable, p, t and k do so behind a short vowel (틱, 커밋, but 리스트,
// 브레이크), all others take a vowel of their own.
func wordEnds(word string) (final, rieul bool) {
	if open, known := irregular[word]; known {
		return !open, false
	}
	const vowels = "aeiou"
	vowel := func(fromEnd int) bool {
		return fromEnd <= len(word) && strings.IndexByte(vowels, word[len(word)-fromEnd]) >= 0
	}
	last := word[len(word)-1]
	if last == 'e' && len(word) > 3 && vowel(3) { // silent, as in time, line, file; -le has no vowel before
		switch word[len(word)-2] {
		case 'm', 'n':
			return true, false
		case 'l':
			return true, true
		}
	}
	switch {
	case last == 'l' || strings.HasSuffix(word, "le"):
		return true, true
	case last == 'm' || last == 'n' || strings.HasSuffix(word, "ng"):
		return true, false
	case strings.HasSuffix(word, "ck"):
		return true, false
	case last == 'p' || last == 't' || last == 'k' || last == 'b':
		return vowel(2) && !vowel(3) || strings.HasSuffix(word, "out") || strings.HasSuffix(word, "ook"), false
	}
	return false, false
}

// irregular are words that are read otherwise than the rules say; true is with a vowel
// at the end.
var irregular = map[string]bool{"bit": true, "hit": true, "check": true, "heap": false, "sleep": false}

// Comma writes n with a comma after every three digits.
func Comma(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}

// Millis writes a span in milliseconds with just enough decimals: "12ms", "0.35ms".
func Millis(t Time) string { return scaled(int64(t), int64(Millisecond)) + "ms" }

// Seconds writes a span in seconds with just enough decimals: "5s", "0.5s".
func Seconds(t Time) string { return scaled(int64(t), int64(Second)) + "s" }

// Percent writes parts per million as a percentage: "2.5%".
func Percent(perMillion int64) string { return scaled(perMillion, 10_000) + "%" }

// scaled divides n by unit and keeps two decimals when the quotient is below 10,
// one below 100, none above; zeros at the end are cut.
func scaled(n, unit int64) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	places := 2
	for _, limit := range []int64{10, 100} {
		if n/unit >= limit {
			places--
		}
	}
	power := int64(1)
	for range places {
		power *= 10
	}
	rounded := (n/unit)*power + (n%unit*power+unit/2)/unit
	out := sign + Comma(rounded/power)
	if rest := rounded % power; rest > 0 {
		out += "." + strings.TrimRight(strconv.FormatInt(power+rest, 10)[1:], "0")
	}
	return out
}
