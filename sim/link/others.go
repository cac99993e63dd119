package link

import (
	"strings"

	"github.com/kookmin-msa-study/msalab/sim"
)

// bare is a further run with the defaults and without actions: a value cannot be "".
const bare = "-"

// readOthers reads the further runs of a comparison, plain or packed.
func readOthers(sc *sim.Scenario, f fields) ([]Other, error) {
	key, texts := "vs", []string(nil)
	for _, one := range f {
		if one.key == "vs" {
			texts = append(texts, one.value)
		}
	}
	if packed, ok := f.get("vz"); ok {
		if texts != nil {
			return nil, sim.BadInput("the link holds further runs twice, as vs and as vz: write one of them")
		}
		text, err := unpack("vz", packed)
		if err != nil {
			return nil, err
		}
		key, texts = "vz", strings.Split(text, "&")
	}
	if len(texts) > MaxOthers {
		return nil, sim.BadInput("the link holds %d runs beside the first: a comparison has at most %d", len(texts), MaxOthers)
	}
	var out []Other
	for _, text := range texts {
		other, err := readOther(sc, key, text)
		if err != nil {
			return nil, err
		}
		out = append(out, other)
	}
	return out, nil
}

// readOther reads one run: parameters, then actions, which begin with a digit.
func readOther(sc *sim.Scenario, key, text string) (o Other, err error) {
	if text == "" || text[0] == ',' {
		return o, sim.BadInput("%s holds a run that begins with nothing: write name:value, or %s for one with the defaults", key, bare)
	}
	if text == bare {
		return Other{Params: sc.Defaults()}, nil
	}
	params, actions := text, ""
	for at := 0; at < len(text); {
		if isDigit(text[at]) {
			params, actions = text[:max(at-1, 0)], text[at:]
			break
		}
		next := strings.IndexByte(text[at:], ',')
		if next < 0 {
			break
		}
		at += next + 1
	}
	if o.Params, err = readParams(sc, key, params); err != nil || actions == "" {
		return o, err
	}
	for rest := actions; rest != ""; {
		var one string
		if one, rest, _ = cutAction(rest); one != "" && !isDigit(one[0]) {
			return o, sim.BadInput("%s holds %q behind an action: write a run's parameters first, then its actions as in 5s:crash(n1)", key, clip(one))
		}
	}
	o.Actions, err = ReadActions(actions)
	return o, err
}

// otherText writes one run as readOther reads it.
func otherText(sc *sim.Scenario, o Other) (string, error) {
	params, err := paramsText(sc, o.Params)
	if err != nil {
		return "", err
	}
	actions := actionsText(o.Actions)
	switch {
	case params == "" && actions == "":
		return bare, nil
	case params == "" || actions == "":
		return params + actions, nil
	}
	return params + "," + actions, nil
}

// othersTexts writes all further runs; nil Params are filled in.
func (l *Link) othersTexts(sc *sim.Scenario) ([]string, error) {
	if len(l.Others) > MaxOthers {
		return nil, sim.BadInput("a comparison has at most %d runs beside the first, not %d", MaxOthers, len(l.Others))
	}
	filled := make([]Other, len(l.Others))
	texts := make([]string, len(l.Others))
	for i, o := range l.Others {
		if o.Params == nil {
			o.Params = sc.Defaults()
		}
		var err error
		if texts[i], err = otherText(sc, o); err != nil {
			return nil, err
		}
		filled[i] = o
	}
	l.Others = filled
	return texts, nil
}
