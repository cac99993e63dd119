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
	if !endsInWord(word) {
		switch r {
		case 'L', 'R', 'l', 'r':
			return true, true
		case 'M', 'N', 'm', 'n':
			return true, false
		}
		return false, false
	}
	return false, false
}

// endsInWord reports whether word ends in a Latin word that is read as a word
// (Redis) rather than letter by letter (R, LB).
func endsInWord(word string) bool {
	lower := 0
	for i := len(word) - 1; i >= 0 && word[i] >= 'a' && word[i] <= 'z'; i-- {
		lower++
	}
	return lower >= 2
}

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
