package link

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/kookmin-msa-study/msalab/sim"
	"golang.org/x/exp/slices"
)

// Encode writes a link in its canonical form, from "#". Equal links give equal
// texts in one build; packed actions may differ between builds of the compressor,
// and every build reads them all. The error, which matches sim.ErrBadInput, says
// what cannot be written: an unknown scenario, a value out of its range, actions
// out of order or more than fit into MaxLength characters. What Encode returns,
// Decode reads back as the same link.
func Encode(l Link, catalogue []*sim.Scenario) (string, error) {
	if l.ID == "" {
		if l.AnyLang {
			return home, nil
		}
		return home + "?v=1&lang=" + l.Lang.String(), nil
	}
	sc, err := find(l.ID, catalogue)
	if err != nil {
		return "", err
	}
	if l.Params == nil {
		l.Params = sc.Defaults()
	}
	params, err := paramsText(sc, l.Params)
	if err != nil {
		return "", err
	}
	others, err := l.othersTexts(sc)
	if err != nil {
		return "", err
	}
	out := l.shortest(escape(params), others)
	if len(out) > MaxLength {
		return "", sim.BadInput("the link would be %d characters long and must be at most %d: share an earlier step or take fewer actions",
			len(out), MaxLength)
	}
	// Reading it back is the one check that covers every way of being wrong.
	back, err := Decode(out, catalogue)
	if err != nil {
		return "", err
	}
	if !equal(back, l) {
		return "", sim.BadInput("this run of %s cannot be written as a link: an action holds characters that links do not", clip(l.ID))
	}
	return out, nil
}

// shortest writes the link plainly, or packed as far as its length demands.
func (l Link) shortest(params string, others []string) string {
	var plain strings.Builder
	for _, text := range others {
		plain.WriteString("&vs=" + escape(text))
	}
	log, runs := "", plain.String()
	if len(l.Actions) > 0 {
		log = "&a=" + escape(actionsText(l.Actions))
	}
	out := l.text(params, log+runs)
	if len(out) > MaxLength && log != "" {
		log = "&z=" + pack(actionsText(l.Actions))
		out = l.text(params, log+runs)
	}
	if len(out) > MaxLength && len(others) > 0 {
		out = l.text(params, log+"&vz="+pack(strings.Join(others, "&")))
	}
	return out
}

// text puts a link together; runs are the pairs of actions and further runs.
func (l Link) text(params, runs string) string {
	var b strings.Builder
	b.WriteString(home + escape(l.ID) + "?v=" + strconv.Itoa(Version))
	add := func(key, value string) {
		if value != "" {
			b.WriteString("&" + key + "=" + value)
		}
	}
	if l.Seed != sim.DefaultSeed {
		add("seed", strconv.FormatUint(l.Seed, 10))
	}
	add("p", params)
	b.WriteString(runs)
	switch {
	case l.ByTime:
		add("at", timeText(l.Time))
	case l.At != 0:
		add("at", strconv.FormatInt(l.At, 10))
	}
	add("view", escape(l.View))
	add("tab", escape(l.Tab))
	if l.Beat != 0 {
		add("beat", strconv.Itoa(l.Beat))
	}
	if !l.AnyLang {
		add("lang", l.Lang.String())
	}
	return b.String()
}

// paramsText writes the parameters that differ from their defaults.
func paramsText(sc *sim.Scenario, values sim.Values) (string, error) {
	if len(values) != len(sc.Params) {
		return "", sim.BadInput("scenario %s has %d parameters, the link %d: take them from its defaults", sc.ID, len(sc.Params), len(values))
	}
	parts := []string{}
	for i := range sc.Params {
		p := &sc.Params[i]
		if slices.Equal(values[i], p.Default) {
			continue
		}
		text := p.Format(values[i])
		if back, err := p.Parse(text); err != nil {
			return "", err
		} else if !slices.Equal(back, values[i]) {
			return "", sim.BadInput("parameter %s takes %d values, not %d", p.ID, len(p.Default), len(values[i]))
		}
		parts = append(parts, p.ID+":"+text)
	}
	return strings.Join(parts, ","), nil
}

func actionsText(actions []sim.Action) string {
	parts := make([]string, len(actions))
	for i, a := range actions {
		parts[i] = when(a) + ":" + a.Call()
	}
	return strings.Join(parts, ",")
}

// when writes an action's step or time.
func when(a sim.Action) string {
	if !a.Timed {
		return strconv.FormatInt(a.Step, 10)
	}
	return timeText(a.At)
}

// timeText writes a time. Times that are no whole milliseconds are written in
// seconds: nanoseconds past the first second have more digits than a span may.
func timeText(at sim.Time) string {
	if at%sim.Millisecond != 0 {
		return strings.TrimRight(at.Decimal(9), "0") + "s"
	}
	return sim.FormatSpan(at)
}

// escape writes everything but unreserved characters and the grammar's own marks
// as %XX.
func escape(text string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(text) {
		c := text[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-._~,:()/", c) >= 0:
			b.WriteByte(c)
		default:
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}

// pack compresses the action text.
func pack(text string) string {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		panic(err) // only for a level that does not exist
	}
	_, _ = w.Write([]byte(text)) // a bytes.Buffer takes everything
	_ = w.Close()
	return base64.RawURLEncoding.EncodeToString(b.Bytes())
}
