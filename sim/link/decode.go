package link

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"io"
	"strconv"
	"strings"

	"github.com/kookmin-msa-study/msalab/sim"
	"golang.org/x/exp/slices"
)

// Decode reads a link: with its "#", without it, or inside a whole address; blanks
// around it are ignored. Params is filled with the defaults of what the link does
// not set. Every error matches sim.ErrBadInput, is one line, and says what is
// wrong and what would be right; the Link is then empty.
func Decode(text string, catalogue []*sim.Scenario) (Link, error) {
	path, query, err := split(text)
	if err != nil {
		return Link{}, err
	}
	fields, err := readFields(query)
	if err != nil {
		return Link{}, err
	}
	var l Link
	if path == "" {
		l, err = readHome(fields)
	} else {
		l, err = readRun(path, fields, catalogue)
	}
	if err != nil {
		return Link{}, err
	}
	return l, nil
}

// split finds the link in a text and cuts it into the scenario and the pairs.
func split(text string) (id, query string, err error) {
	text = strings.Trim(text, " \t\r\n")
	if len(text) > maxAddress {
		return "", "", sim.BadInput("the link is %d characters long: a link has at most %d", len(text), MaxLength)
	}
	before, body, marked := strings.Cut(text, "#")
	if !marked {
		body = before
		if strings.Contains(strings.SplitN(body, "?", 2)[0], "://") {
			if strings.Contains(body, "?") {
				return "", "", sim.BadInput("the address has no #: the link to a run begins there, as in https://host/%s", example)
			}
			body = ""
		}
	}
	if length := len(body) + 1 - 2*strings.Count(body, "%"); length > MaxLength {
		return "", "", sim.BadInput("the link is %d characters long: a link has at most %d", length, MaxLength)
	}
	path, query, _ := strings.Cut(body, "?")
	if path, err = unescape(path); err != nil {
		return "", "", err
	}
	id, ok := strings.CutPrefix(path, "/")
	if !ok && body != "" {
		return "", "", sim.BadInput("the link %q does not begin with #/: a link looks like %s", clip(path), example)
	}
	return id, query, nil
}

// keys are the names of pairs, in canonical order.
var keys = []string{"v", "seed", "p", "a", "z", "vs", "vz", "at", "view", "tab", "beat", "lang"}

type field struct{ key, value string }

type fields []field

func (f fields) get(key string) (string, bool) {
	for _, one := range f {
		if one.key == key {
			return one.value, true
		}
	}
	return "", false
}

// readFields reads the pairs. The version comes first: a newer link may well hold
// keys that this build does not know.
func readFields(query string) (fields, error) {
	out := fields{}
	if query == "" {
		return out, nil
	}
	for _, pair := range strings.Split(query, "&") {
		text, err := unescape(pair)
		if err != nil {
			return nil, err
		}
		key, value, _ := strings.Cut(text, "=")
		out = append(out, field{key, value})
	}
	if err := checkVersion(out); err != nil {
		return nil, err
	}
	for i, one := range out {
		if !slices.Contains(keys, one.key) {
			return nil, sim.Unknown("key", one.key, "the link", keys)
		}
		if one.value == "" {
			return nil, sim.BadInput("%s has no value in the link: write %s=… or leave it out", one.key, one.key)
		}
		if _, twice := out[:i].get(one.key); twice && one.key != "vs" {
			return nil, sim.BadInput("%s stands twice in the link: write it once", one.key)
		}
	}
	return out, nil
}

func checkVersion(f fields) error {
	text, ok := f.get("v")
	if !ok {
		return nil
	}
	version, err := strconv.ParseUint(text, 10, 32)
	switch {
	case err != nil || version == 0:
		return sim.BadInput("v=%s is not a version of links: this build reads v=%d", clip(text), Version)
	case version > Version:
		return sim.BadInput("the link is of version %d and this build reads version %d: open it with a newer build", version, Version)
	}
	return nil
}

func readHome(f fields) (Link, error) {
	l := Link{}
	for _, one := range f {
		if one.key != "v" && one.key != "lang" {
			return l, sim.BadInput("%s=%s needs a scenario: write it behind #/ as in %s", one.key, clip(one.value), example)
		}
	}
	return l, l.readLook(f)
}

func readRun(id string, f fields, catalogue []*sim.Scenario) (Link, error) {
	l := Link{ID: id, Seed: sim.DefaultSeed}
	sc, err := find(id, catalogue)
	if err != nil {
		return l, err
	}
	if text, ok := f.get("seed"); ok {
		if l.Seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			return l, sim.BadInput("seed %q must be a whole number from 0 to 18446744073709551615", clip(text))
		}
	}
	if err = l.readAt(f); err != nil {
		return l, err
	}
	text, _ := f.get("p")
	if l.Params, err = readParams(sc, "p", text); err != nil {
		return l, err
	}
	if l.Actions, err = readLog(f); err != nil {
		return l, err
	}
	if l.Others, err = readOthers(sc, f); err != nil {
		return l, err
	}
	return l, l.readLook(f)
}

// readAt reads where the cursor stands: a step, or a time.
func (l *Link) readAt(f fields) (err error) {
	text, ok := f.get("at")
	if !ok {
		return nil
	}
	if l.At, err = strconv.ParseInt(text, 10, 64); err == nil && l.At >= 0 && l.At <= sim.MaxStep {
		return nil
	}
	if l.Time, err = sim.ParseSpan(text); err == nil && l.Time >= 0 && l.Time <= sim.MaxTime {
		l.At, l.ByTime = 0, true
		return nil
	}
	return sim.BadInput("at %q must be a step, a whole number from 0 to %d, or a time from 0s to %ds such as 12.5s",
		clip(text), sim.MaxStep, sim.MaxTime/sim.Second)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// readLook reads how a run is looked at.
func (l *Link) readLook(f fields) error {
	views := []string{"map", "lanes", "both"}
	l.View, _ = f.get("view")
	if l.View != "" && !slices.Contains(views, l.View) {
		return sim.Unknown("view", l.View, "", views)
	}
	l.Tab, _ = f.get("tab")
	if l.Tab != "" && !isWord(l.Tab) {
		return sim.BadInput("tab %q must be a word of at most %d small letters, digits and dashes", clip(l.Tab), maxWord)
	}
	if text, ok := f.get("beat"); ok {
		var err error
		if l.Beat, err = strconv.Atoi(text); err != nil || l.Beat < 1 || l.Beat > MaxBeat {
			return sim.BadInput("beat %q must be the number of a beat: a whole number from 1 to %d", clip(text), MaxBeat)
		}
	}
	tag, given := f.get("lang")
	lang, known := sim.ParseLang(tag)
	if given && !known {
		return sim.Unknown("language", tag, "", []string{"ko", "en"})
	}
	l.Lang, l.AnyLang = lang, !given
	return nil
}

func isWord(s string) bool {
	for i, c := range s {
		letter, more := c >= 'a' && c <= 'z', c == '-' || (c >= '0' && c <= '9')
		if !letter && (i == 0 || !more) {
			return false
		}
	}
	return len(s) <= maxWord
}

// readParams reads parameters over the defaults; key is whose value they are.
func readParams(sc *sim.Scenario, key, text string) (sim.Values, error) {
	values := sc.Defaults()
	if text == "" {
		return values, nil
	}
	seen := []string{}
	for _, part := range strings.Split(text, ",") {
		name, value, ok := strings.Cut(part, ":")
		if !ok {
			return nil, sim.BadInput("%s holds %q: write name:value, joined by commas", key, clip(part))
		}
		if slices.Contains(seen, name) {
			return nil, sim.BadInput("parameter %s stands twice in the link: write it once", clip(name))
		}
		if err := sc.Set(values, name, value); err != nil {
			return nil, err
		}
		seen = append(seen, name)
	}
	return values, nil
}

// readLog reads the actions, plain or packed.
func readLog(f fields) ([]sim.Action, error) {
	text, plain := f.get("a")
	packed, ok := f.get("z")
	if plain && ok {
		return nil, sim.BadInput("the link holds actions twice, as a and as z: write one of them")
	}
	if ok {
		var err error
		if text, err = unpack("z", packed); err != nil {
			return nil, err
		}
	}
	if text == "" {
		return nil, nil
	}
	return ReadActions(text)
}

// ReadActions reads actions joined by commas: "120:crash(n1),2s:heal()". Steps must
// not go down, and times must not; either may stand before the other.
func ReadActions(text string) ([]sim.Action, error) {
	out := []sim.Action{}
	var last sim.Action // the latest step and the latest time so far
	for text != "" || len(out) == 0 {
		one, rest, more := cutAction(text)
		if len(out) == sim.MaxActions {
			return nil, sim.BadInput("the link holds more than %d actions, the most a run takes", sim.MaxActions)
		}
		a, err := sim.ParseAction(one)
		if err != nil {
			return nil, err
		}
		if a.Step < last.Step && !a.Timed || a.At < last.At && a.Timed {
			return nil, sim.BadInput("action %s comes after one that happens later: write actions in order", clip(one))
		}
		last.Step, last.At = max(last.Step, a.Step), max(last.At, a.At)
		out = append(out, a)
		if more && rest == "" {
			return nil, sim.BadInput("the actions end with a comma: leave it out")
		}
		text = rest
	}
	return out, nil
}

// cutAction cuts text at the first comma that is not inside parentheses.
func cutAction(text string) (one, rest string, more bool) {
	inside := false
	for i := range len(text) {
		switch c := text[i]; {
		case c == '(':
			inside = true
		case c == ')':
			inside = false
		case c == ',' && !inside:
			return text[:i], text[i+1:], true
		}
	}
	return text, "", false
}

// unescape resolves %XX. What it returns is printable ASCII without blanks.
func unescape(text string) (string, error) {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '%' {
			n, err := strconv.ParseUint(text[i+1:min(i+3, len(text))], 16, 8)
			if err != nil || i+2 >= len(text) {
				return "", sim.BadInput("%q in the link is no escape: write %% and two hexadecimal digits, as in %%2C for a comma",
					clip(text[i:min(i+3, len(text))]))
			}
			c = byte(n)
			i += 2
		}
		if c <= ' ' || c > '~' {
			return "", sim.BadInput("the link holds a character that links do not, behind %q: only printable ASCII may stand there",
				clip(string(out[max(0, len(out)-20):])))
		}
		out = append(out, c)
	}
	return string(out), nil
}

// unpack decompresses the value of a key, at most maxText bytes of it.
func unpack(key, packed string) (string, error) {
	broken := sim.BadInput("%s does not hold packed actions: the link was cut off or changed on its way", key)
	data, err := base64.RawURLEncoding.Strict().DecodeString(packed)
	if err != nil {
		return "", broken
	}
	in := bytes.NewReader(data)
	out, err := io.ReadAll(io.LimitReader(flate.NewReader(in), maxText+1))
	switch {
	case len(out) > maxText:
		return "", sim.BadInput("%s unpacks to more than %d characters: no action log is that long", key, maxText)
	case err != nil || in.Len() > 0 || len(out) == 0:
		return "", broken
	}
	return string(out), nil
}
