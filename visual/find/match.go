package find

import "unicode"

// How good a match is, by where it stands.
const (
	exact   = 100
	prefix  = 80
	atWord  = 60
	inside  = 35
	onlyCho = 5  // less for a match by first consonants
	slip    = 20 // with wrong keys, less four for each
)

// match says how well a query matches a text as typed so far; 0 is not at all.
func match(q, t line) int {
	most := 0
	if len(q.units) == 0 {
		return 0
	}
	for i := range t.units {
		end, less := q.at(t, i)
		if end < 0 {
			continue
		}
		quality := inside
		switch {
		case i == 0 && end == len(t.keys):
			quality = exact
		case i == 0:
			quality = prefix
		case t.units[i].start:
			quality = atWord
		case t.units[i].first == 0 && len(q.keys) < 3, len(q.units) == 1 && (less > 0 || end != t.end(i+1)), unicode.IsDigit(t.units[i].char):
			continue // too little to go by within a word
		}
		most = max(most, quality-less)
	}
	return most
}

// at reports whether a query matches at a letter of a text: the key at which the match
// ends, or -1, and what it is worth less.
func (q line) at(t line, i int) (end, less int) {
	from := t.units[i].from
	if end = from + len(q.keys); end <= len(t.keys) && equal(q.keys, t.keys[from:end]) {
		if splitsNumber(t.keys, end) {
			return -1, 0
		}
		return end, 0
	}
	if len(q.units) > len(t.units)-i {
		return -1, 0
	}
	for j, u := range q.units {
		v := t.units[i+j]
		switch {
		case u.char == v.char, consonant(u.char) && u.char == v.first:
		case j == len(q.units)-1 && j > 0 && equal(q.keys[u.from:], t.keys[v.from:min(v.from+len(q.keys)-u.from, len(t.keys))]):
		default:
			return -1, 0
		}
	}
	return t.end(i + len(q.units)), onlyCho
}

// end returns where the keys before unit i end.
func (l line) end(i int) int {
	if i < len(l.units) {
		return l.units[i].from
	}
	return len(l.keys)
}

// splitsNumber reports whether a match that ends here has half a number: week 1 is not
// week 10.
func splitsNumber(keys []rune, end int) bool {
	return end < len(keys) && unicode.IsDigit(keys[end]) && unicode.IsDigit(keys[end-1])
}

func equal(a, b []rune) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// near says how well a query matches the beginning of some word in a text when a few
// keys are wrong; 0 is not at all.
func near(q, t line) int {
	allowed := slips(q)
	if allowed == 0 {
		return 0
	}
	most := 0
	for _, u := range t.units {
		if !u.start || t.keys[u.from] != q.keys[0] {
			continue
		}
		rest := t.keys[u.from:min(u.from+len(q.keys)+allowed, len(t.keys))]
		if d := distance(q.keys, rest); d <= allowed {
			most = max(most, slip-4*d)
		}
	}
	return most
}

// slips returns how many wrong keys a query may have. A Korean word takes more keys for
// as much meaning.
func slips(q line) int {
	one, two := 4, 8
	if len(q.units) > 0 && hangul(q.units[0].char) {
		one, two = 6, 10
	}
	switch {
	case len(q.keys) >= two:
		return 2
	case len(q.keys) >= one:
		return 1
	}
	return 0
}

// distance is how many keys are wrong, missing, too many or swapped between a query and
// the beginning of a text.
func distance(q, t []rune) int {
	older, old, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range old {
		old[j] = j
	}
	for i := 1; i <= len(q); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if q[i-1] == t[j-1] {
				cost = 0
			}
			row[j] = min(old[j]+1, row[j-1]+1, old[j-1]+cost)
			if i > 1 && j > 1 && q[i-1] == t[j-2] && q[i-2] == t[j-1] {
				row[j] = min(row[j], older[j-2]+1)
			}
		}
		older, old, row = old, row, older
	}
	least := len(q)
	for _, d := range old {
		least = min(least, d)
	}
	return least
}
